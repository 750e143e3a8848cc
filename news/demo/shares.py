"""A few items shared: the district's on all communes, a commune's waiting for the district's editor."""

from editorial import sharing
from news.models import Article

OFFERED = 2


def offer(people, sites, at):
    main, caoson = (
        next(one for one in sites if one.is_main),
        next(one for one in sites if one.slug == "cao-son"),
    )
    for edition in _newest(main, at):
        sharing.offer(
            edition, [site for site in sites if not site.is_main], by=people["bientap"], at=at
        )
    for edition in _newest(caoson, at)[:1]:
        sharing.offer(edition, [main], by=people["caoson"], at=at)


def _newest(site, at):
    return list(
        Article.objects.of_site(site)
        .published(at)
        .select_related("item__site")
        .newest_first()[:OFFERED]
    )
