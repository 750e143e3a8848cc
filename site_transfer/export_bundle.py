"""A whole site as one file: JSON lines, and the stored files by their digest."""

import hashlib
import json
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from common.encryption import box_of
from editorial.models import Contribution, Event, Item
from member_sites.models import Site
from member_sites.transfer import transfer_of
from site_transfer.serialize import FORMAT, OF_CHECKS, VERSION, Packer

CHUNK = 100
OF_SITE = ("parent", "successor")
OPEN_LINES, SEALED_LINES = "belongings.jsonl", "belongings.sealed"


class Archive:
    """The file while it is written; keeps the digest and the number of lines of each part."""

    def __init__(self, stream):
        self.zip, self.parts = ZipFile(stream, "w", ZIP_DEFLATED), {}

    def lines(self, name, rows, seal=None):
        """Written one by one, so that a large site needs no large memory."""
        digest, count = hashlib.sha256(), 0
        with self.zip.open(name, "w", force_zip64=True) as part:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, sort_keys=True).encode()
                line = (seal(line) if seal else line) + b"\n"
                digest.update(line)
                part.write(line)
                count += 1
        self.parts[name] = {"sha256": digest.hexdigest(), "lines": count}


def write(site, stream, progress=lambda done, total: None, *, passphrase=""):
    """Write `site` into `stream`; `progress(done, total)` is told of the items. Returns the manifest.

    With a passphrase what citizens wrote and how they are reached goes along, sealed by it; without one it stays behind.
    """
    packer, archive = Packer(site, with_contacts=bool(passphrase)), Archive(stream)
    seal = box_of(passphrase).encrypt if passphrase else None
    with archive.zip:
        list(packer.pack_own(after_items=False))
        archive.lines("items.jsonl", _items(packer, progress))
        archive.lines(SEALED_LINES if seal else OPEN_LINES, _belongings(packer, progress), seal)
        archive.lines("counts.jsonl", _counts(packer))
        archive.lines("site.jsonl", [packer.row(site, OF_SITE)])
        archive.lines("rows.jsonl", packer.rows)
        archive.lines("people.jsonl", _people(packer))
        archive.lines("files.jsonl", _files(packer))
        _put_files(packer, archive.zip, progress)
        _put_uploads(packer, archive.zip, seal)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "site": site.slug,
            "name": site.full_name,
            "is_main": site.is_main,
            "with_contacts": packer.with_contacts,
            "parts": archive.parts,
            # Named by this site but kept by another: restored where that one is there too.
            "outside": sorted(set(packer.outside)),
        }
        archive.zip.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _items(packer, progress):
    keys = list(packer.items)
    for start in range(0, len(keys), CHUNK):
        chunk = Item.objects.filter(pk__in=keys[start : start + CHUNK]).order_by("created_at", "pk")
        for item in chunk:
            yield _item(packer, item)
        progress(min(start + CHUNK, len(keys)), len(keys))


def _belongings(packer, progress):
    total = len(packer.items)
    for number, line in enumerate(packer.pack_own(after_items=True)):
        yield line
        if number % CHUNK == 0:
            progress(total, total)


def _item(packer, item):
    kind = apps.get_model(item.kind)
    editions = (
        kind.objects.filter(item=item).select_related("item__site", "retraction").order_by("number")
    )
    events = (
        Event.objects.filter(item=item).select_related("by", "edition__item").order_by("at", "pk")
    )
    return {
        "number": packer.items[item.pk],
        **packer.row(item, ("site",)),
        "editions": [_edition(packer, edition) for edition in editions],
        "events": [packer.row(event, ("item",)) for event in events],
    }


def _edition(packer, edition):
    retraction = edition.retraction_if_any
    contributions = (
        Contribution.objects.filter(edition=edition.pk).select_related("user").order_by("at", "pk")
    )
    return {
        "fields": packer.row(edition, ("item",)),
        "chosen": packer.chosen(edition),
        "rows": {name: _rows(packer, edition, name) for name in edition.content_rows},
        "attachments": [
            packer.row(row, ("edition",)) for row in edition.attachments.select_related("file")
        ],
        "contributions": [packer.row(row, ("edition",)) for row in contributions],
        "retraction": retraction and packer.row(retraction, ("edition",)),
    }


def _rows(packer, edition, name):
    owner = edition._meta.get_field(name).field.name
    rows = getattr(edition, name).order_by("position", "pk")
    return [{"fields": packer.row(row, (owner,)), "chosen": packer.chosen(row)} for row in rows]


def counting_models():
    """Tables that count something of a site or of its items."""
    return [model for model in apps.get_models() if transfer_of(model).counted]


def _counts(packer):
    for model in counting_models():
        counted = transfer_of(model).counted
        of_site = model._meta.get_field(counted).related_model is Site
        mine = {counted if of_site else f"{counted}__site": packer.site}
        for row in (
            model._default_manager.filter(**mine).select_related(counted).order_by("on", counted)
        ):
            yield {"model": model._meta.label_lower, "values": packer.row(row)}


def _people(packer):
    """Names only: no address, no password."""
    for username, person in sorted(packer.people.items()):
        yield {"username": username, "full_name": person.full_name}


def _files(packer):
    for _sha, file in sorted(packer.files.items()):
        yield packer.row(file, OF_CHECKS) | {"is_missing": not _lies_here(file)}


def _put_files(packer, archive, progress):
    """Tells of itself at each file: an export that says nothing for long is taken for dead."""
    for sha, file in sorted(packer.files.items()):
        progress(len(packer.items), len(packer.items))
        if _lies_here(file):
            archive.write(file.absolute_path, f"files/{sha}", compress_type=ZIP_STORED)


def _lies_here(file):
    """A path that leads out of the storage, or to no file in it, is not followed."""
    try:
        return default_storage.exists(file.path) and file.absolute_path.is_file()
    except SuspiciousFileOperation:
        return False


def _put_uploads(packer, archive, seal):
    for uploads, change in ((packer.uploads, bytes), (packer.private_uploads, seal)):
        for name, upload in sorted(uploads.items()):
            with upload.open() as opened:
                archive.writestr(name, change(opened.read()))
