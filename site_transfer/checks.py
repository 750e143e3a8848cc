"""What is refused at start: a `Transfer` that cannot be meant, and tables whose personal data would leave unasked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from common.encryption import SealedTextField
from common.fields import key_of
from editorial.models import Item
from member_sites.models import Site
from member_sites.transfer import Transfer, transfer_of
from site_transfer import ownership


@register("site_transfer")
def check_transfers(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [error for model in apps.get_models() for error in errors_of(model)]


def errors_of(model: type[Model]) -> Iterator[CheckMessage]:
    """Everything that is wrong with what one model says of its travels."""
    misplaced = list(_misplaced(model))
    yield from misplaced
    if misplaced:
        return
    transfer = transfer_of(model)
    if transfer.site_path and _end_of(model, transfer.site_path) is not Site:
        yield _error(model, f"site_path “{transfer.site_path}” leads to no site.", 2)
    if transfer.counted and not _counts_by_day(model, transfer.counted):
        yield _error(model, f"counted “{transfer.counted}” is no key to a site or an item.", 3)
    known = {column.name for column in model._meta.concrete_fields}
    for name in sorted({*transfer.drawn_by_chance, *transfer.impersonal} - known):
        yield _error(model, f"names a column “{name}” that is not there.", 4)
    if transfer.stays_behind and not ownership.paths(model):
        yield _error(model, "stays behind, but no key leads from it to a site.", 7)
    if ownership.paths(model) and not transfer.stays_behind:
        yield from _leaks(model, transfer)


def _misplaced(model: type[Model]) -> Iterable[CheckMessage]:
    """A misspelt `transfer` would let everything travel."""
    for name, value in vars(model).items():
        if isinstance(value, Transfer) != (name == "transfer"):
            yield _error(model, f"has a Transfer by the name “{name}”, or none by that name.", 1)


def _leaks(model: type[Model], transfer: Transfer) -> Iterable[CheckMessage]:
    if transfer.personal:
        return
    sealed = {one.name for one in model._meta.concrete_fields if isinstance(one, SealedTextField)}
    for name in sorted(sealed - set(transfer.impersonal)):
        yield _error(model, f"is not personal, and does not say what becomes of “{name}”.", 5)
    for key in [*ownership.keys(model), *model._meta.many_to_many]:
        if transfer_of(key.related_model).personal:
            yield _error(model, f"would take personal rows along by its key “{key.name}”.", 6)


def _counts_by_day(model: type[Model], name: str) -> bool:
    by_day = "on" in {column.name for column in model._meta.concrete_fields}
    return by_day and _end_of(model, name) in (Site, Item)


def _end_of(model: type[Model], path: str) -> type[Model] | None:
    """The model to which a lookup along foreign keys leads."""
    for name in path.split("__"):
        try:
            model = key_of(model, name).related_model
        except FieldDoesNotExist:
            return None
    return model


def _error(model: type[Model], sentence: str, number: int) -> Error:
    return Error(
        f"The transfer of {model._meta.label} {sentence}",
        hint="See member_sites/transfer.py.",
        obj=model,
        id=f"site_transfer.E{number:03}",
    )
