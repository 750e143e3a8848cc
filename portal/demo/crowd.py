"""Many more member sites, plainly demo, from empty to rich: to see boards and menus as a province would."""

from datetime import timedelta
from random import Random

from editorial.demo import editions, people
from editorial.demo.topics import TAGS
from editorial.models.files import StoredFile
from member_sites.models import Site
from news.demo.years import Chronicler
from news.models import Category, Tag
from pages import starter_kit
from pages.demo import pages

KIND, NAME, SLUG = "xã", "Thử nghiệm số {number}", "xa-thu-nghiem-{number}"
RICH = pages.PLANS["cao-son"]
# What every fourth site is like: its pages and how many pieces of news of the last months.
MANNERS = ((None, 0), (pages.THIN, 1), (pages.USUAL, 3), (RICH, 8))
PICTURES = 12


def more(count, at, progress):
    """Add `count` member sites; those that are there are left as they are."""
    main, held = Site.objects.main(), Site.objects.count()
    made = Site.objects.bulk_create(
        _site(main, number) for number in range(held, held + max(count, 0))
    )
    people.furnish_sites()
    accounts = people.create()
    chronicler = _chronicler(main, made, accounts)
    for number, site in enumerate(
        Site.objects.filter(pk__in=[one.pk for one in made]).select_related("parent").order_by("pk")
    ):
        plan, news = MANNERS[number % len(MANNERS)]
        editions.write(list(_of_site(chronicler, site, plan, news, at)))
        if plan and len(plan) > 1:
            pages.menus([site])
        starter_kit.give(site, at)
        progress(1)


def _site(main, number):
    return Site(
        parent=main,
        kind=KIND,
        name=NAME.format(number=number),
        slug=SLUG.format(number=number),
        code=f"THU-{number}",
    )


def _chronicler(main, made, accounts):
    shelves = (
        {one.slug: one for one in Category.objects.all()},
        {subject: Tag.objects.get(name=name) for subject, name in TAGS.items()},
    )
    pictures = [
        (file, "Ảnh minh họa (demo)")
        for file in StoredFile.objects.filter(kind="image").order_by("pk")[:PICTURES]
    ]
    return Chronicler(len(made), [main, *made], accounts, *shelves, pictures)


def _of_site(chronicler, site, plan, news, at):
    if plan:
        author = pages.Author(site, chronicler.people, chronicler.pictures, Random(site.pk), plan)
        yield from author.histories(at)
    for place in range(news):
        published = at - timedelta(days=3 + place * 17, hours=place)
        yield from chronicler.piece(
            published, "bai" if place % 3 == 2 else "tin", site=site, calm=True
        )
