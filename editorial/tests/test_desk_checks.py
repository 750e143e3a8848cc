from types import SimpleNamespace

import pytest

from editorial.desk_checks import blind_entries, wrong_beats
from editorial.desk_menu import DeskEntry, MenuGroup
from editorial.sections import Repeated, Section
from editorial.tasks import send_notices


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
            ("remind-of-events", send_notices, []),
            ("remind-of-events", len, ["editorial.E012"]),
            ("send-notices", send_notices, ["editorial.E013"]),
        ],
    )
    def test_what_is_no_task_or_takes_a_name_is_refused(self, name, task, refusals):
        events = SimpleNamespace(app_label="events", beat={name: Repeated(task, 60)})
        assert [error.id for error in wrong_beats([events])] == refusals

    def test_two_sections_may_not_take_the_same_name(self):
        events = SimpleNamespace(app_label="events", beat={"remind": Repeated(send_notices, 60)})
        assert [error.id for error in wrong_beats([events, events])] == ["editorial.E013"]
