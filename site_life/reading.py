"""An archive back into a portal: its items with every edition, event, contribution, retraction and file."""

import hashlib
import json
from zipfile import BadZipFile, ZipFile

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from common import files as checks
from editorial.files import Attachment, StoredFile
from editorial.models import Contribution, Edition, Event, Item, Retraction
from editorial.states import State
from member_sites.models import Site
from site_life.packing import FORMAT, VERSION
from site_life.unpacking import Unpacker, meet_or_make
from site_life.writing import counting_models

KINDS_OF_FILES = ["image", "video", "audio", "document"]


class Unreadable(Exception):
    """The archive is refused; says why."""


@transaction.atomic
def read(stream, *, slug=None, name=None, progress=lambda done, total: None):
    """Make the archive's site here, under another slug or name if wanted. All or nothing; returns the site."""
    try:
        with ZipFile(stream) as archive:
            return _read(archive, slug, name, progress)
    except BadZipFile as error:
        raise Unreadable("This is not a whole ZIP file.") from error
    except ValidationError as error:
        raise Unreadable(f"A file of the archive is refused: {' '.join(error.messages)}") from error
    except (KeyError, TypeError, LookupError, json.JSONDecodeError) as error:
        raise Unreadable(f"The archive does not hold what it should: {error!r}") from error


def _read(archive, slug, name, progress):
    manifest = _checked_manifest(archive)
    unpacker = Unpacker(_site(archive, manifest, slug, name), archive)
    unpacker.people = {line["username"]: _person(line, unpacker.site) for line in _lines(archive, "people.jsonl")}
    unpacker.files = {line["sha256"]: _file(archive, line, unpacker) for line in _lines(archive, "files.jsonl")}
    for number, line in enumerate(_lines(archive, "rows.jsonl"), 1):
        unpacker.rows[number] = meet_or_make(unpacker, apps.get_model(line["model"]), line["values"])
    for line in _lines(archive, "items.jsonl"):
        kind = _kind(line["kind"])
        fields = unpacker.fill(Item(site=unpacker.site), line, ("site",))
        fields.kind = kind._meta.label_lower
        fields.save()
        unpacker.items[line["number"]] = fields
    total = len(unpacker.items)
    for done, line in enumerate(_lines(archive, "items.jsonl"), 1):
        _item(unpacker, line)
        progress(done, total)
    _counts(archive, unpacker)
    return unpacker.site


def _checked_manifest(archive):
    manifest = json.loads(archive.read("manifest.json"))
    if manifest["format"] != FORMAT or manifest["version"] != VERSION:
        raise Unreadable(f"This portal reads {FORMAT} {VERSION}, not {manifest['format']} {manifest['version']}.")
    for name, part in manifest["parts"].items():
        digest = hashlib.sha256()
        with archive.open(name) as lines:
            for line in lines:
                digest.update(line)
        if digest.hexdigest() != part["sha256"]:
            raise Unreadable(f"{name} is not as it was written.")
    return manifest


def _lines(archive, name):
    with archive.open(name) as lines:
        for line in lines:
            yield json.loads(line)


def _kind(label):
    kind = apps.get_model(label)
    if not issubclass(kind, Edition):
        raise Unreadable(f"{label} is no kind of content.")
    return kind


def _site(archive, manifest, slug, name):
    """A new site; a main one only where there is none yet. Its host is not taken over."""
    values = next(_lines(archive, "site.jsonl"))
    main = Site.objects.filter(parent=None).first()
    if main is None and not manifest["is_main"]:
        raise Unreadable("Load the main site first.")
    site = Unpacker(None, archive).fill(Site(parent=main), values, ("parent", "successor", "domain"))
    site.slug, site.name = slug or site.slug, name or site.name
    if Site.objects.filter(slug=site.slug).exists():
        raise Unreadable(f"There is a site at {site.slug} already.")
    site.save()
    return site


def _person(line, site):
    """The account of the same name and person, else a new one that cannot log in."""
    people = get_user_model().objects
    here = people.filter(username=line["username"]).first()
    if here and here.full_name == line["full_name"]:
        return here
    username = f"{line['username']}.{site.slug}"[:150] if here else line["username"]
    made = people.filter(username=username).first() or people.model(
        username=username, full_name=line["full_name"], is_active=False, is_staff=False
    )
    if made.pk is None:
        made.set_unusable_password()
        made.save()
    return made


def _file(archive, line, unpacker):
    values = {name: value for name, value in line.items() if name != "is_missing"}
    here = StoredFile.objects.filter(sha256=line["sha256"]).first()
    stored = here or unpacker.fill(StoredFile(), values)
    if not line["is_missing"] and not default_storage.exists(stored.path):
        _put(archive, stored)
    if here is None:
        stored.save()
    return stored


def _put(archive, stored):
    """The bytes are judged by their content like any upload, and must be those of their digest."""
    info = archive.getinfo(f"files/{stored.sha256}")
    with archive.open(info) as part:
        upload = File(part, name=stored.original_name)
        upload.size = info.file_size
        found = checks.inspect(upload, kinds=KINDS_OF_FILES)
        if found.sha256 != stored.sha256 or found.content_type != stored.content_type:
            raise Unreadable(f"A file of the archive is not what it is called: {stored.sha256}.")
        # Its place in the storage follows from what it is, not from what the archive says.
        stored.extension, stored.kind, stored.size = found.extension, found.kind, found.size
        upload.seek(0)
        default_storage.save(stored.path, upload)


def _item(unpacker, line):
    """Everything goes in while the editions are discarded: the database takes nothing for a settled one."""
    item = unpacker.items[line["number"]]
    kind = apps.get_model(item.kind)
    for packed in line["editions"]:
        _edition(unpacker, item, kind, line["number"], packed)
    for packed in line["events"]:
        unpacker.fill(Event(item=item), packed, ("item",)).save()
    for packed in line["editions"]:
        fields = packed["fields"]
        key = unpacker.editions[line["number"], fields["number"]].pk
        Edition.objects.filter(pk=key).update(state=fields["state"], slug=fields["slug"])


def _edition(unpacker, item, kind, number, packed):
    edition = unpacker.fill(kind(item=item), packed["fields"], ("item",))
    edition.state = State.DISCARDED
    edition.save()
    unpacker.editions[number, edition.number] = edition
    _choose(unpacker, edition, packed["chosen"])
    for name, rows in packed["rows"].items():
        _rows(unpacker, edition, name, rows)
    hanging = ((Attachment, packed["attachments"]), (Contribution, packed["contributions"]))
    for model, rows in hanging:
        for values in rows:
            unpacker.fill(model(edition_id=edition.pk), values, ("edition",)).save()
    if packed["retraction"]:
        unpacker.fill(Retraction(edition_id=edition.pk), packed["retraction"], ("edition",)).save()


def _rows(unpacker, edition, name, rows):
    relation = edition._meta.get_field(name)
    for packed in rows:
        row = unpacker.fill(relation.related_model(**{relation.field.name: edition}), packed["fields"], (relation.field.name,))
        row.save()
        _choose(unpacker, row, packed["chosen"])


def _choose(unpacker, row, chosen):
    for name, names in chosen.items():
        getattr(row, name).set(unpacker.meet(row._meta.get_field(name).related_model, names))


def _counts(archive, unpacker):
    known = {model._meta.label_lower: model for model in counting_models()}
    for line in _lines(archive, "counts.jsonl"):
        unpacker.fill(known[line["model"]](), line["values"]).save()
