"""The scale option of the demo: 200 member sites, and boards and menus that ask no more than at 14."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from components.measuring import completeness, component_states, member_sites
from member_sites.models import Site
from pages.front import menu
from tests.factories import browser
from tests.portal.test_seed_demo import seeded  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
BOARD = "/quan-tri/trang-thanh-vien/"
SCREENS = [
    BOARD, f"{BOARD}bang.xlsx", f"{BOARD}?nam=2023", "/quan-tri/", "/quan-tri/pages/menuentry/",
    "/quan-tri/site_life/export/cac-trang/",
]
PUBLIC = ["/", "/don-vi/cao-son/", "/don-vi/sy-binh/", "/so-do/", "/don-vi/cao-son/gioi-thieu/"]


def asked():
    """{address: number of queries} after a first look has warmed what stays in memory."""
    chief, found = browser(User.objects.get(username="truongban")), {}
    for address in [*SCREENS, *PUBLIC]:
        for _look in range(2):
            with CaptureQueriesContext(connection) as captured:
                answer = chief.get(address, {"khong-nho": "1"} if address in PUBLIC else {})
                assert answer.status_code == 200, address
        found[address] = len(captured)
    return found


class CrowdTests:
    def test_boards_and_menus_ask_no_more_for_200_sites_than_for_14(self, seeded):  # noqa: F811
        few = asked()
        call_command("seed_demo", "--sites", "200", verbosity=0)
        assert Site.objects.members().count() == 200
        assert asked() == few

    def test_sites_are_of_every_sort_and_plainly_demo(self, seeded):  # noqa: F811
        call_command("seed_demo", "--sites", "200", verbosity=0)
        added = [site for site in member_sites() if site.slug.startswith("xa-thu-nghiem-")]
        states = component_states(added)
        full = {sum(state.is_full for state in row.values()) for row in states.values()}
        assert len(added) == 186 and min(full) == 0 and max(full) >= 5 and len(full) >= 4
        assert completeness(states).complete == 0
        assert any(len(menu(site)) >= 5 for site in added)

    def test_a_second_time_adds_nothing(self, seeded):  # noqa: F811
        call_command("seed_demo", "--sites", "16", verbosity=0)
        held = Site.objects.count()
        call_command("seed_demo", "--sites", "16", verbosity=0)
        assert Site.objects.count() == held

