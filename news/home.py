"""What the home page shows of news, above and below the other sections."""

from editorial.sections import Band
from news import public


def bands(site):
    leading, groups, beside = public.front_page(site)
    yield Band(10, "news/_home_leading.html", {"leading": leading})
    if groups:
        yield Band(30, "news/_home_groups.html", {"groups": groups})
    own_count = len(leading) + sum(len(articles) for _category, articles in groups)
    if beside and (site.is_main or own_count < public.LITTLE):
        yield Band(80, "news/_home_beside.html", {"articles": beside})
