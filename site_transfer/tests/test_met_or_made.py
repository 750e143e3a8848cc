"""Rows that texts name, such as keywords: the one that is here already, or a new one; never one of another site."""

import pytest

from editorial.models import Edition
from news.models import Tag
from qa.models import Unit
from qa.tests import factories as questions
from site_transfer.import_bundle import read
from site_transfer.tests.factories import packed
from site_transfer.tests.test_refused import with_row
from tests.factories import commune, draft, main_site

pytestmark = pytest.mark.django_db


def brought(stream):
    """The site, and what was told of rows that are new or left out."""
    told = []

    def keep(unpacker):
        told.extend([*unpacker.new_rows, *unpacker.left_out])

    return read(stream, slug="cao-son-2", told=keep), told


class KeywordTests:
    def test_hang_on_the_new_text_as_on_the_old(self):
        here = commune("Cao Sơn")
        tags = [Tag.objects.create(name=name) for name in ("giao thông", "nông thôn mới")]
        draft(here, title="Có từ khóa").tags.add(*tags)
        draft(here, title="Không có")
        made, told = brought(packed(here))
        of_made = {one.title: set(one.leaf().tags.all()) for one in Edition.objects.of_site(made)}
        assert of_made == {"Có từ khóa": set(tags), "Không có": set()} and told == []

    def test_that_are_gone_here_are_made_anew_for_their_text(self):
        here = commune("Cao Sơn")
        draft(here).tags.add(Tag.objects.create(name="giao thông"))
        stream = packed(here)
        Tag.objects.all().delete()
        made, told = brought(stream)
        (tag,) = Edition.objects.of_site(made).get().leaf().tags.all()
        assert tag.name == "giao thông" and "giao thông" in told[0]


class MetTests:
    @pytest.mark.parametrize("differs", ["name", "slug"])
    def test_by_any_name_of_which_there_is_one_only(self, differs):
        """Else the second “giao thông” of a portal would stand beside the first under a made-up name."""
        here = Tag.objects.create(name="giao thông")
        values = {"name": here.name, "slug": here.slug} | {differs: "khac-han"}
        _made, told = brought(with_row(packed(commune("Cao Sơn")), "news.tag", **values))
        assert list(Tag.objects.all()) == [here] and told == []

    def test_by_everything_that_it_says_where_no_name_is_unique(self):
        here = questions.unit(main_site(), "Văn phòng")
        same = {"site": "main", "name": here.name, "position": here.position}
        _made, told = brought(with_row(packed(commune("Cao Sơn")), "qa.unit", **same))
        assert list(Unit.objects.all()) == [here] and told == []

    def test_not_by_a_part_of_it(self):
        here = questions.unit(main_site(), "Văn phòng")
        other = {"site": "main", "name": here.name, "position": here.position + 1}
        _made, told = brought(with_row(packed(commune("Cao Sơn")), "qa.unit", **other))
        assert list(Unit.objects.all()) == [here] and "Văn phòng" in told[0]
