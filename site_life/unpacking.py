"""The way back of `packing`: values to rows, where what they name may carry other keys."""

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db.models import FileField, JSONField

from common import files
from editorial.files import StoredFile
from editorial.models import Edition, Item
from member_sites.models import Site
from site_life.packing import packed_fields


class Unpacker:
    """Knows by which rows of this installation the names in an archive are met."""

    def __init__(self, site, archive):
        self.site, self.archive = site, archive
        # Rows that this import has made, with the site itself: (model, key).
        self.made = {(Site, site.pk)} if site else set()
        self.people, self.files, self.rows, self.items, self.editions = {}, {}, {}, {}, {}

    def fill(self, row, values, without=()):
        """Set the packed columns on an unsaved row; columns that the archive does not know keep their default."""
        for field in packed_fields(type(row), without):
            if field.name in values:
                self._set(row, field, values[field.name])
        return row

    def meet(self, model, names):
        """The rows that are named and exist here."""
        return [row for row in (self._named(model, name) for name in names) if row is not None]

    def _set(self, row, field, value):
        if isinstance(field, FileField):
            setattr(row, field.attname, value and self._upload(value))
        elif field.is_relation:
            named = None if value is None else self._named(field.related_model, value)
            setattr(row, field.attname, named and named.pk)
        else:
            setattr(row, field.attname, value if isinstance(field, JSONField) or value is None else field.to_python(value))

    def _upload(self, name):
        """Judged by its content like what a person uploads; stored when the row is saved."""
        upload = ContentFile(self.archive.read(name), name=name.rpartition("/")[2])
        files.inspect(upload, kinds=["image", "document"])
        return upload

    def _named(self, model, name):
        if issubclass(model, Site):
            return self._site(name)
        if issubclass(model, get_user_model()):
            return self.people[name]
        if issubclass(model, StoredFile):
            return self.files[name]
        if issubclass(model, Item):
            return self.items[name]
        if issubclass(model, Edition):
            return self.editions[tuple(name)]
        return self.rows[name]

    def _site(self, name):
        if name == "self":
            return self.site
        if name == "main":
            return self.site if self.site.is_main else self.site.parent
        return Site.objects.filter(slug=name.removeprefix("slug:")).first()


def meet_or_make(unpacker, model, values):
    """The row of a table of the whole portal that is meant: the one here with the same unique name, else a new one."""
    row = unpacker.fill(model(), values)
    unique = [field for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    for again in (False, True):
        found = _met(row, unique)
        if found is None:
            row.save()
            unpacker.made.add((model, row.pk))
            return row
        if again or not _is_of_another_site(unpacker, row, found):
            return found
        _make_unique(row, unique, unpacker.site)


def _met(row, unique):
    rows = type(row)._default_manager
    if not unique:
        return rows.filter(**_columns(row)).first()
    return next(filter(None, (rows.filter(**{one.attname: getattr(row, one.attname)}).first() for one in unique)), None)


def _is_of_another_site(unpacker, row, found):
    """A row of the imported site, or below such a row, is never the one that another site has under the same name."""
    keys = [field for field in row._meta.concrete_fields if field.is_relation]
    pairs = [(field.related_model, getattr(row, field.attname), getattr(found, field.attname)) for field in keys]
    return any((model, own) in unpacker.made and own != other for model, own, other in pairs)


def _make_unique(row, unique, site):
    for field in unique:
        setattr(row, field.attname, f"{getattr(row, field.attname)}-{site.slug}"[: field.max_length])


def _columns(row):
    return {field.attname: getattr(row, field.attname) for field in packed_fields(type(row))}
