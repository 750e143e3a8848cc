"""Rows as plain values that name other rows by what lasts: people by user name, files by digest, items by number."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import FileField
from django.utils.duration import duration_iso_string

from editorial.files import StoredFile
from editorial.models import Edition, Item
from member_sites.models import Site

FORMAT, VERSION = "portal-site", 1
# Made anew from the text wherever a row is saved.
MADE_ANEW = {"search_text", "search_vector"}


def plain(value):
    """A value for JSON, from which the field's own `to_python` makes the same value again."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    return str(value) if isinstance(value, Decimal | UUID) else value


def packed_fields(model, without=()):
    """Columns of a row that travel: no key of its own, no link to its parent row, nothing that is made anew."""
    for field in model._meta.concrete_fields:
        link = field.primary_key or getattr(field.remote_field, "parent_link", False) or getattr(field, "generated", False)
        if not link and field.name not in MADE_ANEW and field.name not in without:
            yield field


class Packer:
    """Packs the rows of one site and remembers what they name, so that it can be packed too."""

    def __init__(self, site):
        self.site = site
        keys = Item.objects.filter(site=site).order_by("created_at", "pk").values_list("pk", flat=True)
        self.items = {key: number for number, key in enumerate(keys, 1)}
        self.people, self.files, self.rows, self.numbers, self.outside = {}, {}, [], {}, []
        self.uploads = {}

    def row(self, row, without=()):
        return {field.name: self.value(row, field) for field in packed_fields(type(row), without)}

    def value(self, row, field):
        if isinstance(field, FileField):
            return self._upload(field.value_from_object(row))
        if not field.is_relation:
            return plain(field.value_from_object(row))
        named = getattr(row, field.name)
        return None if named is None else self.name(named)

    def chosen(self, row):
        """{many-to-many field: names of the chosen rows}"""
        return {
            field.name: [self.name(one) for one in getattr(row, field.name).order_by("pk")]
            for field in row._meta.many_to_many
        }

    def name(self, named):
        for kind, naming in self.NAMINGS:
            if isinstance(named, kind):
                return naming(self, named)
        return self._other(named)

    def _upload(self, upload):
        """A file beside the stored ones, such as a logo: named in the archive by its digest."""
        if not upload or not upload.storage.exists(upload.name):
            return None
        with upload.open() as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        name = f"uploads/{digest}{Path(upload.name).suffix.lower()}"
        self.uploads[name] = upload
        return name

    def _site(self, site):
        return "self" if site.pk == self.site.pk else "main" if site.is_main else f"slug:{site.slug}"

    def _person(self, user):
        self.people[user.username] = user
        return user.username

    def _file(self, file):
        self.files[file.sha256] = file
        return file.sha256

    def _item(self, item):
        if item.pk not in self.items:
            self.outside.append(f"{item.kind} {item.pk}")
        return self.items.get(item.pk)

    def _edition(self, edition):
        number = self._item(edition.item)
        return number and [number, edition.number]

    def _other(self, row):
        """A row of a table of the whole portal, such as a category: packed once, named by its number."""
        key = (row._meta.label_lower, row.pk)
        if key not in self.numbers:
            values = self.row(row)
            self.rows.append({"model": key[0], "values": values})
            self.numbers[key] = len(self.rows)
        return self.numbers[key]

    NAMINGS = ((Site, _site), (get_user_model(), _person), (StoredFile, _file), (Item, _item), (Edition, _edition))
