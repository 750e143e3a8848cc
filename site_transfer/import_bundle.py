"""An archive back into a portal: its items with every edition, event, contribution, retraction and file, and what hangs on it."""

import logging
import re

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from common import files as checks
from editorial.models import Contribution, Edition, Event, Item, Retraction
from editorial.models.files import Attachment, StoredFile
from editorial.states import EditionState
from member_sites.models import Site
from member_sites.transfer import transfer_of
from site_transfer.bundle import Unreadable, opened
from site_transfer.deserialize import Unpacker
from site_transfer.export_bundle import counting_models
from site_transfer.placement import is_taken, place
from site_transfer.serialize import OF_CHECKS, packed_fields

KINDS_OF_FILES = ["image", "video", "audio", "document"]
SHA256 = re.compile(r"[0-9a-f]{64}")
log = logging.getLogger(__name__)


def read(
    stream,
    *,
    slug=None,
    name=None,
    passphrase="",
    progress=lambda done, total: None,
    told=lambda unpacker: None,
):
    """Make the archive's site here, under another slug or name if wanted. All or nothing; returns the site.

    `told(unpacker)` hears at the end what was met, made and left out.
    """
    with opened(stream, passphrase) as archive:
        unpacker = Unpacker(None, archive)
        try:
            with transaction.atomic():
                _read(unpacker, slug, name, progress)
                told(unpacker)
        except BaseException as error:
            _take_back(unpacker)
            if isinstance(error, DatabaseError):
                log.warning("An archive of a site was refused by the database: %s", error)
                raise Unreadable(_("The database refuses a row of the archive.")) from error
            raise
        return unpacker.site


def rehearse(
    stream, *, passphrase="", progress=lambda done, total: None, told=lambda unpacker: None
):
    """Do all of it under an address that nobody has, tell what came of it, and leave no trace."""
    with opened(stream, passphrase) as archive, transaction.atomic():
        unpacker = Unpacker(None, archive, rehearses=True)
        try:
            with transaction.atomic():
                _read(unpacker, "xem-thu-khi-nhap-trang", None, progress)
                told(unpacker)
        except DatabaseError as error:
            log.warning("An archive of a site was refused by the database: %s", error)
            raise Unreadable(_("The database refuses a row of the archive.")) from error
        transaction.set_rollback(True)


def _read(unpacker, slug, name, progress):
    archive = unpacker.archive
    archive.check_digests()
    _site(unpacker, slug, name)
    unpacker.people = {
        line["username"]: _person(line, unpacker) for line in archive.lines("people.jsonl")
    }
    unpacker.files = {
        line["sha256"]: _file(line, unpacker) for line in archive.lines("files.jsonl")
    }
    for number, line in enumerate(archive.lines("rows.jsonl"), 1):
        unpacker.rows[number] = place(unpacker, line)
    for line in archive.lines("items.jsonl"):
        _new_item(unpacker, line)
    total = len(unpacker.items)
    for done, line in enumerate(archive.lines("items.jsonl"), 1):
        _item(unpacker, line)
        progress(done, total)
    for number, line in enumerate(archive.belongings(), 1):
        unpacker.rows[f"after {number}"] = place(unpacker, line)
        progress(total, total)
    _counts(unpacker)


def _site(unpacker, slug, name):
    """A new site; a main one only where there is none yet. Its host is not taken over."""
    values = next(unpacker.archive.lines("site.jsonl"))
    main = Site.objects.filter(parent=None).first()
    if main is None and not unpacker.archive.manifest["is_main"]:
        raise Unreadable(_("Load the main site first."))
    site = unpacker.fill(Site(parent=main), values, ("parent", "successor"))
    # Its own words too are told at the desk, whichever are taken.
    site.clean_fields(exclude=["parent", "successor", "logo"])
    site.slug, site.name, site.domain = slug or site.slug, name or site.name, None
    if is_taken(site.slug):
        raise Unreadable(
            _("There is a site at %(slug)s already. Choose another address.") % {"slug": site.slug}
        )
    site.clean_fields(exclude=["parent", "successor", "logo"])
    site.save()
    unpacker.site = site
    unpacker.note_made(site)
    if site.logo:
        unpacker.stored.append(site.logo.name)


def _person(line, unpacker):
    """The account of the same name and person, else a new one that cannot log in."""
    people = get_user_model().objects
    here = people.filter(username=line["username"]).first()
    if here and here.full_name == line["full_name"]:
        return here
    username = f"{line['username']}.{unpacker.site.slug}"[:150] if here else line["username"]
    made = people.filter(username=username).first() or people.model(
        username=username, full_name=line["full_name"], is_active=False, is_staff=False
    )
    if made.pk is None:
        made.set_unusable_password()
        made.clean_fields(exclude=["password"])
        made.save()
        unpacker.new_people.add(made.pk)
    return made


def _file(line, unpacker):
    """The file of the same digest, else a new one; a path is made of nothing that was not looked at."""
    form = (line["kind"], line["content_type"], line["extension"])
    if not SHA256.fullmatch(line["sha256"]) or form not in checks.FORMATS:
        raise _not_what_it_is_called(line["original_name"])
    here = StoredFile.objects.filter(sha256=line["sha256"]).first()
    stored = here or unpacker.fill(StoredFile(), line, OF_CHECKS)
    lies_here = default_storage.exists(stored.path)
    if lies_here and here is None:
        with default_storage.open(stored.path) as upload:
            _judge(stored, upload)
    elif not (lies_here or line["is_missing"]):
        _put(unpacker, stored)
    if here is None:
        stored.save()
    return stored


def _put(unpacker, stored):
    info = unpacker.archive.zip.getinfo(f"files/{stored.sha256}")
    with unpacker.archive.zip.open(info) as part:
        upload = File(part, name=stored.original_name)
        upload.size = info.file_size
        _judge(stored, upload)
        if not unpacker.rehearses:
            upload.seek(0)
            unpacker.stored.append(default_storage.save(stored.path, upload))


def _judge(stored, upload):
    """The bytes are judged by their content like any upload, and must be those of their digest."""
    found = checks.inspect(upload, kinds=KINDS_OF_FILES)
    if (found.sha256, found.content_type) != (stored.sha256, stored.content_type):
        raise _not_what_it_is_called(stored.original_name)
    stored.size = found.size


def _not_what_it_is_called(name):
    return Unreadable(
        _("A file of the archive is not what it is called: %(name)s") % {"name": name}
    )


def _take_back(unpacker):
    for name in unpacker.stored:
        default_storage.delete(name)


def _new_item(unpacker, line):
    kind = apps.get_model(line["kind"])
    if not issubclass(kind, Edition):
        raise Unreadable(_("%(label)s is no kind of content.") % {"label": line["kind"]})
    item = unpacker.fill(Item(site=unpacker.site), line, ("site",))
    item.kind = kind._meta.label_lower
    item.save()
    unpacker.note_made(item)
    unpacker.items[line["number"]] = item


def _item(unpacker, line):
    """Everything goes in while the editions are discarded: the database takes nothing for a settled one."""
    item = unpacker.items[line["number"]]
    kind = apps.get_model(item.kind)
    made = {}
    for packed in line["editions"]:
        edition, settled = _edition(unpacker, item, kind, line["number"], packed)
        made[edition.pk] = settled
    for packed in line["events"]:
        event = unpacker.fill(Event(item=item), packed, ("item",))
        if event.edition_id not in made:
            raise Unreadable(
                _("The archive wants to write into another site (%(table)s).")
                % {"table": "editorial.event"}
            )
        event.save()
    for key, settled in made.items():
        _settle(kind, key, settled)


def _settle(kind, key, settled):
    """What was settled stays as it was written, whatever today's tables would make of it; search learns of the rows."""
    state = settled.pop("state")
    kind.objects.filter(pk=key).update(**settled)
    leaf = kind.objects.select_related("item__site").get(pk=key)
    Edition.objects.filter(pk=key).update(search_text=leaf.folded_text(), state=state)


def _edition(unpacker, item, kind, number, packed):
    """The edition, and those of its packed columns that saving it changes."""
    edition = unpacker.fill(kind(item=item), packed["fields"], ("item",))
    columns = [field.attname for field in packed_fields(kind, ("item",)) if not field.is_relation]
    wanted = {name: getattr(edition, name) for name in columns}
    edition.derive()
    settled = {name: value for name, value in wanted.items() if value != getattr(edition, name)}
    settled["state"], edition.state = edition.state, EditionState.DISCARDED
    edition.save()
    unpacker.editions[number, edition.number] = edition
    unpacker.made.add((Edition, edition.pk))
    _choose(unpacker, edition, packed["chosen"])
    for name, rows in packed["rows"].items():
        _rows(unpacker, edition, name, rows)
    hanging = ((Attachment, packed["attachments"]), (Contribution, packed["contributions"]))
    for model, rows in hanging:
        for values in rows:
            unpacker.fill(model(edition_id=edition.pk), values, ("edition",)).save()
    if packed["retraction"]:
        unpacker.fill(Retraction(edition_id=edition.pk), packed["retraction"], ("edition",)).save()
    return edition, settled


def _rows(unpacker, edition, name, rows):
    if name not in edition.content_rows:
        raise Unreadable(_("%(label)s is no kind of content.") % {"label": name})
    relation = edition._meta.get_field(name)
    for packed in rows:
        row = unpacker.fill(
            relation.related_model(**{relation.field.name: edition}),
            packed["fields"],
            (relation.field.name,),
        )
        row.save()
        _choose(unpacker, row, packed["chosen"])


def _choose(unpacker, row, chosen):
    for name, names in chosen.items():
        getattr(row, name).set(unpacker.meet(row._meta.get_field(name).related_model, names))


def _counts(unpacker):
    known = {model._meta.label_lower: model for model in counting_models()}
    for line in unpacker.archive.lines("counts.jsonl"):
        model = known[line["model"]]
        row = unpacker.fill(model(), line["values"])
        if not unpacker.has_made(row, model._meta.get_field(transfer_of(model).counted)):
            raise Unreadable(
                _("The archive wants to write into another site (%(table)s).")
                % {"table": line["model"]}
            )
        row.save()
