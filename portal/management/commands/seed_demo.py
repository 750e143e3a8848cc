from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

from editorial.demo import seeding
from editorial.models import Item
from editorial.sections import sections
from member_sites.models import Site
from portal.page_cache import purge

LOCK = 20230112


class Command(BaseCommand):
    help = "Fill an empty portal with demo data. A portal that already holds content is left exactly as it is."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sites",
            type=int,
            default=0,
            metavar="N",
            help="have N member sites in all, the added ones plainly demo, from empty to rich, to measure with",
        )
        for option in _options():
            parser.add_argument(
                f"--{option.name}", type=int, default=0, metavar="N", help=option.help
            )

    def handle(self, *args, verbosity, sites, **options):
        self._seed(verbosity)
        if sites:
            self._add_sites(sites - Site.objects.members().count(), verbosity)
        for option in _options():
            if options[option.name]:
                self._add(option, options[option.name], verbosity)

    def _add(self, option, count, verbosity):
        with self._bar(count, option.title, option.unit, verbosity) as bar:
            seeding.add(option, count, timezone.now(), bar.update)
        purge()

    def _add_sites(self, count, verbosity):
        with self._bar(count, "Trang thử tải", "trang", verbosity) as bar, transaction.atomic():
            seeding.add_sites(count, timezone.now(), bar.update)
        purge()

    def _seed(self, verbosity):
        at = timezone.now()
        with transaction.atomic():
            # Two seeds at once must not both find the portal empty.
            connection.cursor().execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            if Item.objects.exists():
                self._say(verbosity, "Cổng đã có nội dung; không thay đổi gì.")
                return
            with self._bar(seeding.size(at), "Dữ liệu demo", "mục", verbosity) as bar:
                seeding.fill(at, bar.update)
        purge()
        self._say(verbosity, "Đã tạo dữ liệu demo. Mật khẩu của các tài khoản demo: demo")

    def _bar(self, total, title, unit, verbosity):
        return tqdm(total=total, desc=title, unit=unit, disable=verbosity == 0)

    def _say(self, verbosity, sentence):
        if verbosity:
            self.stdout.write(sentence)


def _options():
    return [option for section in sections() for option in section.demo_options]
