"""What a table says of itself for the day its site is exported and read elsewhere (`site_transfer`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Transfer:
    """Declared as `transfer` on a model; a table without one travels whole.

    What cannot be meant is refused at start (site_transfer/checks.py): above all a table with sealed
    columns that says nothing of them.
    """

    # Lookup to the site whose rows they are, where several keys lead to one.
    site_path: str = ""
    # Personal data of citizens or contacts of staff: the rows travel only when asked for, sealed.
    personal: bool = False
    # Columns that differ in a copy without personal data, as if it had been erased:
    # {column: its value there, or a function of the row}.
    impersonal: Mapping[str, Any] = field(default_factory=dict)
    # Why its rows are no part of an export, although keys lead from them to a site.
    stays_behind: str = ""
    # The key to the site or item of which the rows count something, a row per day `on`.
    counted: str = ""
    # Columns that only chance should know; a copy is saved with these empty and draws its own.
    drawn_by_chance: tuple[str, ...] = ()

    def impersonal_values(self, row: Model) -> dict[str, Any]:
        """The values of `impersonal` for one row, by column."""
        return {
            name: value(row) if callable(value) else value
            for name, value in self.impersonal.items()
        }


TRAVELS_WHOLE = Transfer()


def transfer_of(model: type[Model]) -> Transfer:
    """What a model declares, or that its rows travel whole."""
    return getattr(model, "transfer", TRAVELS_WHOLE)
