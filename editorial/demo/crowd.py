"""Many more member sites, plainly demo, from empty to rich: to see boards and menus as a province would."""

from editorial.demo import people
from member_sites.models import Site

KIND, NAME, SLUG = "xã", "Thử nghiệm số {number}", "xa-thu-nghiem-{number}"
# Every fourth site holds nothing, every fourth as much as the best.
MANNERS = 4


def sites(count):
    """Add `count` member sites; those that are there are left as they are. [(Site, richness)]"""
    main, held = Site.objects.main(), Site.objects.count()
    made = Site.objects.bulk_create(
        _site(main, number) for number in range(held, held + max(count, 0))
    )
    people.furnish_sites()
    added = Site.objects.filter(pk__in=[one.pk for one in made]).select_related("parent")
    return [(site, number % MANNERS) for number, site in enumerate(added.order_by("pk"))]


def _site(main, number):
    return Site(
        parent=main,
        kind=KIND,
        name=NAME.format(number=number),
        slug=SLUG.format(number=number),
        code=f"THU-{number}",
    )
