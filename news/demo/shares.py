"""A few items shared: the district's on all communes, a commune's waiting for the district's editor."""

from editorial import sharing
from news.models import Article

OFFERED = 2


def offer(demo):
    at, people = demo.at, demo.people
    for edition in _newest(demo.main, at):
        sharing.offer(edition, demo.members, by=people["bientap"], at=at)
    for edition in _newest(demo.site("cao-son"), at)[:1]:
        sharing.offer(edition, [demo.main], by=people["caoson"], at=at)


def _newest(site, at):
    return list(
        Article.objects.of_site(site)
        .published(at)
        .select_related("item__site")
        .newest_first()[:OFFERED]
    )
