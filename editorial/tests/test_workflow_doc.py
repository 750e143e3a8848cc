"""docs/workflow.md shows the table of the law; neither may change without the other."""

from pathlib import Path

from editorial.states import EditionState
from editorial.transitions import TABLE

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "workflow.md"


def rows_under(heading):
    """Cells of the body rows of the first table below `heading`."""
    below = DOCUMENT.read_text().split(f"## {heading}\n")[1]
    lines = [line for line in below.split("\n## ")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def told(row):
    starts = ", ".join(row.sources)
    if row.one_step_sources is not None:
        starts += f" (one-step: {', '.join(row.one_step_sources) or '–'})"
    flags = ["yes" if flag else "" for flag in (row.needs_note, row.authors_too)]
    return [
        row.name,
        starts,
        row.target or "–",
        row.other_becomes or "",
        row.role,
        row.four_eyes or "",
        *flags,
    ]


class WorkflowDocumentTests:
    def test_shows_every_transition_of_the_table_as_it_is(self):
        assert rows_under("Transitions") == [told(row) for row in TABLE.values()]

    def test_shows_every_state_under_its_name_on_screen(self):
        assert [cells[:2] for cells in rows_under("States")] == [
            [state.value, str(state.label)] for state in EditionState
        ]
