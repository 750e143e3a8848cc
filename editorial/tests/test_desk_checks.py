from types import SimpleNamespace

import pytest

from common.tasks import send_letters
from editorial.desk_checks import blind_entries, hidden_views, missing_styles, wrong_beats
from editorial.desk_menu import DeskEntry, MenuGroup
from editorial.sections import DeskView, Repeated, Section


class DeskMenuTests:
    @pytest.mark.parametrize(
        ("view", "permission", "refusals"),
        [
            ("admin:review_queue", "editorial.view_edition", []),
            ("admin:review_queu", "editorial.view_edition", ["editorial.E010"]),
            ("admin:review_queue", "editorial.view_editon", ["editorial.E011"]),
            ("admin:review_queue", "editorial.see_edition", ["editorial.E011"]),
        ],
    )
    def test_an_entry_that_leads_nowhere_or_opens_to_nobody_is_refused(
        self, view, permission, refusals
    ):
        class Events(Section):
            desk_menu = (DeskEntry(MenuGroup.CONTENT, 10, "Events", "event", view, permission),)

        assert [error.id for error in blind_entries(Events())] == refusals


class BeatTests:
    @pytest.mark.parametrize(
        ("name", "task", "refusals"),
        [
            ("remind-of-events", send_letters, []),
            ("remind-of-events", len, ["editorial.E012"]),
            ("send-letters", send_letters, ["editorial.E013"]),
        ],
    )
    def test_what_is_no_task_or_takes_a_name_is_refused(self, name, task, refusals):
        events = SimpleNamespace(app_label="events", beat={name: Repeated(task, 60)})
        assert [error.id for error in wrong_beats([events])] == refusals

    def test_two_sections_may_not_take_the_same_name(self):
        events = SimpleNamespace(app_label="events", beat={"remind": Repeated(send_letters, 60)})
        assert [error.id for error in wrong_beats([events, events])] == ["editorial.E013"]


class StyleTests:
    @pytest.mark.parametrize(
        ("name", "refusals"),
        [("components/board.css", []), ("components/bord.css", ["editorial.E014"])],
    )
    def test_a_sheet_that_is_not_there_is_refused(self, name, refusals):
        events = SimpleNamespace(app_label="events", desk_styles=(name,))
        assert [error.id for error in missing_styles(events)] == refusals


class ViewTests:
    @pytest.mark.parametrize(
        ("route", "name", "refusals"),
        [
            ("su-kien/", "events", []),
            ("hang-cho/", "events", ["editorial.E015"]),
            ("su-kien/", "review_queue", ["editorial.E015"]),
        ],
    )
    def test_a_screen_in_the_place_of_another_is_refused(self, route, name, refusals):
        events = SimpleNamespace(app_label="events", desk_views=(DeskView(route, print, name),))
        assert [error.id for error in hidden_views([events])] == refusals

    def test_two_sections_may_not_have_the_same_screen(self):
        screen = DeskView("su-kien/", print, "events")
        events = SimpleNamespace(app_label="events", desk_views=(screen,))
        assert [error.id for error in hidden_views([events, events])] == ["editorial.E015"]
