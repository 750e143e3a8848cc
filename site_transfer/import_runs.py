"""What the worker does with an archive that was brought: look and tell, later enter. The stage says which is next.

The import's row is locked while a piece of work is done; a second worker finds it locked and leaves.
"""

import logging
from collections import Counter
from contextlib import contextmanager

from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from common import progress
from common.collation import sort_key
from site_transfer.bundle import Unreadable
from site_transfer.import_bundle import read, rehearse
from site_transfer.models import SiteImport, Stage

log = logging.getLogger(__name__)
LISTED = 30


def go_on(pk):
    """Do what the stage asks for. Nothing is lost by an interruption: what was not finished left no trace."""
    with _held(pk) as found:
        if found is None or not found.is_busy:
            return
        progress.report(found, 0, 0)
        try:
            with transaction.atomic():
                STEPS[found.stage](found)
                found.save()
        except Unreadable as refusal:
            _refuse(pk, str(refusal))
        except DatabaseError:
            log.exception("The import %s cannot be recorded.", pk)
            _refuse(pk, _("The database refuses a row of the archive."))
        except Exception:  # whatever went wrong: the desk must not wait for ever
            log.exception("The import %s failed.", pk)
            _refuse(
                pk,
                _(
                    "The import failed for a reason that nobody expected; it stands in the log of the server."
                ),
            )
    progress.forget(found)


@contextmanager
def _held(pk):
    with transaction.atomic():
        yield (
            SiteImport.objects.select_for_update(skip_locked=True, no_key=True, of=["self"])
            .filter(pk=pk)
            .first()
        )


def _check(found):
    told = {}
    with found.archive.open("rb") as stream:
        rehearse(
            stream,
            passphrase=found.passphrase,
            progress=_reporting(found),
            told=lambda unpacker: told.update(summary(unpacker)),
        )
    found.summary, found.stage, found.trouble = told, Stage.CHECKED, ""
    found.slug, found.name = told["slug"], told["name"]


def _write(found):
    with found.archive.open("rb") as stream:
        found.site = read(
            stream,
            slug=found.slug,
            name=found.name,
            passphrase=found.passphrase,
            progress=_reporting(found),
            told=lambda unpacker: found.summary.update(summary(unpacker)),
        )
    found.stage, found.trouble, found.finished_at = Stage.DONE, "", timezone.now()
    let_go(found)


STEPS = {Stage.CHECKING: _check, Stage.WRITING: _write}


def _refuse(pk, sentence):
    """A checked archive stays for another try, for example at another address. What failed has changed nothing else."""
    found = SiteImport.objects.get(pk=pk)
    found.trouble = sentence
    found.stage = Stage.CHECKED if found.stage == Stage.WRITING else Stage.REFUSED
    if found.stage == Stage.REFUSED:
        let_go(found)
    found.save()


@transaction.atomic
def give_up(pk):
    """Whether it was: not while somebody works on it, nor when the site is there."""
    free = SiteImport.objects.select_for_update(skip_locked=True).filter(
        pk=pk, stage__in=[Stage.CHECKING, Stage.CHECKED]
    )
    found = free.first()
    if found is None:
        return False
    found.stage = Stage.CANCELLED
    let_go(found)
    found.save()
    return True


def let_go(found):
    """The archive is not kept: it may hold what only its own site should."""
    stored, found.passphrase = found.archive, ""
    if stored:
        name, storage = stored.name, stored.storage
        found.archive = ""
        transaction.on_commit(lambda: storage.delete(name))


def _reporting(found):
    return lambda done, total: progress.report(found, done, total)


def summary(unpacker):
    """What came, for the person who decides: plain values, long lists cut."""
    values = next(unpacker.archive.lines("site.jsonl"))
    files = list(unpacker.archive.lines("files.jsonl"))
    return {
        "slug": values["slug"],
        "name": values["name"],
        "unit": f"{values['kind']} {values['name']}",
        "domain": values["domain"] or "",
        "with_contacts": unpacker.archive.is_sealed,
        "kinds": _kinds(unpacker),
        "belongings": _belongings(unpacker),
        "file_count": len(files),
        "file_bytes": sum(file["size"] for file in files),
        "missing_files": [file["original_name"] for file in files if file["is_missing"]][:LISTED],
        "people": _people(unpacker),
        "new_rows": unpacker.new_rows[:LISTED],
        "new_row_count": len(unpacker.new_rows),
        "left_out": unpacker.left_out[:LISTED],
        "left_out_count": len(unpacker.left_out),
    }


def _kinds(unpacker):
    counts = Counter(item.kind for item in unpacker.items.values())
    return _by_name(
        (str(apps.get_model(kind)._meta.verbose_name), count) for kind, count in counts.items()
    )


def _belongings(unpacker):
    counts = Counter(
        type(row)._meta.verbose_name for row in unpacker.rows.values() if row is not None
    )
    return _by_name((str(name), count) for name, count in counts.items())


def _by_name(counts):
    """[(name, count)] in the order of the alphabet."""
    return sorted(counts, key=lambda pair: sort_key(pair[0]))


def _people(unpacker):
    """[user name here, full name, whether the account is new, roles on the site]"""
    roles = {}
    for row in Membership.objects.in_force().filter(site=unpacker.site):
        roles.setdefault(row.user_id, []).append(str(row.get_role_display()))
    people = sorted(unpacker.people.values(), key=lambda person: person.username)
    return [
        [
            person.username,
            person.full_name,
            person.pk in unpacker.new_people,
            ", ".join(roles.get(person.pk, [])),
        ]
        for person in people
    ]
