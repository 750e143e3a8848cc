from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from components.lights import Light
from components.measurement import (
    complete_count,
    component_states,
    is_complete,
    member_sites,
    months_before,
    set_at,
)
from components.models import ComponentSet
from components.tests.factories import component, component_set, decree
from editorial.models import Edition
from member_sites.models import Site
from tests.factories import category, commune, draft, main_site, published, retracted

pytestmark = pytest.mark.django_db


def light(wanted, site=None, at=None):
    site = site or commune()
    return component_states([site], at)[site][wanted].light


def state(wanted, at=None):
    return component_states([commune()], at)[commune()][wanted]


def moment(year, month=6, day=1):
    return datetime(year, month, day, 3, tzinfo=UTC)


def public_since(at, **fields):
    """An item of Cao Sơn that has been public since a moment of the past."""
    edition = published(commune(), **fields)
    Edition.objects.filter(pk=edition.pk).update(published_at=at, first_published_at=at)
    return edition


class LightTests:
    def test_is_missing_without_a_public_text(self):
        asked = component()
        draft(commune())
        assert light(asked) == Light.MISSING

    def test_is_full_with_as_many_items_as_are_asked(self):
        asked = component("tin-tuc", {"at_least_items": 2})
        published(commune())
        assert light(asked) == Light.PARTLY
        published(commune())
        assert light(asked) == Light.FULL

    def test_counts_the_words_of_what_is_read(self):
        asked = component("tin-tuc", {"at_least_words": 60})
        published(commune(), body=f"<p>{'mùa mơ ' * 10}</p>")
        assert light(asked) == Light.PARTLY
        assert state(asked).tally.words == 6 + 7 + 20  # title, summary, text
        published(commune(), body=f"<p>{'mùa mơ ' * 20}</p>")
        assert light(asked) == Light.FULL

    def test_is_out_of_date_when_the_newest_is_older_than_asked(self):
        asked = component("tin-tuc", {"within_months": 2})
        public_since(timezone.now() - timedelta(days=80))
        assert light(asked) == Light.STALE
        published(commune())
        assert light(asked) == Light.FULL

    def test_is_not_brought_up_to_date_by_a_corrected_comma(self):
        asked = component("tin-tuc", {"within_months": 2})
        edition = public_since(timezone.now() - timedelta(days=80))
        Edition.objects.filter(pk=edition.pk).update(
            published_at=timezone.now() - timedelta(days=1)
        )
        assert light(asked) == Light.STALE

    def test_asks_for_one_category_with_those_below_it(self):
        asked = component("phap-luat", {"value": "phap-luat"})
        above = category("Pháp luật", slug="phap-luat")
        published(commune(), category=category("Kinh tế"))
        assert light(asked) == Light.MISSING
        published(commune(), category=category("Hòa giải", parent=above))
        assert light(asked) == Light.FULL

    def test_belongs_to_one_site(self):
        asked = component()
        published(commune("Vũ Muộn"))
        assert light(asked) == Light.MISSING
        assert light(asked, commune("Vũ Muộn")) == Light.FULL

    def test_is_not_measured_while_no_section_holds_such_a_thing(self):
        asked = component("hoi-dap", {"kind": "nobody.knows"})
        assert light(asked) == Light.UNMEASURED

    def test_takes_the_best_of_several_sources(self):
        asked = component("ke-hoach", {"value": "khong-co"}, {})
        published(commune())
        assert light(asked) == Light.FULL

    def test_is_partly_filled_where_all_sources_are_needed(self):
        asked = component("chi-dao", {"value": "khong-co"}, {}, needs_all=True)
        assert light(asked) == Light.MISSING
        published(commune())
        assert state(asked).light == Light.PARTLY
        assert state(asked).source.value == "khong-co"

    def test_asks_a_site_only_for_what_applies_to_it(self):
        asked = component("tin-tuc", for_members=False)
        states = component_states([commune(), main_site()])
        assert states[commune()] == {}
        assert asked in states[main_site()]


class MomentTests:
    def test_a_past_moment_knows_what_was_public_then(self):
        asked = component()
        public_since(moment(2023))
        assert light(asked, at=moment(2023, 5, 31)) == Light.MISSING
        assert light(asked, at=moment(2023, 6, 2)) == Light.FULL

    def test_a_retraction_since_does_not_change_the_past(self):
        asked = component()
        edition = retracted(edition=published(commune()))
        Edition.objects.filter(pk=edition.pk).update(
            published_at=moment(2023), first_published_at=moment(2023)
        )
        assert light(asked, at=moment(2023, 12)) == Light.FULL
        assert light(asked) == Light.MISSING

    def test_a_past_year_is_measured_by_the_set_of_its_time(self):
        old = component_set("cu", "2020-01-01", "2023-12-31")
        new = component_set("moi", "2024-01-01")
        component("tin-tuc", of=old)
        component("tin-tuc", {"at_least_items": 50}, of=new)
        public_since(moment(2023))
        assert str(complete_count(2023)) == "1/1"
        assert str(complete_count(2024)) == "0/1"
        assert set_at(moment(2023)) == old

    def test_where_no_decree_was_in_force_nobody_is_complete(self):
        component("tin-tuc", of=component_set("sau", "2024-01-01"))
        published(commune())
        assert str(complete_count(2023)) == "0/1"
        assert component_states([commune()], moment(2023)) == {commune(): {}}

    def test_months_end_on_the_last_day_of_a_short_month(self):
        assert months_before(datetime(2024, 3, 31, 5, tzinfo=UTC), 1).date() == date(2024, 2, 29)
        assert months_before(datetime(2024, 1, 15, 5, tzinfo=UTC), 14).date() == date(2022, 11, 15)


class SitesTests:
    def test_are_those_that_lived_at_the_moment(self):
        commune("Cao Sơn"), main_site()
        commune("Vũ Muộn", valid_to=date(2025, 6, 30))
        commune("Quân Bình", archived_at=moment(2024))
        assert [site.name for site in member_sites(moment(2023))] == [
            "Cao Sơn",
            "Quân Bình",
            "Vũ Muộn",
        ]
        assert [site.name for site in member_sites(moment(2026))] == ["Cao Sơn"]


class CompleteTests:
    def test_what_cannot_be_measured_is_no_fault_of_the_site(self):
        component("tin-tuc")
        component("hoi-dap", {"kind": "nobody.knows"})
        published(commune())
        assert is_complete(component_states([commune()])[commune()])

    def test_a_site_of_which_nothing_is_asked_is_not_complete(self):
        assert not is_complete({})


class SetTests:
    def test_two_sets_are_never_in_force_on_one_day(self):
        component_set("cu", "2020-01-01", "2023-12-31")
        with pytest.raises(IntegrityError, match="one_component_set_a_day"):
            component_set("moi", "2023-12-31")


class QueryCountTests:
    def test_is_the_same_for_14_and_for_200_sites(self, django_assert_num_queries):
        component("tin-tuc")
        component("phap-luat", {"value": "phap-luat", "at_least_words": 5})
        component("hoi-dap", {"kind": "nobody.knows"})
        for count in (14, 200):
            for number in range(Site.objects.members().count(), count):
                commune(f"Xã số {number}")
            published(commune("Xã số 1"))
            sites = member_sites()
            assert len(sites) == count
            with django_assert_num_queries(4):  # set, components, sources, news
                states = component_states(sites)
            assert sum(state.is_full for row in states.values() for state in row.values()) == 1


class LoadTests:
    def test_loads_the_decree_and_leaves_what_was_edited(self):
        first = decree()
        assert first.components.count() == 18
        assert (first.valid_from, first.valid_to) == (date(2022, 8, 15), date(2026, 6, 30))
        first.components.filter(key="dat-dai").update(short_name="Đất")
        decree()
        assert ComponentSet.objects.count() == 2
        assert first.components.get(key="dat-dai").short_name == "Đất"

    def test_the_set_after_it_asks_for_the_same_until_somebody_has_compared(self):
        decree()
        later = set_at(moment(2026, 8))
        assert later.key == "tam-dung-tu-7-2026"
        assert later.components.count() == 18

    def test_says_why_a_file_is_refused(self, tmp_path):
        bad = tmp_path / "bo.json"
        bad.write_text('[{"key": "x", "name": "X", "components": []}]')
        with pytest.raises(CommandError, match="X"):
            call_command("load_components", str(bad))
        assert not ComponentSet.objects.exists()
