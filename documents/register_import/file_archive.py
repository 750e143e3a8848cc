"""A ZIP of files that go with the lines of a register by the numbers in their names."""

import re
import shutil
import tempfile
import zipfile
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from common import files
from common.files import BROKEN
from common.text import fold
from documents import references

MOST_MEMBERS = 5_000
UNPACKED_LIMIT = 4_000_000_000
MOST_RATIO = 200
ENCRYPTED = 0x1
UTF8_NAME = 0x800
ANNEX = re.compile(r"\b(?:pl|plc|phu ?luc|phuluc)[ .]*(?:\d{1,3}|[ivx]{1,5})?\b")
NUMBER = re.compile(r"\d{1,8}[a-z]{0,2}(?![a-z])")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What systems and office programs lay beside the files of people.
LITTER = {".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"}
LITTER_BEGINS = ("._", "~$", "~wr", ".~lock.")


@dataclass(frozen=True)
class Member:
    """A file of the archive: its own name, and what the name says of number, letters and year."""

    path: str
    name: str
    number: int
    words: frozenset
    year: int | None
    is_annex: bool


def opened(file):
    """The archive, or ValidationError: damaged, too many files, far more inside than outside."""
    try:
        archive = zipfile.ZipFile(file)
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, *BROKEN) as error:
        raise ValidationError(_("The ZIP cannot be read; it may be damaged.")) from error
    if len(entries) > MOST_MEMBERS:
        raise ValidationError(
            _("The ZIP holds more than %(most)d files; divide it.") % {"most": MOST_MEMBERS}
        )
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise ValidationError(_("The file unpacks to far more than its size and was refused."))
    return archive


def members(archive):
    return [
        _member(entry)
        for entry in archive.infolist()
        if not entry.is_dir() and not _is_litter(entry.filename)
    ]


def match(members, rows):
    """({line: [paths, the main text first]}, [[name, sentence]] of files that go with no line or with several).

    `rows` are (line, Checked).
    """
    by_number = defaultdict(list)
    for line, checked in rows:
        by_number[references.value_of(checked.fields["issue_number"])].append((line, checked))
    matched, problems = defaultdict(list), []
    for member in members:
        fitting = [
            line for line, checked in by_number.get(member.number, ()) if _fits(member, checked)
        ]
        if len(fitting) == 1:
            matched[fitting[0]].append(member)
        elif fitting:
            lines = ", ".join(map(str, fitting[:5]))
            problems.append(
                [
                    member.name,
                    _("goes with several lines (%(lines)s); add the symbol to its name")
                    % {"lines": lines},
                ]
            )
        else:
            problems.append([member.name, _("goes with no line of the register")])
    return {
        line: [one.path for one in sorted(found, key=_main_first)]
        for line, found in matched.items()
    }, problems


def is_annex(path):
    return _said(PurePosixPath(path).name)[1]


def checked(archive, path):
    """The member as an open file with .name and .size, looked into; ValidationError says what is wrong with it."""
    entry = archive.getinfo(path)
    if entry.flag_bits & ENCRYPTED:
        raise ValidationError(_("is locked with a password"))
    if entry.file_size > settings.UPLOAD_LIMITS["document"]:
        limit = settings.UPLOAD_LIMITS["document"] // 1_000_000
        raise ValidationError(_("is too large; the limit is %(limit)s MB") % {"limit": limit})
    if entry.file_size > MOST_RATIO * max(entry.compress_size, 10_000):
        raise ValidationError(_("unpacks to far more than its size"))
    try:
        bytes_ = tempfile.SpooledTemporaryFile(max_size=5_000_000)  # noqa: SIM115 - the caller closes it
        with archive.open(entry) as source:
            shutil.copyfileobj(source, bytes_)
    except (zipfile.BadZipFile, *BROKEN) as error:
        raise ValidationError(_("is damaged within the ZIP")) from error
    upload = File(bytes_, name=_name_of(entry))
    files.inspect(upload, kinds=["document"])
    return upload


def _member(entry):
    name = _name_of(entry)
    text, annex = _said(name)
    number = NUMBER.search(text)
    rest = text[number.end() :] if number else ""
    year = YEAR.search(rest)
    words = frozenset(
        word for word in references.words(YEAR.sub(" ", rest)) if not word.isdecimal()
    )
    value = references.value_of(number[0]) if number else 0
    return Member(entry.filename, name, value, words, int(year[0]) if year else None, annex)


def _said(name):
    """(folded stem without the mark of an annex, whether it had one)."""
    stem = re.sub(r"[_()\[\]-]+", " ", fold(PurePosixPath(name).stem))
    found = ANNEX.search(stem)
    return (ANNEX.sub(" ", stem), True) if found else (stem, False)


def _name_of(entry):
    """Old programs write names in the code page of their country; only the digits of those are sure."""
    name = entry.filename
    if not entry.flag_bits & UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return files.short_name(name.replace("\\", "/"))


def _is_litter(path):
    *folders, name = path.replace("\\", "/").casefold().split("/")
    return "__macosx" in folders or name in LITTER or name.startswith(LITTER_BEGINS)


def _fits(member, checked):
    issued = checked.fields.get("issued_on")
    if member.year and issued and issued.year != member.year:
        return False
    kind = checked.fields.get("type")
    of_line = {
        *references.words(checked.fields["symbol"]),
        *(references.words(kind.code) if kind else ()),
    }
    return member.words <= of_line


def _main_first(member):
    return (member.is_annex, not member.name.lower().endswith(".pdf"), member.name)
