"""Whole histories written in bulk: what `workflow.perform` would have left behind, line by line and person by person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.db.models.sql import InsertQuery

from common import richtext
from editorial.models import Contribution, Edition, Event, Item, Retraction
from editorial.models.files import Attachment
from editorial.states import EditionState
from editorial.transitions import ROWS, TABLE

BATCH = 500
# What four eyes then bind people by: beginning and changing a text, and some transitions.
WORK = {"create", "import", "change", *(row.name for row in ROWS if row.contributes)}


@dataclass
class LogLine:
    """One line of the log. Its states follow from the lines before and the table; `to_state` is for an import."""

    action: str
    by: object
    at: object
    note: str = ""
    data: dict = field(default_factory=dict)
    to_state: str = ""

    def leads_to(self, state: str) -> str:
        """The state after it, when that was `state` before (empty: there was no edition yet)."""
        target = TABLE[self.action].target if self.action in TABLE else None
        return self.to_state or target or state or EditionState.DRAFT


@dataclass
class History:
    """One edition with its log; `item` is shared by the editions of one item.

    `chosen` are values of many-to-many fields by name, `rows` unsaved rows (`EditionRow`), which may have a
    `chosen` of their own, `files` what the text carries beside its cover.
    """

    item: Item
    edition: Edition
    state: str
    log: list
    chosen: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)
    files: list = field(default_factory=list)
    retraction: dict | None = None

    @property
    def contributors(self) -> dict[Any, datetime]:
        """{user: moment} of those who created, changed or submitted it."""
        work = [line for line in self.log if line.action in WORK]
        return {line.by: line.at for line in reversed(work)}

    @property
    def events(self) -> Iterator[Event]:
        state = ""
        for line in self.log:
            before, state = state, line.leads_to(state)
            yield Event(
                item=self.item,
                edition_id=self.edition.pk,
                action=line.action,
                from_state=before,
                to_state=state,
                by=line.by,
                at=line.at,
                note=line.note,
                data=line.data,
            )


def write(
    histories: Sequence[History], progress: Callable[[int], object] = lambda items: None
) -> None:
    """Insert everything; `progress(items)` is told after each batch."""
    for start in range(0, len(histories), BATCH):
        batch = histories[start : start + BATCH]
        _write(batch)
        progress(sum(row.edition.number == 1 for row in batch))


def _write(batch: Sequence[History]) -> None:
    Item.objects.bulk_create(
        {id(row.item): row.item for row in batch if row.item.pk is None}.values()
    )
    _insert_editions(batch)
    for model in {type(row.edition) for row in batch}:
        _insert_rows(model, [row for row in batch if type(row.edition) is model])
    Attachment.objects.bulk_create(
        Attachment(edition_id=row.edition.pk, file=file, role=role)
        for row in batch
        for role, file in row.files
    )
    _log(batch)
    _settle(batch)


def _insert_rows(model: type[Edition], batch: Sequence[History]) -> None:
    """What hangs on the editions of one kind: chosen values, then rows of their own."""
    _choose(model, [(row.edition.pk, row.chosen) for row in batch])
    for kind in {type(child) for row in batch for child in row.rows}:
        owner = next(key for key in kind._meta.fields if key.related_model is model).attname
        children = [
            (child, row.edition) for row in batch for child in row.rows if type(child) is kind
        ]
        for child, edition in children:
            setattr(child, owner, edition.pk)
            child.follow(edition)
        made = kind.objects.bulk_create([child for child, _edition in children])
        _choose(kind, [(child.pk, child.chosen) for child in made])
    _tell_search([row.edition for row in batch if row.rows])


def _choose(model: type[Model], pairs: Sequence[tuple[Any, Mapping[str, Iterable[Model]]]]) -> None:
    """[(key of a row, {name of a many-to-many field: values})]"""
    for relation in model._meta.local_many_to_many:
        through: Any = relation.remote_field.through
        owner = relation.m2m_column_name()
        through.objects.bulk_create(
            through(**{owner: key, relation.m2m_reverse_name(): value.pk})
            for key, chosen in pairs
            for value in chosen.get(relation.name, ())
        )


def _tell_search(editions: Iterable[Edition]) -> None:
    """What the rows say is found too, which was not known before they were there."""
    Edition.objects.bulk_update(
        [Edition(pk=one.pk, search_text=one.folded_text()) for one in editions], ["search_text"]
    )


def _insert_editions(batch: Sequence[History]) -> None:
    """Django cannot bulk_create a child of another model, so parents and children go in one after the other.

    They arrive as discarded: the database takes neither tags nor files for a settled edition, and no two
    open editions of an item. `_settle` then gives each its true state.
    """
    editions: list[Any] = [_complete(row) for row in batch]
    names = [
        column.attname
        for column in Edition._meta.concrete_fields
        if not (column.generated or column.primary_key)
    ]
    parents = [Edition(**{name: getattr(edition, name) for name in names}) for edition in editions]
    for edition, parent in zip(editions, Edition.objects.bulk_create(parents)):
        edition.pk = edition.id = edition.edition_ptr_id = parent.pk
    for model in {type(edition) for edition in editions}:
        query = InsertQuery(model)
        query.insert_values(
            model._meta.local_concrete_fields, [one for one in editions if type(one) is model]
        )
        query.get_compiler("default").execute_sql()


def _complete(row: History) -> Edition:
    edition = row.edition
    edition.item, edition.state = row.item, EditionState.DISCARDED
    for column in edition._meta.local_concrete_fields:
        if isinstance(column, richtext.RichTextField):
            column.pre_save(edition, add=True)
    edition.derive()
    edition.updated_at = row.log[-1].at
    if edition.published_at:
        edition.first_published_at = edition.first_published_at or edition.published_at
    return edition


def _settle(batch: Sequence[History]) -> None:
    for state in {row.state for row in batch}:
        keys = [row.edition.pk for row in batch if row.state == state]
        Edition.objects.filter(pk__in=keys).update(state=state)


def _log(batch: Sequence[History]) -> None:
    Event.objects.bulk_create(event for row in batch for event in row.events)
    Contribution.objects.bulk_create(
        Contribution(edition_id=row.edition.pk, user=user, at=at)
        for row in batch
        for user, at in row.contributors.items()
    )
    Retraction.objects.bulk_create(
        Retraction(edition_id=row.edition.pk, **row.retraction) for row in batch if row.retraction
    )
