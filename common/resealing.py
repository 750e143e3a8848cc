"""What lies sealed is sealed anew with the first of the keys, so that the older ones can be given up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import transaction
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast

from common.encryption import SealedTextField, box, newest_box

BATCH = 500


class Batch(NamedTuple):
    """How many rows of `model` were looked at, sealed anew, and are opened by no key."""

    model: type
    rows: int
    resealed: int
    lost: int


def sealed_models() -> dict[type[Model], list[str]]:
    """{model: names of its sealed fields}, found from the models themselves."""
    found = {
        model: [
            field.name
            for field in model._meta.local_concrete_fields
            if isinstance(field, SealedTextField)
        ]
        for model in apps.get_models()
    }
    return {model: names for model, names in found.items() if names}


def reseal(model: type[Model], names: Sequence[str]) -> Iterator[Batch]:
    """Yield a Batch after each transaction. Cut off, it is simply begun again: done rows are passed over."""
    last = None
    while True:
        last, batch = _next_batch(model, names, last)
        if not batch.rows:
            return
        yield batch


@transaction.atomic
def _next_batch(model: type[Model], names: Sequence[str], last: Any) -> tuple[Any, Batch]:
    """The rows are locked, so that nothing erased meanwhile comes back."""
    rows = model._base_manager.order_by("pk")
    rows = rows if last is None else rows.filter(pk__gt=last)
    # Cast: as it lies there, not as the field opens it.
    as_stored = {f"stored_{name}": Cast(name, TextField()) for name in names}
    locked = rows.select_for_update().values("pk", **as_stored)[:BATCH]
    resealed = lost = 0
    for row in locked:
        last = row["pk"]
        try:
            anew = {name: _anew(row[f"stored_{name}"]) for name in names}
        except InvalidToken:
            lost += 1
            continue
        changed = {
            name: Value(token, output_field=TextField()) for name, token in anew.items() if token
        }
        resealed += bool(changed) and model._base_manager.filter(pk=row["pk"]).update(**changed)
    return last, Batch(model, len(locked), resealed, lost)


def _anew(token: str | None) -> str | None:
    """The same text under the first key; None where there is nothing to do. InvalidToken where no key opens it."""
    if not token:
        return None
    try:
        newest_box().decrypt(token.encode())
    except InvalidToken:
        return box().rotate(token.encode()).decode()
    return None
