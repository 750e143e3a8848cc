"""What is refused at start of kinds of editions: rights that nobody declared, and hooks that nobody would ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model

from accounts.rights import Rights
from editorial.models import Edition, EditionRow

# How much alike two names are of which one is probably a slip of the other.
ALIKE = 0.85


@register("editions")
def check_editions(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    return [error for model in apps.get_models() for error in errors_of(model)]


def errors_of(model: type[Model]) -> Iterator[CheckMessage]:
    """Everything that is wrong with what one model declares for the desk."""
    yield from _misplaced_rights(model)
    if issubclass(model, EditionRow):
        yield from _misspelt(model, EditionRow)
    if not issubclass(model, Edition) or model is Edition:
        return
    yield from _misspelt(model, Edition)
    if not isinstance(vars(model).get("rights"), Rights):
        yield _error(model, "does not say who may do what with it: it declares no `rights`.", 20)
    for name in model.content_rows:
        rows = model._meta.get_field(name).related_model
        if not (isinstance(rows, type) and issubclass(rows, EditionRow)):
            yield _error(model, f"has rows “{name}” that are no EditionRow.", 22)


def _misplaced_rights(model: type[Model]) -> Iterable[CheckMessage]:
    for name, value in vars(model).items():
        if isinstance(value, Rights) != (name == "rights"):
            yield _error(model, f"has Rights by the name “{name}”, or none by that name.", 21)


def _misspelt(model: type[Model], base: type[Model]) -> Iterable[CheckMessage]:
    declared = {name for name in vars(base) if not name.startswith("_")}
    for name in sorted(set(vars(model)) - declared):
        for meant in get_close_matches(name, declared, 1, ALIKE):
            yield _error(model, f"declares “{name}”; probably “{meant}” is meant.", 23)


def _error(model: type[Model], sentence: str, number: int) -> CheckMessage:
    return Error(f"{model._meta.label} {sentence}", obj=model, id=f"editorial.E{number:03}")
