"""One import of a register and its lines: what was read, what is wrong with it, and what became of it."""

import uuid

from django.conf import settings
from django.db import connection, models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import Rights, sites_with
from common.fields import NFCCharField, NFCTextField
from editorial.models import Edition
from editorial.states import OPEN, EditionState
from member_sites.models import Site

USER = settings.AUTH_USER_MODEL


class Stage(models.TextChoices):
    READING = "reading", _("Being read and checked")
    REFUSED = "refused", _("Cannot be read")
    CHECKED = "checked", _("Checked; nothing is written yet")
    WRITING = "writing", _("Being entered")
    WRITTEN = "written", _("Entered; awaits publication by a chief")
    PUBLISHING = "publishing", _("Being published")
    DONE = "done", _("Publication finished")
    CANCELLED = "cancelled", _("Given up; nothing was written")


BUSY = (Stage.READING, Stage.WRITING, Stage.PUBLISHING)


class Mode(models.TextChoices):
    ALL = "all", _("All lines or none")
    SKIP = "skip", _("Leave faulty lines out")


class Fileless(models.TextChoices):
    READY = "ready", _("ready for publication: the register is what is published")
    DRAFT = "draft", _("as drafts, until somebody adds the file")


def own_name(_run, _filename):
    return f"nhap-so/{uuid.uuid4().hex}"


class ImportRunQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(site__in=sites_with(user, Role.EDITOR)).select_related(
            "site", "by", "publisher"
        )

    def busy(self):
        return self.filter(stage__in=BUSY)


class ImportRun(models.Model):
    """Lần nhập sổ. Its stage says what the worker does next, so a run that was cut off goes on where it stopped."""

    rights = Rights(view="editor", add="editor", change="editor")

    site = models.ForeignKey(Site, models.PROTECT, related_name="+", verbose_name=_("site"))
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    table = models.FileField(upload_to=own_name)
    table_name = NFCCharField(max_length=150)
    archive = models.FileField(upload_to=own_name, blank=True)
    archive_name = NFCCharField(max_length=150, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.READING)
    mode = models.CharField(max_length=4, choices=Mode.choices, default=Mode.ALL)
    fileless = models.CharField(max_length=5, choices=Fileless.choices, default=Fileless.READY)
    trouble = NFCTextField(blank=True)
    # Headings that nobody recognised, and [name, sentence] of files that go with no line.
    ignored = models.JSONField(default=list)
    file_problems = models.JSONField(default=list)
    # Sentences about what the table holds and was not read.
    notes = models.JSONField(default=list)
    publisher = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a register")
        verbose_name_plural = _("imports of registers")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="import_stage_is_known"
            )
        ]

    def __str__(self):
        return self.table_name

    @property
    def is_busy(self):
        return self.stage in BUSY

    def counts(self):
        """What a person asks about a run, in one query."""
        good, state = Q(problems=[]), "edition__state"
        return self.rows.aggregate(
            total=Count("pk"),
            good=Count("pk", filter=good),
            bad=Count("pk", filter=~good),
            fileless=Count("pk", filter=good & Q(files=[])),
            written=Count("pk", filter=Q(edition__isnull=False)),
            published=Count(
                "pk",
                filter=Q(edition__isnull=False)
                & ~Q(edition__state__in=[*OPEN, EditionState.DISCARDED]),
            ),
            ready=Count("pk", filter=Q(edition__state=EditionState.EDITED)),
            drafts=Count("pk", filter=Q(**{state: EditionState.DRAFT})),
            refused=Count("pk", filter=~Q(refusal="")),
        )


LINK = """
    UPDATE documents_importrow SET edition_id = made.edition FROM unnest(%s::bigint[], %s::bigint[]) AS made(line, edition)
    WHERE id = made.line
"""


class ImportRowQuerySet(models.QuerySet):
    def bad(self):
        return self.exclude(problems=[])

    def still_to_write(self):
        return self.filter(problems=[], edition=None).order_by("line")

    def still_to_publish(self):
        return self.filter(
            edition__state=EditionState.EDITED, edition__number=1, refusal=""
        ).order_by("line")

    def refused(self):
        return self.exclude(refusal="")

    def link(self, pairs):
        """Note which edition each line became: [(key of the line, key of the edition)]."""
        # bulk_update builds a CASE of hundreds of branches, which takes as long as writing the documents.
        lines, editions = zip(*pairs)
        with connection.cursor() as cursor:
            cursor.execute(LINK, [list(lines), list(editions)])


class ImportRow(models.Model):
    """Dòng của sổ. `values` are the texts by column, `problems` [column, sentence], `files` names within the archive."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    values = models.JSONField()
    problems = models.JSONField(default=list)
    files = models.JSONField(default=list)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    # Why its publication was refused.
    refusal = NFCTextField(blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of an import")
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="import_line_once"),
            # However often a run is taken up again, a line makes one document.
            models.UniqueConstraint(fields=["edition"], name="import_edition_once"),
        ]

    def __str__(self):
        return f"{self.run_id}: {self.line}"

    @property
    def name(self):
        """How the office calls the line."""
        values = self.values
        return (
            values.get("reference")
            or "/".join(filter(None, [values.get("number"), values.get("symbol")]))
            or "–"
        )
