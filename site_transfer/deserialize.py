"""The way back of `packing`: values to rows, where what they name may carry other keys."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile, File
from django.db.models import FileField, ImageField, JSONField, Q
from django.utils.dateparse import parse_datetime

from common import files
from editorial.models import Edition, Item
from editorial.models.files import StoredFile
from member_sites.models import Site
from member_sites.transfer import transfer_of
from site_transfer.serialize import UPLOAD, packed_fields


class Unpacker:
    """Knows by which rows of this installation the names in an archive are met."""

    def __init__(self, site, archive, *, rehearses=False):
        self.site, self.archive, self.rehearses = site, archive, rehearses
        # Rows that this import has made, with the site itself: (model, key).
        self.made = {(Site, site.pk)} if site else set()
        self.people, self.files, self.rows, self.items, self.editions = {}, {}, {}, {}, {}
        # Names in the storage that this import wrote: taken away again if it fails.
        self.stored, self.left_out, self.new_rows, self.new_people = [], [], [], set()

    def fill(self, row, values, without=()):
        """Set the packed columns on an unsaved row; columns that the archive does not know keep their default."""
        for field in packed_fields(type(row), without):
            if field.name in values:
                self._set(row, field, values[field.name])
        return row

    def meet(self, model, names):
        """The rows that are named and exist here."""
        return [row for row in (self._named(model, name) for name in names) if row is not None]

    def note_made(self, row):
        self.made.add((type(row)._meta.concrete_model, row.pk))

    def has_made(self, row, key):
        """Whether a row's key leads to one that this import has made."""
        return (key.related_model._meta.concrete_model, getattr(row, key.attname)) in self.made

    def _set(self, row, field, value):
        if isinstance(field, FileField):
            setattr(row, field.attname, value and self._upload(row, field, value))
        elif field.is_relation:
            named = None if value is None else self._named(field.related_model, value)
            setattr(row, field.attname, named and named.pk)
        else:
            setattr(
                row,
                field.attname,
                value if isinstance(field, JSONField) or value is None else field.to_python(value),
            )

    def _upload(self, row, field, name):
        """What is shown and what citizens sent is judged by content like any upload; all is stored when the row is saved."""
        upload = self._bytes(name)
        if isinstance(field, ImageField) or transfer_of(type(row)).personal:
            kinds = ["image"] if isinstance(field, ImageField) else ["image", "document"]
            upload.name = f"{Path(upload.name).stem}{files.inspect(upload, kinds=kinds).extension}"
            upload.seek(0)
        return "xem-thu" if self.rehearses else upload

    def _bytes(self, name):
        if not UPLOAD.fullmatch(name):
            raise ValueError(name[:100])
        plain_name = name.rpartition("/")[2]
        if name.startswith("private/"):
            return ContentFile(self.archive.unseal(self.archive.zip.read(name)), name=plain_name)
        upload = File(self.archive.zip.open(name), name=plain_name)
        upload.size = self.archive.zip.getinfo(name).file_size
        return upload

    def _named(self, model, name):
        if issubclass(model, Site):
            return self._site(name)
        if issubclass(model, get_user_model()):
            return self.people[name]
        if issubclass(model, StoredFile):
            return self.files[name]
        if issubclass(model, Item):
            return self._item(name)
        if issubclass(model, Edition):
            return self._edition(*name)
        return self.rows[name]

    def _item(self, name):
        return self._item_elsewhere(*name) if isinstance(name, list) else self.items[name]

    def _item_elsewhere(self, slug, kind, created_at, title):
        """Another site's item, if it is here too."""
        there = Item.objects.filter(Q(site__slug=slug) | Q(site__aliases__slug=slug), kind=kind)
        there = there.filter(
            created_at=parse_datetime(created_at), editions__number=1, editions__title=title
        )
        found = there.order_by("pk").first()
        if found is None:
            self.left_out.append(f"{slug}: {title}")
        return found

    def _edition(self, item, number):
        if not isinstance(item, list):
            return self.editions[item, number]
        there = self._item_elsewhere(*item)
        return there and Edition.objects.filter(item=there, number=number).first()

    def _site(self, name):
        if name == "self":
            return self.site
        if name == "main":
            return self.site if self.site.is_main else self.site.parent
        return Site.objects.filter(slug=name.removeprefix("slug:")).first()
