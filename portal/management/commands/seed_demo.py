from random import Random

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

import banners.demo as banners
import consultations.demo as consultations
import schedules.demo as schedules
import visits.demo as visits
from broadcasts.demo import programmes
from documents.demo import register
from editorial.demo import editions, people, pictures
from editorial.demo.topics import CATEGORIES, TAGS
from editorial.models import Item
from editorial.models.files import StoredFile
from member_sites.models import Site
from news.demo import live, shares
from news.demo.years import YEARS, Chronicler
from news.models import Category, Tag
from pages.demo import pages
from portal.demo import crowd, feedback
from portal.page_cache import purge
from qa.demo import questions

LOCK = 20230112


class Command(BaseCommand):
    help = "Fill an empty portal with demo data. A portal that already holds content is left exactly as it is."

    def add_arguments(self, parser):
        parser.add_argument(
            "--documents",
            type=int,
            default=0,
            metavar="N",
            help="add N synthetic documents of old years, to measure with",
        )

        parser.add_argument(
            "--sites",
            type=int,
            default=0,
            metavar="N",
            help="have N member sites in all, the added ones plainly demo, from empty to rich, to measure with",
        )

    def handle(self, *args, verbosity, documents, sites, **options):
        self._seed(verbosity)
        if sites:
            self._add_sites(sites - Site.objects.members().count(), verbosity)
        if documents:
            self._add(documents, verbosity)

    def _add(self, count, verbosity):
        with tqdm(
            total=count, desc="Văn bản thử tải", unit="văn bản", disable=verbosity == 0
        ) as bar:
            register.more(Site.objects.main(), people.create(), count, bar.update)
        analyse()
        purge()

    def _add_sites(self, count, verbosity):
        with (
            tqdm(total=count, desc="Trang thử tải", unit="trang", disable=verbosity == 0) as bar,
            transaction.atomic(),
        ):
            crowd.more(count, timezone.now(), bar.update)
        analyse()
        purge()

    def _seed(self, verbosity):
        with transaction.atomic():
            # Two seeds at once must not both find the portal empty.
            connection.cursor().execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            if Item.objects.exists():
                self._say(verbosity, "Cổng đã có nội dung; không thay đổi gì.")
                return
            with tqdm(
                total=_work(), desc="Dữ liệu demo", unit="mục", disable=verbosity == 0
            ) as bar:
                seed(bar.update)
            analyse()
        purge()
        self._say(verbosity, "Đã tạo dữ liệu demo. Mật khẩu của các tài khoản demo: demo")

    def _say(self, verbosity, sentence):
        if verbosity:
            self.stdout.write(sentence)


def analyse():
    """Thousands of rows came at once; without fresh statistics the next questions are planned for none."""
    connection.cursor().execute("ANALYZE")


def _work():
    pieces = sum(figures.total for year in YEARS.values() for figures in year)
    fresh = live.COUNT + pages.COUNT + len(banners.BANNERS)
    sections = (
        register.work()
        + programmes.work()
        + schedules.count(timezone.now())
        + questions.COUNT
        + feedback.COUNT
    )
    return pictures.COUNT * 10 + pieces + sections + fresh


def seed(progress):
    at = timezone.now()
    call_command("load_units", verbosity=0)
    call_command("load_calendar", verbosity=0)
    people.furnish_sites()
    accounts = people.create()
    shelves = _categories(), _tags(), _pictures(accounts["phongvien"], progress)
    sites = list(Site.objects.select_related("parent"))
    for year, parts in YEARS.items():
        chronicler = Chronicler(year, sites, accounts, *shelves)
        histories = [history for figures in parts for history in chronicler.year(year, figures)]
        editions.write(histories, progress)
    analyse()
    programmes.fill(sites, accounts, at, progress)
    main = next(site for site in sites if site.is_main)
    editions.write(list(schedules.histories(Random(at.year), sites, accounts, at)), progress)
    editions.write(list(pages.histories(sites, accounts, shelves[-1], at)), progress)
    pages.menus(sites)
    register.seed(main, accounts, progress, at)
    consultations.seed(main, accounts, at)
    visits.write(at)
    editions.write(list(banners.histories(accounts, sites, at)), progress)
    questions.write(sites, accounts, at, progress)
    analyse()
    _this_week(Chronicler(at.year, sites, accounts, *shelves), at, progress)
    feedback.write(sites, accounts, at, progress)
    # Last, so that the kit gives drafts only for what the demo has not written.
    call_command("load_components", verbosity=0)
    call_command("starter_kit", verbosity=0)


def _this_week(chronicler, at, progress):
    editions.write(list(live.fresh(chronicler, at)), progress)
    live.Desk(chronicler, at).fill()
    shares.offer(chronicler.people, chronicler.sites, at)


def _categories():
    """{slug: Category}"""
    known = {}
    for position, (slug, name, above) in enumerate(CATEGORIES):
        fields = {"name": name, "parent": known.get(above), "position": position}
        known[slug] = Category.objects.get_or_create(slug=slug, defaults=fields)[0]
    return known


def _tags():
    """{subject: Tag}"""
    return {subject: Tag.objects.get_or_create(name=name)[0] for subject, name in TAGS.items()}


def _pictures(by, progress):
    """[(StoredFile, alternative text)]"""
    stored = []
    for file, alt in pictures.all_pictures():
        stored.append((StoredFile.objects.keep(file, kinds=["image"], by=by), alt))
        progress(10)
    return stored
