"""What the worker does with a run. Its stage and its lines say what is done, so it goes on after any interruption.

The run's row is locked while a piece of work is done; a second worker finds it locked and leaves.
"""

import logging
import zipfile
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common import files, progress, spreadsheet_import
from documents.models import Document, DocumentFile, FileRole
from documents.models.register_import import Fileless, ImportRow, ImportRun, Mode, Stage
from documents.register_import import columns, file_archive
from documents.register_import.checking import Checker, known_keys
from editorial import histories, workflow
from editorial.histories import History, LogLine
from editorial.models import Item
from editorial.models.files import StoredFile
from editorial.states import EditionState

log = logging.getLogger(__name__)
BATCH = 500
PUBLISH_BATCH = 100
FILE_COLUMN = "Tệp"
LINE_COLUMN = "Dòng"


def go_on(pk):
    """Do what the run's stage asks for, to its end."""
    while True:
        run = ImportRun.objects.filter(pk=pk).first()
        if run is None or not run.is_busy or not STEPS[run.stage](run):
            return


@contextmanager
def held(run, stage):
    """The run, locked for one transaction and still at `stage`; None when another works on it or it went on."""
    with transaction.atomic():
        free = ImportRun.objects.select_for_update(skip_locked=True, of=["self"], no_key=True)
        yield free.select_related("site", "by", "publisher").filter(pk=run.pk, stage=stage).first()


def check(run):
    """Read the table and the archive, and keep every line with its problems. Nothing of the register is written."""
    with held(run, Stage.READING) as run:
        if run is None:
            return False
        progress.report(run, 0, 0)
        try:
            _check(run)
        except ValidationError as error:
            run.stage, run.trouble = Stage.REFUSED, " ".join([*error.messages, *run.notes])
        else:
            run.stage = Stage.CHECKED
        run.save()
    progress.forget(run)
    return False


def _check(run):
    with run.table.open("rb") as table:
        whole = spreadsheet_import.read(
            table, spreadsheet_import.MOST_LINES + columns.HEAD_WITHIN, columns.has_head
        )
    run.notes = [str(note) for note in whole.notes]
    lines, places, run.ignored = columns.recognised(whole.lines)
    spreadsheet_import.refuse_more(lines)
    if not lines:
        raise ValidationError(_("There is no line below the headings."))
    texts = [
        (
            line.number,
            {
                name: _meant(name, line.cell(place), whole.begins)
                for name, place in places.items()
                if line.cell(place)
            },
        )
        for line in lines
    ]
    pairs = checked_lines(run.site, texts)
    _doubt(lines, places, pairs)
    matched, run.file_problems = _matched(run, pairs)
    rows = [
        ImportRow(
            run=run,
            line=line,
            values=values,
            problems=checked.problems,
            files=matched.get(line, []),
        )
        for (line, values), (_line, checked) in zip(texts, pairs)
    ]
    run.rows.all().delete()
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)


def _meant(column, text, begins):
    """A bare number in a column of days, as the day that this workbook means by it."""
    day = spreadsheet_import.serial_day(text, begins) if column in columns.DAYS else None
    return f"{day:%d/%m/%Y}" if day else text


def _doubt(lines, places, pairs):
    """What the file itself says against its lines and cells keeps them out."""
    for line, (_number, checked) in zip(lines, pairs):
        if line.is_hidden:
            sentence = _(
                "This line is hidden in the file (by a filter or by hand): show it or delete it."
            )
            checked.problems.append([LINE_COLUMN, sentence])
        for name, place in places.items():
            if place in line.doubts:
                checked.wrong(name, line.doubts[place])


def checked_lines(site, texts):
    """[(line, Checked)], also against what the register holds already."""
    checker = Checker(site)
    pairs = [(line, checker.check(line, values)) for line, values in texts]
    taken = known_keys(site, {checked.key for _line, checked in pairs if checked.key})
    for _line, checked in pairs:
        if checked.key in taken:
            checked.wrong(
                "number", _("Number and symbol of this body are in the register already.")
            )
    return pairs


def _matched(run, pairs):
    """Files by line; one that is not what it says is a problem of its line."""
    if not run.archive:
        return {}, []
    with run.archive.open("rb") as file, file_archive.opened(file) as opened:
        matched, problems = file_archive.match(file_archive.members(opened), pairs)
        lines = dict(pairs)
        for count, (line, paths) in enumerate(matched.items()):
            for path in paths:
                try:
                    file_archive.checked(opened, path).close()
                except ValidationError as error:
                    lines[line].problems.append(
                        [FILE_COLUMN, f"{path}: {' '.join(error.messages)}"]
                    )
            if count % 20 == 0:
                progress.report(run, count, len(matched))
    return matched, problems


def write(run):
    return write_all(run) if run.mode == Mode.ALL else write_sound(run)


def write_all(run):
    """Every line in one transaction, or none."""
    with held(run, Stage.WRITING) as run:
        if run is None:
            return False
        rows = list(run.rows.still_to_write())
        faulty = _enter(run, rows)
        if faulty or run.rows.bad().exists():
            ImportRow.objects.bulk_update(faulty, ["problems"])
            run.stage, run.trouble = (
                Stage.CHECKED,
                _("Nothing was written: lines became faulty since they were checked."),
            )
        else:
            run.stage, run.trouble = Stage.WRITTEN, ""
        run.save()
    progress.forget(run)
    return False


def write_sound(run):
    """The next lines without problems; each batch is final once it is written."""
    with held(run, Stage.WRITING) as run:
        if run is None:
            return False
        rows = list(run.rows.still_to_write()[:BATCH])
        ImportRow.objects.bulk_update(_enter(run, rows, only_sound=True), ["problems"])
        if not rows:
            run.stage = Stage.WRITTEN
            run.save()
    return bool(rows)


def _enter(run, rows, only_sound=False):
    """Make documents of lines; returns those that are faulty by now. Without `only_sound`, one such keeps all out."""
    pairs = checked_lines(run.site, [(row.line, row.values) for row in rows])
    faulty = []
    for row, (_line, checked) in zip(rows, pairs):
        if checked.problems:
            row.problems = checked.problems
            faulty.append(row)
    if faulty and not only_sound:
        return faulty
    sound = [(row, checked) for row, (_line, checked) in zip(rows, pairs) if not checked.problems]
    done, total = run.rows.exclude(edition=None).count(), run.rows.filter(problems=[]).count()
    for start in range(0, len(sound), BATCH):
        _write(run, sound[start : start + BATCH])
        progress.report(run, done + min(start + BATCH, len(sound)), total)
    return faulty


def _write(run, batch):
    kept = _files(run, [row for row, _checked in batch])
    entered = [_history(run, row, checked, kept.get(row.line, [])) for row, checked in batch]
    histories.write(entered)
    ImportRow.objects.link(
        [(row.pk, history.edition.pk) for (row, _checked), history in zip(batch, entered)]
    )


def _files(run, rows):
    """{line: [(path, StoredFile)]}; stored by digest, so that doing it again does nothing."""
    if not run.archive or not any(row.files for row in rows):
        return {}
    kept = {}
    with run.archive.open("rb") as file, zipfile.ZipFile(file) as opened:
        for row in rows:
            kept[row.line] = [(path, _stored(opened, path, run.by)) for path in row.files]
    return kept


def _stored(opened, path, by):
    with file_archive.checked(opened, path) as upload:
        return StoredFile.objects.keep(upload, kinds=["document"], by=by)


def _history(run, row, checked, kept):
    at = timezone.now()
    document = Document(
        author=run.by, author_name=run.by.display_name, created_at=at, **checked.fields
    )
    state = (
        EditionState.DRAFT if not kept and run.fileless == Fileless.DRAFT else EditionState.EDITED
    )
    if state == EditionState.EDITED:
        document.submitted_at = document.passed_at = at
        document.without_file = not kept
    note = _("%(table)s, line %(line)d") % {"table": run.table_name, "line": row.line}
    line = LogLine("import", run.by, at, note, {"run": run.pk}, to_state=state)
    item = Item(site=run.site, kind=Document._meta.label_lower, created_at=at)
    files_of_it = [_row(place, path, file) for place, (path, file) in enumerate(kept)]
    carried = {file.pk: ("row", file) for _path, file in kept}
    return History(item, document, state, [line], rows=files_of_it, files=list(carried.values()))


def _row(place, path, file):
    """As DocumentFile.save would have it, which a bulk insert passes by."""
    role = FileRole.ANNEX if file_archive.is_annex(path) else FileRole.MAIN
    pages = files.page_count(file.absolute_path) if file.content_type == "application/pdf" else None
    return DocumentFile(position=place, role=role, file=file, page_count=pages)


def publish(run):
    """The next documents, by the workflow's own checks; a refusal stays with its line."""
    with held(run, Stage.PUBLISHING) as run:
        if run is None:
            return False
        rows = list(
            run.rows.still_to_publish().select_related("edition__item__site")[:PUBLISH_BATCH]
        )
        _publish(rows, run.publisher)
        if not rows:
            run.stage, run.finished_at = Stage.DONE, timezone.now()
            run.save()
    counts = run.counts()
    progress.report(
        run, counts["published"] + counts["refused"], counts["written"] - counts["drafts"]
    )
    return bool(rows)


def _publish(rows, chief):
    refusals = workflow.publish_many([row.edition for row in rows], by=chief)
    refused = [row for row in rows if row.edition_id in refusals]
    for row in refused:
        row.refusal = str(refusals[row.edition_id])
    ImportRow.objects.bulk_update(refused, ["refusal"])


STEPS = {Stage.READING: check, Stage.WRITING: write, Stage.PUBLISHING: publish}
