"""What the annual report says of articles: by genre, in pictures or video, by contributors."""

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.figures import ONCE, Clause, Counted, Figure, YearFigures
from news.models import Article, Genre, Medium

FIGURES = (
    Figure(Genre.NEWS.value, pgettext_lazy("report", "News items"), ONCE, by_site=True),
    Figure(
        "tin_hinh",
        _("of which in pictures or video"),
        _("News items whose main medium is pictures or video, in their first public edition."),
    ),
    Figure(Genre.FEATURE.value, pgettext_lazy("report", "Feature articles"), ONCE, by_site=True),
    Figure(
        "bai_hinh",
        _("of which articles in pictures or video"),
        _(
            "Feature articles whose main medium is pictures or video, in their first public edition."
        ),
    ),
    Figure(
        "contributor_tin",
        _("News items by contributors"),
        _("News items whose first public edition is marked as a contributor's."),
    ),
    Figure(
        "contributor_bai",
        _("Feature articles by contributors"),
        _("Feature articles whose first public edition is marked as a contributor's."),
    ),
    Figure(
        "contributor_videos",
        _("Pieces in pictures or video by contributors"),
        _(
            "News items and feature articles by contributors whose main medium is pictures or video."
        ),
    ),
)


def count(years, at):
    numbers, by_site = ({year: Counter() for year in years} for _each in range(2))
    for row in _groups(years, at):
        numbers[row["year"]].update(dict.fromkeys(_names(row), row["count"]))
        by_site[row["year"]][row["genre"], row["item__site"]] += row["count"]
    return {
        year: Counted(
            {figure.name: numbers[year][figure.name] for figure in FIGURES}, by_site=by_site[year]
        )
        for year in years
    }


def _groups(years, at):
    columns = ("year", "item__site", "genre", "medium", "by_contributor")
    first = Article.objects.first_public_in(years, at).order_by()
    return first.values(*columns).annotate(count=Count("pk"))


def _names(row):
    """The figures in which a group of articles is counted."""
    genre, in_pictures = row["genre"], row["medium"] == Medium.VIDEO
    yield genre
    if in_pictures:
        yield f"{genre}_hinh"
    if row["by_contributor"]:
        yield f"contributor_{genre}"
    if row["by_contributor"] and in_pictures:
        yield "contributor_videos"


YEAR = YearFigures(
    position=10,
    figures=FIGURES,
    count=count,
    clauses=(
        Clause(
            "Trong năm {year}, Cổng Thông tin điện tử và các trang thành viên đã đăng {tin} tin "
            "(trong đó có {tin_hinh} tin hình) và {bai} bài (trong đó có {bai_hinh} bài hình)"
        ),
        Clause(
            "Cộng tác viên có {contributor_tin} tin ({contributor_tin.change}), {contributor_bai} bài "
            "({contributor_bai.change}) và {contributor_videos} tin, bài hình "
            "({contributor_videos.change}) được đăng"
        ),
    ),
)
