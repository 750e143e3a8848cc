"""Rows as plain values that name other rows by what lasts: people by user name, files by digest, items by number."""

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import FileField
from django.utils.duration import duration_iso_string

from common.encryption import SealedTextField
from editorial.models import Edition, Item
from editorial.models.files import StoredFile
from member_sites.models import Site
from member_sites.transfer import transfer_of
from site_transfer import ownership

FORMAT, VERSION = "portal-site", 2
# Made anew from the text wherever a row is saved.
MADE_ANEW = {"search_text", "search_vector"}
# What this installation found when it last looked at a file.
OF_CHECKS = ("checked_at", "condition")
# Names in the archive of files beside the stored ones.
UPLOAD = re.compile(r"(uploads|private)/[0-9a-f]{64}(\.[a-z0-9]{1,8})?")


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
    anew = MADE_ANEW | {*without}
    for field in model._meta.concrete_fields:
        to_parent = field.is_relation and field.remote_field.parent_link
        link = field.primary_key or to_parent or field.generated
        if not link and field.name not in anew:
            yield field


class Packer:
    """Packs the rows of one site and remembers what they name, so that it can be packed too."""

    def __init__(self, site, with_contacts=False):
        self.site, self.with_contacts = site, with_contacts
        keys = (
            Item.objects.filter(site=site).order_by("created_at", "pk").values_list("pk", flat=True)
        )
        self.items = {key: number for number, key in enumerate(keys, 1)}
        self.people, self.files, self.numbers, self.outside = {}, {}, {}, []
        # Rows that are read before the items and after them; each with how many were packed.
        self.rows, self.later, self.later_count = [], [], 0
        self.uploads, self.private_uploads = {}, {}

    def row(self, row, without=()):
        return {field.name: self.value(row, field) for field in packed_fields(type(row), without)}

    def value(self, row, field):
        if isinstance(field, FileField):
            return self._upload(row, field.value_from_object(row))
        if isinstance(field, SealedTextField) and not self.with_contacts:
            # Whatever its table says of it: what is sealed leaves only when asked for.
            return ""
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

    def pack_own(self, *, after_items):
        """The site's own rows that texts do not name; those after the items are handed out as they come."""
        for model in ownership.tables():
            if (model in ownership.tables_after_items()) == after_items and (
                self.with_contacts or not transfer_of(model).personal
            ):
                for row in ownership.rows_of(model, self.site).iterator(chunk_size=500):
                    self._other(row)
                    yield from self._handed_out()

    def _handed_out(self):
        out, self.later = self.later, []
        return out

    def _upload(self, row, upload):
        """A file beside the stored ones, such as a logo: named in the archive by its digest."""
        if not upload or not upload.storage.exists(upload.name):
            return None
        with upload.open() as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        private = transfer_of(type(row)).personal
        name = f"{'private' if private else 'uploads'}/{digest}{Path(upload.name).suffix.lower()}"
        (self.private_uploads if private else self.uploads)[name] = upload
        return name

    def _site(self, site):
        return (
            "self" if site.pk == self.site.pk else "main" if site.is_main else f"slug:{site.slug}"
        )

    def _person(self, user):
        self.people[user.username] = user
        return user.username

    def _file(self, file):
        self.files[file.sha256] = file
        return file.sha256

    def _item(self, item):
        """The number of an own item; another site's by where and when it began, which lasts when keys do not."""
        if item.pk in self.items:
            return self.items[item.pk]
        first = (
            Edition.objects.filter(item=item)
            .order_by("number")
            .values_list("title", flat=True)
            .first()
        )
        self.outside.append(f"{item.site.slug}: {first}")
        return [item.site.slug, item.kind, plain(item.created_at), first]

    def _edition(self, edition):
        return [self._item(edition.item), edition.number]

    def _other(self, row):
        """Any other row: packed once, after those that it names, and named by its number."""
        model = type(row)
        key = (model._meta.label_lower, row.pk)
        if key not in self.numbers:
            line = {"model": key[0], "values": self._values(row), "chosen": self.chosen(row)}
            if model in ownership.tables_after_items():
                self.later.append(line)
                self.later_count += 1
                self.numbers[key] = f"after {self.later_count}"
            else:
                self.rows.append(line)
                self.numbers[key] = len(self.rows)
                line["details"] = self._details(row)
        return self.numbers[key]

    def _values(self, row):
        values = self.row(row)
        if not self.with_contacts:
            bare = transfer_of(type(row)).impersonal_values(row)
            values |= {name: plain(value) for name, value in bare.items()}
        return values

    def _details(self, row):
        return [
            {"model": model._meta.label_lower, "key": key, "values": self.row(part, (key,))}
            for model, key in ownership.details_of(type(row))
            for part in model._default_manager.filter(**{key: row}).order_by("pk")
        ]

    NAMINGS = (
        (Site, _site),
        (get_user_model(), _person),
        (StoredFile, _file),
        (Item, _item),
        (Edition, _edition),
    )
