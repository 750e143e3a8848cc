import pytest

from editorial.desk_checks import blind_entries
from editorial.desk_menu import DeskEntry, MenuGroup
from editorial.sections import Section


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
