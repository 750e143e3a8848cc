"""News of the last months on a site of the crowd: none on the poorest."""

from datetime import timedelta

from editorial.histories import write
from news.demo.years import Chronicler

# How many pieces, by richness.
PIECES = (0, 1, 3, 8)


def fill(demo, site, richness):
    chronicler = Chronicler(site.pk, demo)
    write(list(_pieces(chronicler, site, PIECES[richness], demo.at)))


def _pieces(chronicler, site, count, at):
    for place in range(count):
        published = at - timedelta(days=3 + place * 17, hours=place)
        genre = "bai" if place % 3 == 2 else "tin"
        yield from chronicler.piece(published, genre, site=site, calm=True)
