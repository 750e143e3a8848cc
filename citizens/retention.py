"""How long what citizens send is kept, and how it is given up: one way for every table that keeps some."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from citizens.models import OfficeRule

BATCH = 200
# Rounded up: nobody's data are erased before the day that was promised for keeping them.
DAYS_OF_A_MONTH = 31
ERASED = "anonymised"


@dataclass(frozen=True)
class Erasure:
    """Declared as `erasure` on a model: what of a row is given up. The row itself stays, and is counted on.

    The model's manager answers `past_retention(until)`: the rows that ended before a moment and still hold something.
    """

    # Columns and what is put into them: a value, or a function of the row as it was.
    columns: Mapping[str, Any] = field(default_factory=dict)
    # Names of relations whose rows go, the bytes of files with them.
    rows: tuple[str, ...] = ()
    # {relation: column} of rows that stay, with nothing in that column.
    emptied: Mapping[str, str] = field(default_factory=dict)
    # The column that keeps when it was done.
    done: str = "anonymised_at"
    # Whether its `events` keep that it was done, and by whom.
    is_logged: bool = True


def erased_before(at=None):
    """What ended before this moment no longer holds personal data."""
    return (at or timezone.now()) - timedelta(
        days=DAYS_OF_A_MONTH * OfficeRule.now().retention_months
    )


@transaction.atomic
def erase(row, *, by=None, note="", at=None):
    """Give up who sent it, and words that readers never saw; for the clock (`by` None) or at somebody's request."""
    model, erasure, at = type(row), row.erasure, at or timezone.now()
    row = model.objects.select_for_update(of=["self"]).get(pk=row.pk)
    left = {
        name: value(row) if callable(value) else value for name, value in erasure.columns.items()
    }
    for name in erasure.rows:
        for related in _related(row, name):
            related.delete()
    for name, column in erasure.emptied.items():
        _related(row, name).update(**{column: ""})
    model.objects.filter(pk=row.pk).update(**left, **{erasure.done: at})
    if erasure.is_logged:
        row.events.create(act=ERASED, by=by, note=note, at=at)


def erase_old(at=None):
    """A bounded batch of each kind that its time has run out for; returns how many rows they were."""
    until = erased_before(at)
    old = [row for model in kinds() for row in model.objects.past_retention(until)[:BATCH]]
    for row in old:
        erase(row, at=at)
    return len(old)


def kinds():
    """Every model that keeps something from citizens in this way."""
    return [model for model in apps.get_models() if isinstance(vars(model).get("erasure"), Erasure)]


def _related(row, name):
    relation = type(row)._meta.get_field(name)
    return relation.related_model.objects.filter(**{relation.field.name: row})
