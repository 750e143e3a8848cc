"""An archive that somebody brings: looked at as a ZIP before anything in it is believed."""

import hashlib
import json
import re
import zlib
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.encryption import box_of
from common.files import BROKEN
from site_transfer.export_bundle import OPEN_LINES, SEALED_LINES
from site_transfer.serialize import FORMAT, UPLOAD, VERSION

PARTS = {"site.jsonl", "people.jsonl", "files.jsonl", "rows.jsonl", "items.jsonl", "counts.jsonl"}
STORED = re.compile(rf"files/[0-9a-f]{{64}}|{UPLOAD.pattern}")
MOST_MEMBERS, MOST_LINE, MOST_MANIFEST = 200_000, 50_000_000, 10_000_000
# Text shrinks tenfold to twentyfold; what shrinks far more was made to burst.
MOST_RATIO, SMALL = 200, 10_000_000
ENCRYPTED = 0x1
UNEXPECTED = (BadZipFile, zlib.error, AttributeError, *BROKEN)


class Unreadable(Exception):
    """The archive is refused; says why, to the person who brought it."""


class Opened:
    """A checked archive: its manifest, and the lines of its parts."""

    def __init__(self, zipped, passphrase=""):
        self.zip, self.box = zipped, box_of(passphrase) if passphrase else None
        _check_members(zipped)
        self.manifest = self._manifest()

    def _manifest(self):
        if self.zip.getinfo("manifest.json").file_size > MOST_MANIFEST:
            raise Unreadable(_("The archive unpacks to far more than its size and was refused."))
        manifest = json.loads(self.zip.read("manifest.json"))
        if manifest["format"] != FORMAT or manifest["version"] != VERSION:
            raise Unreadable(
                _("This portal reads version %(own)s of the archive of a site, not %(other)s.")
                % {
                    "own": f"{FORMAT} {VERSION}",
                    "other": f"{manifest['format']} {manifest['version']}"[:60],
                }
            )
        if set(manifest["parts"]) not in (PARTS | {OPEN_LINES}, PARTS | {SEALED_LINES}):
            raise Unreadable(_("The archive does not hold the parts that it should."))
        return manifest

    @property
    def is_sealed(self):
        return SEALED_LINES in self.manifest["parts"]

    def check_digests(self):
        """Every part and every stored file must be as it was written."""
        for name, part in self.manifest["parts"].items():
            if self._digest(name) != part["sha256"]:
                raise Unreadable(
                    _("%(name)s is not as it was written: the archive was damaged or changed.")
                    % {"name": name}
                )
        for name in self.zip.namelist():
            folder, _slash, file = name.partition("/")
            if folder in {"files", "uploads"} and self._digest(name) != file.partition(".")[0]:
                raise Unreadable(
                    _("%(name)s is not as it was written: the archive was damaged or changed.")
                    % {"name": name}
                )

    def _digest(self, name):
        with self.zip.open(name) as part:
            return hashlib.file_digest(part, "sha256").hexdigest()

    def lines(self, name):
        with self.zip.open(name) as part:
            while line := part.readline(MOST_LINE):
                yield json.loads(line)

    def belongings(self):
        """Lines of what is read after the items; a sealed part opens by the passphrase only."""
        if not self.is_sealed:
            yield from self.lines(OPEN_LINES)
            return
        with self.zip.open(SEALED_LINES) as part:
            while line := part.readline(MOST_LINE):
                yield json.loads(self.unseal(line.strip()))

    def unseal(self, data):
        if self.box is None:
            raise Unreadable(
                _(
                    "This archive holds personal data of citizens. Enter the passphrase that was shown with it."
                )
            )
        try:
            return self.box.decrypt(data)
        except InvalidToken as error:
            raise Unreadable(_("The passphrase does not open this archive.")) from error


@contextmanager
def opened(stream, passphrase=""):
    """The archive, or Unreadable. Whatever lies in it that nobody expected ends here as a sentence too."""
    try:
        with ZipFile(stream) as zipped:
            yield Opened(zipped, passphrase)
    except BadZipFile as error:
        raise Unreadable(_("This is not a whole ZIP file.")) from error
    except ValidationError as error:
        raise Unreadable(
            _("Something in the archive is refused: %(why)s") % {"why": " ".join(error.messages)}
        ) from error
    except UNEXPECTED as error:
        why = f"{type(error).__name__}: {error}"[:200]
        raise Unreadable(
            _("The archive does not hold what it should (%(why)s).") % {"why": why}
        ) from error


def _check_members(zipped):
    members = zipped.infolist()
    names = [member.filename for member in members]
    if len(names) > MOST_MEMBERS or len(set(names)) < len(names):
        raise Unreadable(_("The archive holds too many files, or one of them twice."))
    known = PARTS | {"manifest.json", OPEN_LINES, SEALED_LINES}
    strange = next(
        (name for name in names if name not in known and not STORED.fullmatch(name)), None
    )
    if strange is not None:
        raise Unreadable(
            _("The archive holds a file that does not belong in it: %(name)s")
            % {"name": strange[:100]}
        )
    if any(
        member.flag_bits & ENCRYPTED or member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}
        for member in members
    ):
        raise Unreadable(_("The archive is locked or packed in a way that is not read here."))
    total = sum(member.file_size for member in members)
    if total > settings.SITE_ARCHIVE_UNPACKED_LIMIT or any(map(_bursts, members)):
        raise Unreadable(_("The archive unpacks to far more than its size and was refused."))


def _bursts(member):
    return member.file_size > SMALL and member.file_size > MOST_RATIO * max(member.compress_size, 1)
