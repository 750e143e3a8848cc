"""Drafts that the public is asked about, and what it answers. Who a citizen is lies in a table of its own."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import Rights, sites_with
from citizens.models import CitizenEvent, PrivateFile, SealedPerson
from citizens.retention import Erasure
from citizens.signatures import erased_columns, impersonal_columns
from common import richtext
from common.encryption import SealedTextField
from common.fields import NFCCharField, NFCTextField
from editorial.models import Edition, Item
from editorial.querysets import EditionQuerySet
from member_sites.transfer import Transfer

USER = settings.AUTH_USER_MODEL
SHORT_PERIOD_DAYS = 14


class ConsultationQuerySet(EditionQuerySet):
    def not_over_on(self, on):
        """Open, or still to be opened."""
        return self.filter(closes_on__gte=on)

    def closed_on(self, on):
        return self.filter(closes_on__lt=on)

    def for_lists(self):
        return self.select_related("item__site").defer(
            "body", "outcome", "search_text", "search_vector"
        )


class Consultation(Edition):
    """Lấy ý kiến dự thảo: the draft files are its attachments, the outcome comes with a later edition."""

    rights = Edition.rights
    detail_view = "consultations:detail"
    section_title = _("Drafts for comment")
    content_fields = (
        "title",
        "slug",
        "summary",
        "author",
        "author_name",
        "by_contributor",
        "expires_at",
        "asked_by",
        "opens_on",
        "closes_on",
        "body",
        "outcome",
    )
    read_fields = ("title", "summary", "asked_by", "opens_on", "closes_on", "body", "outcome")

    asked_by = NFCCharField(_("body that asks"), max_length=200, blank=True)
    opens_on = models.DateField(_("open from"), null=True, blank=True)
    closes_on = models.DateField(
        _("open until"), null=True, blank=True, help_text=_("The last day.")
    )
    body = richtext.RichTextField(_("what is asked"), blank=True)
    outcome = richtext.RichTextField(
        _("summary of the comments and the answer"),
        blank=True,
        help_text=_("Published by a correction, after the end."),
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft for comment")
        verbose_name_plural = _("drafts for comment")
        indexes = [models.Index(fields=["closes_on"], name="consultation_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(opens_on=None) | Q(closes_on__gte=F("opens_on")),
                name="consultation_ends_after_start",
            )
        ]

    def searchable_texts(self):
        return [self.asked_by, richtext.text(self.body), richtext.text(self.outcome)]

    def carried_files(self):
        return [
            ("inline", digest)
            for text in (self.body, self.outcome)
            for digest in richtext.image_hashes(text)
        ]

    def clean(self):
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("The end lies before the beginning.")})

    def missing(self):
        wanted = {
            "title": (self.title.strip(), _("Write a title.")),
            "asked_by": (self.asked_by.strip(), _("Say which body asks.")),
            "opens_on": (self.opens_on, _("Give the first day.")),
            "closes_on": (self.closes_on, _("Give the last day.")),
            "body": (richtext.text(self.body).strip(), _("Write what is asked and of whom.")),
            "attachment_files": (
                self.pk and self.attachments.exists(),
                _("Add the draft as a file."),
            ),
        }
        return {name: sentence for name, (value, sentence) in wanted.items() if not value}

    def advice(self):
        if (
            self.opens_on
            and self.closes_on
            and (self.closes_on - self.opens_on).days < SHORT_PERIOD_DAYS
        ):
            return [
                (
                    "closes_on",
                    _("The period is short: readers need some weeks to find and study a draft."),
                )
            ]
        if self.first_published_at and self.is_over() and not richtext.text(self.outcome).strip():
            return [
                (
                    "outcome",
                    _("The period is over: publish a summary of the comments and the answer."),
                )
            ]
        return []

    def takes_comments(self, on=None):
        """Whether comments are taken on a day: not on a site that is kept for reading only."""
        on = on or timezone.localdate()
        return self.opens_on <= on <= self.closes_on and not self.item.site.is_archived

    def is_over(self, on=None):
        return bool(self.closes_on) and self.closes_on < (on or timezone.localdate())


class CommentState(models.TextChoices):
    WAITING = "waiting", _("Awaiting review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Not shown")


class CommentQuerySet(models.QuerySet):
    def moderated_by(self, user):
        return self.filter(item__site__in=sites_with(user, Role.EDITOR))

    def waiting(self):
        return self.filter(state=CommentState.WAITING)

    def public(self, item):
        """What readers see of an item's comments, oldest first. Never the original, never who wrote it."""
        return self.filter(item=item, state=CommentState.APPROVED).only(
            "public_text", "signature", "received_at"
        )

    def past_retention(self, until):
        """Received before that moment, and still naming somebody."""
        return self.filter(received_at__lt=until, anonymised_at=None)


class Comment(models.Model):
    """Ý kiến góp ý. `text` is as sent, sealed, and never changed by staff; readers see `public_text` and `signature`."""

    rights = Rights(view="editor", change="editor")
    transfer = Transfer(impersonal=impersonal_columns("person"))
    erasure = Erasure(columns=erased_columns("person"), rows=("person", "files"))

    item = models.ForeignKey(
        Item, models.PROTECT, related_name="comments", verbose_name=_("draft for comment")
    )
    text = SealedTextField(_("comment"))
    public_text = NFCTextField(_("text that readers see"), max_length=5000, blank=True)
    signature = NFCCharField(_("shown as"), max_length=220)
    is_proved = models.BooleanField(default=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=CommentState.choices, default=CommentState.WAITING
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = NFCTextField(_("reason"), max_length=600, blank=True)
    anonymised_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a draft")
        verbose_name_plural = _("comments on drafts")
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(fields=["item", "state", "received_at"], name="comment_of_item"),
            models.Index(
                fields=["received_at"],
                name="comment_waiting",
                condition=Q(state=CommentState.WAITING),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CommentState.values), name="comment_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=CommentState.WAITING)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decided_comment_names_who",
            ),
        ]

    def __str__(self):
        return f"{self.signature} – {self.received_at:%d/%m/%Y}"


class CommentPerson(SealedPerson):
    """Người góp ý."""

    rights = Rights(view="chief")

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="person")

    class Meta(SealedPerson.Meta):
        verbose_name = _("writer of a comment")
        verbose_name_plural = _("writers of comments")

    def __str__(self):
        return f"{self.comment_id}"


class CommentFile(PrivateFile):
    """Tệp của người góp ý."""

    folder = "gop-y"

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="files")

    class Meta(PrivateFile.Meta):
        verbose_name = _("file of a comment")
        verbose_name_plural = _("files of comments")


class CommentAct(models.TextChoices):
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Not shown")
    READ_ORIGINAL = "original", _("Read the original")
    READ_PERSON = "person", _("Read the contacts")
    READ_FILE = "file", _("Opened a file")
    ANONYMISED = "anonymised", _("Personal data erased")


class CommentEvent(CitizenEvent):
    """Nhật ký ý kiến: decisions, and every reading of personal data."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="events")
    act = models.CharField(_("action"), max_length=10, choices=CommentAct.choices)

    class Meta(CitizenEvent.Meta):
        verbose_name = _("log of a comment")
        verbose_name_plural = _("log of comments")

    def __str__(self):
        return f"{self.comment_id} {self.act}"
