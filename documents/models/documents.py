from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import files
from common.fields import NFCCharField, NFCTextField
from common.text import slugify
from documents import references
from documents.completeness import advice_on, missing_in
from documents.days import plausible
from documents.models.catalogue import (
    DocumentType,
    IssuingBody,
    PostingClass,
    Signer,
    Topic,
)
from documents.querysets import DocumentQuerySet, RelationQuerySet
from editorial.models import Edition, EditionRow, Item
from editorial.models.files import StoredFile

TITLE_LENGTH = 250


class Urgency(models.TextChoices):
    """Độ khẩn. There is no choice for secrecy: secret documents never enter the portal."""

    NORMAL = "", _("Not urgent")
    URGENT = "k", _("Urgent (khẩn)")
    VERY_URGENT = "t", _("Very urgent (thượng khẩn)")
    AT_ONCE = "h", _("At once (hỏa tốc)")


class Effect(models.TextChoices):
    """Hiệu lực on a day: computed, never stored."""

    PENDING = "chua", _("Not yet in effect")
    IN_FORCE = "con", _("In effect")
    PARTLY = "mot-phan", _("Partly out of effect")
    SUSPENDED = "ngung", _("Suspended")
    EXPIRED = "het", _("Out of effect")


class Document(Edition):
    """Văn bản chỉ đạo điều hành. `summary` is its trích yếu; the title is made of type, reference and trích yếu."""

    rights = Edition.rights
    detail_view = "documents:detail"
    shelves = ("type__code",)
    section_title = _("Directive documents")
    field_labels = {"summary": _("subject line")}
    content_fields = (
        "title",
        "slug",
        "summary",
        "author",
        "author_name",
        "by_contributor",
        "expires_at",
        "issue_number",
        "symbol",
        "type",
        "issuer",
        "issued_on",
        "received_on",
        "effective_on",
        "effective_until_on",
        "topic",
        "signer",
        "signer_name",
        "signer_post",
        "posting_class",
        "urgency",
        "page_count",
        "note",
        "without_file",
    )
    content_rows = {"files": _("Files"), "relations": _("Relations to other documents")}
    read_fields = (
        "issue_number",
        "symbol",
        "type",
        "issuer",
        "issued_on",
        "summary",
        "signer_name",
        "signer_post",
        "effective_on",
        "effective_until_on",
        "topic",
        "urgency",
        "page_count",
        "note",
    )

    issue_number = NFCCharField(
        _("document number"),
        max_length=11,
        blank=True,
        validators=[
            RegexValidator(
                r"^\d{1,8}[^\W\d_]{0,3}$",
                _("A number has digits, at most with letters after them: 12 or 12a."),
            )
        ],
    )
    symbol = NFCCharField(_("symbol"), max_length=30, blank=True)
    type = models.ForeignKey(
        DocumentType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("type of document"),
    )
    issuer = models.ForeignKey(
        IssuingBody,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("issuing body"),
    )
    issued_on = models.DateField(_("day of issue"), null=True, blank=True, validators=[plausible])
    received_on = models.DateField(
        _("day of receipt"),
        null=True,
        blank=True,
        validators=[plausible],
        help_text=_(
            "Of a document received from above: the limit for posting counts from this day."
        ),
    )
    effective_on = models.DateField(
        _("in effect from"),
        null=True,
        blank=True,
        validators=[plausible],
        help_text=_("Empty: from the day of issue."),
    )
    effective_until_on = models.DateField(
        _("in effect until"), null=True, blank=True, validators=[plausible]
    )
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("field of documents"),
    )
    signer = models.ForeignKey(
        Signer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("signer"),
        help_text=_("Fills the name and the post below."),
    )
    # As signed that day: the table of signers may change later.
    signer_name = NFCCharField(_("name of the signer"), max_length=50, blank=True)
    signer_post = NFCCharField(_("post of the signer"), max_length=100, blank=True)
    posting_class = models.CharField(
        _("limit for posting"),
        max_length=10,
        choices=PostingClass.choices,
        default=PostingClass.OWN,
    )
    urgency = models.CharField(
        _("urgency"), max_length=1, choices=Urgency.choices, blank=True, default=Urgency.NORMAL
    )
    page_count = models.PositiveSmallIntegerField(
        _("number of pages"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(999)],
        help_text=_("Empty: counted in the main file."),
    )
    note = NFCTextField(_("note"), max_length=500, blank=True)
    # Entered from a register that is published without the files, as old ones are.
    without_file = models.BooleanField(
        _("entered from a register without a file"), default=False, editable=False
    )

    # Worked out of the fields above by `derive`, for lists that sort and find without asking other tables.
    # The item's own site, in this table, so that one index serves the site, the filter and the order of its register.
    register_site = models.ForeignKey(
        "member_sites.Site", models.PROTECT, editable=False, related_name="+"
    )
    reference = models.CharField(max_length=45, editable=False, default="")
    reference_key = models.CharField(max_length=100, editable=False, default="")
    number_value = models.PositiveIntegerField(editable=False, default=0)
    issued_year = models.PositiveSmallIntegerField(editable=False, default=0)

    # Annotated by `with_effect`.
    effect_now: str | None = None

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("directive document")
        verbose_name_plural = _("directive documents")
        indexes = [
            models.Index(
                fields=["register_site", "-issued_on", "-edition_ptr"], name="document_by_day"
            ),
            models.Index(
                fields=["register_site", "issuer", "-issued_on", "-edition_ptr"],
                name="document_of_issuer",
            ),
            models.Index(
                fields=["register_site", "type", "-issued_on", "-edition_ptr"],
                name="document_of_type",
            ),
            models.Index(
                fields=["register_site", "topic", "-issued_on", "-edition_ptr"],
                name="document_of_topic",
            ),
            models.Index(
                fields=["register_site", "-issued_year", "-number_value", "-edition_ptr"],
                name="document_by_number",
            ),
            models.Index(fields=["number_value", "reference_key"], name="document_by_reference"),
            models.Index(
                fields=["effective_until_on"],
                name="document_ending",
                condition=Q(effective_until_on__isnull=False),
            ),
            models.Index(
                fields=["effective_on"],
                name="document_beginning",
                condition=Q(effective_on__isnull=False),
            ),
        ]

    @classmethod
    def shelf_names(cls):
        return DocumentType.objects.exclude(code="").values_list("code", "name")

    def derive(self):
        """Everything that follows from what was typed; called before any way of saving."""
        party = bool(self.issuer and self.issuer.is_party)
        self.register_site = self.item.site
        self.reference = references.join(self.issue_number, self.symbol, party=party)[:45]
        self.reference_key = references.key(self.reference)
        self.number_value = references.value_of(self.issue_number)
        self.issued_year = self.issued_on.year if self.issued_on else 0
        self._take_signer()
        self.title = self.made_title()
        super().derive()

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if self.is_open:
            self.relations.filter(effective_on=None).update(starts_on=self.in_effect_from)

    def _take_signer(self):
        if self.signer:
            self.signer_name = self.signer_name or self.signer.name
            self.signer_post = self.signer_post or self.signer.post

    def made_title(self):
        """“Quyết định số 12/QĐ-UBND: Về việc …”, cut between words."""
        kind = self.type.name if self.type else gettext("Document")
        named = (
            gettext("%(type)s no. %(reference)s") % {"type": kind, "reference": self.reference}
            if self.reference
            else kind
        )
        whole = f"{named}: {' '.join(self.summary.split())}" if self.summary.strip() else named
        if len(whole) <= TITLE_LENGTH:
            return whole
        return f"{whole[: TITLE_LENGTH - 1].rpartition(' ')[0]}…"

    def made_slug(self):
        """The address says number and symbol; the subject follows as far as it fits."""
        return (
            slugify(f"{self.type.name if self.type else ''} {self.reference} {self.summary}")
            or "van-ban"
        )

    def searchable_texts(self):
        """The reference once as written and once in its words, so that "1155 ubnd" is found too."""
        named = [str(part) for part in (self.type, self.issuer, self.topic) if part]
        return [self.reference, self.reference_key, *named, self.signer_name, self.note]

    def clean(self):
        super().clean()
        begins = self.effective_on or self.issued_on
        if begins and self.effective_until_on and self.effective_until_on < begins:
            raise ValidationError({"effective_until_on": _("The end lies before the beginning.")})
        if self.issued_on and self.received_on and self.received_on < self.issued_on:
            raise ValidationError(
                {"received_on": _("The document was received before it was issued.")}
            )
        if self.received_on and self.received_on > timezone.localdate():
            raise ValidationError({"received_on": _("This day lies ahead.")})

    def missing(self):
        return missing_in(self)

    def advice(self):
        return advice_on(self)

    def carried_files(self):
        """Only files of public rows: an annex that is not public is named, never served."""
        return [
            ("row", row.file)
            for row in self.files.select_related("file")
            if row.file_id and row.is_public
        ]

    @property
    def dated_reference(self):
        """How another document names this one: "1155/UBND ngày 05/01/2023, UBND huyện"."""
        day = (
            gettext(" of %(day)s") % {"day": date_format(self.issued_on, "d/m/Y")}
            if self.issued_on
            else ""
        )
        return f"{self.reference}{day}" + (f", {self.issuer}" if self.issuer else "")

    @property
    def at_hand_from(self):
        """The day from which the office could post it: for what came from above, that of its receipt."""
        came_later = self.posting_class == PostingClass.RECEIVED and self.received_on
        return self.received_on if came_later else self.issued_on

    @property
    def in_effect_from(self):
        return self.effective_on or self.issued_on

    @property
    def effect_label(self):
        return Effect(self.effect_now).label if self.effect_now else ""

    def effect(self, on=None):
        """Its effect on a day, asked of the database; lists carry it as `effect_now` by `with_effect`."""
        return Effect(Document.objects.filter(pk=self.pk).with_effect(on).get().effect_now)


class FileRole(models.TextChoices):
    MAIN = "main", _("Main text")
    ANNEX = "annex", _("Annex")


class DocumentFile(EditionRow):
    """Tệp của văn bản: the main text or an annex; an annex that is not public is named without a file."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(
        _("part"), max_length=5, choices=FileRole.choices, default=FileRole.MAIN
    )
    title = NFCCharField(_("name of the file"), max_length=250, blank=True)
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="document_files",
        verbose_name=_("file"),
    )
    is_public = models.BooleanField(_("open to the public"), default=True)
    page_count = models.PositiveSmallIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")
        ordering = ["position", "pk"]

    def __str__(self):
        digest = f" [{self.file.sha256[:8]}]" if self.file_id else ""
        closed = "" if self.is_public else f" ({gettext('not public')})"
        return f"{self.get_role_display()}: {self.name}{digest}{closed}"

    def save(self, *args, **kwargs):
        if self.file_id and self.page_count is None and self.file.extension.lstrip(".") == "pdf":
            self.page_count = files.page_count(self.file.absolute_path)
        super().save(*args, **kwargs)

    @property
    def name(self):
        return self.title or (
            self.file.original_name if self.file_id else gettext("Without a name")
        )

    @property
    def is_open(self):
        return self.is_public and self.file_id is not None


class RelationKind(models.TextChoices):
    REPLACES = "replaces", _("replaces")
    AMENDS = "amends", _("amends")
    SUPPLEMENTS = "supplements", _("supplements")
    REPEALS = "repeals", _("repeals")
    SUSPENDS = "suspends", _("suspends")
    CORRECTS = "corrects", _("corrects an error of")
    GUIDES = "guides", _("guides")
    BASED_ON = "based_on", _("is based on")


# The other end of the same sentence, as the older document reads it.
PASSIVE = {
    RelationKind.REPLACES: _("replaced by"),
    RelationKind.AMENDS: _("amended by"),
    RelationKind.SUPPLEMENTS: _("supplemented by"),
    RelationKind.REPEALS: _("repealed by"),
    RelationKind.SUSPENDS: _("suspended by"),
    RelationKind.CORRECTS: _("corrected by"),
    RelationKind.GUIDES: _("guided by"),
    RelationKind.BASED_ON: _("basis of"),
}


class Scope(models.TextChoices):
    WHOLE = "whole", _("the whole document")
    PART = "part", _("a part")


class DocumentRelation(EditionRow):
    """Quan hệ: what a document does to another one, which stands in the register or is named by number and date."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="relations")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(
        _("relation"), max_length=12, choices=RelationKind.choices, default=RelationKind.REPLACES
    )
    target = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="named_by_documents",
        verbose_name=_("document"),
    )
    # The words that name the other document, also where it stands in the register.
    target_text = NFCCharField(_("named as"), max_length=300)
    scope = models.CharField(_("extent"), max_length=5, choices=Scope.choices, default=Scope.WHOLE)
    effective_on = models.DateField(
        _("from"),
        null=True,
        blank=True,
        validators=[plausible],
        help_text=_("Empty: from the day on which the newer document takes effect."),
    )
    until_on = models.DateField(
        _("until"),
        null=True,
        blank=True,
        validators=[plausible],
        help_text=_("The last day of a suspension."),
    )
    # Its own day, else the one on which the newer document takes effect; kept by `follow`.
    starts_on = models.DateField(null=True, editable=False)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation between documents")
        verbose_name_plural = _("relations between documents")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["target", "kind"], name="relation_to_older"),
            models.Index(fields=["kind", "scope", "starts_on"], name="relation_by_kind"),
        ]

    def __str__(self):
        part = f" ({self.get_scope_display()})" if self.scope == Scope.PART else ""
        days = [date_format(day, "d/m/Y") for day in (self.effective_on, self.until_on) if day]
        return " ".join(
            [f"{self.get_kind_display()} {self.target_text}{part}", " – ".join(days)]
        ).strip()

    def clean(self):
        super().clean()
        if self.effective_on and self.until_on and self.until_on < self.effective_on:
            raise ValidationError({"until_on": _("The end lies before the beginning.")})

    def save(self, *args, **kwargs):
        self.follow(self.document)
        super().save(*args, **kwargs)

    def follow(self, document):
        """Take the day from the newer document; also called by whoever writes rows in bulk."""
        self.starts_on = self.effective_on or document.in_effect_from

    @property
    def passive_label(self):
        return PASSIVE[self.kind]
