"""Báo lỗi: what a reader finds wrong in a published item. It belongs to the site that keeps the item."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from citizens.models import CitizenEvent, SealedContact
from citizens.retention import Erasure
from common.encryption import SealedTextField
from common.fields import NFCTextField
from common.models import WaitingLetter
from editorial.models import Edition, Item
from feedback.error_reports.querysets import ReportQuerySet
from feedback.error_reports.states import RUNNING, Act, ReportState
from member_sites.models import Site
from member_sites.transfer import Transfer

USER = settings.AUTH_USER_MODEL
TEXT_LENGTH, PASSAGE_LENGTH, REPLY_LENGTH = 2000, 1000, 2000


class ErrorReport(models.Model):
    """Nobody but the desk reads the words; they lie sealed and are erased with the contact."""

    transfer = Transfer(
        site_path="item__site",
        # As if the report had been erased.
        impersonal={
            "text": "",
            "passage": "",
            "anonymised_at": lambda report: report.anonymised_at or timezone.now(),
        },
    )
    erasure = Erasure(columns={"text": "", "passage": ""}, rows=("contact",))
    rights = Rights(view="editor", change="editor")

    item = models.ForeignKey(
        Item, models.PROTECT, related_name="error_reports", verbose_name=_("item")
    )
    # The edition that was public when it was reported.
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    # Where it was read: a shared item is shown on other sites too.
    seen_on = models.ForeignKey(Site, models.PROTECT, related_name="+", verbose_name=_("read on"))
    text = SealedTextField(_("what is wrong"))
    passage = SealedTextField(_("passage"), blank=True)
    is_proved = models.BooleanField(default=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.OPEN
    )
    correction = models.ForeignKey(
        Edition,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="error_reports",
        verbose_name=_("correction"),
    )
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="duplicates"
    )
    reply = NFCTextField(_("answer to the reader"), max_length=REPLY_LENGTH, blank=True)
    closed_at = models.DateTimeField(null=True)
    anonymised_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="report_newest_first"),
            models.Index(fields=["sent_at"], name="report_running", condition=Q(state__in=RUNNING)),
            models.Index(
                fields=["closed_at"], name="report_to_erase", condition=Q(anonymised_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, state__in=RUNNING)
                | (Q(closed_at__isnull=False) & ~Q(state__in=RUNNING)),
                name="ended_report_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.CORRECTING) | Q(correction__isnull=False),
                name="report_being_corrected_names_the_edition",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.REFUSED) | ~Q(reply=""),
                name="refused_report_is_answered",
            ),
            models.CheckConstraint(
                condition=(Q(same_as=None) & ~Q(state=ReportState.DUPLICATE))
                | Q(same_as__isnull=False, state=ReportState.DUPLICATE),
                name="merged_report_names_the_other",
            ),
        ]

    def __str__(self):
        return str(_("Report no. %(number)s") % {"number": self.pk})

    @property
    def is_running(self):
        return self.state in RUNNING


class ReportContact(SealedContact):
    """Liên hệ của người báo: no name is asked for, only where the result is sent."""

    rights = Rights(view="chief")

    report = models.OneToOneField(ErrorReport, models.PROTECT, related_name="contact")

    class Meta(SealedContact.Meta):
        verbose_name = _("contact of a reporter")
        verbose_name_plural = _("contacts of reporters")

    def __str__(self):
        return str(self.report_id)


class ReportEvent(CitizenEvent):
    """Nhật ký báo lỗi."""

    report = models.ForeignKey(ErrorReport, models.PROTECT, related_name="events")
    act = models.CharField(_("act"), max_length=20, choices=Act.choices)

    class Meta(CitizenEvent.Meta):
        verbose_name = _("log entry of a report")
        verbose_name_plural = _("log of reports")

    def __str__(self):
        return f"{self.act} {self.report_id}"


def address_of(report):
    """Where the result goes, by the key of a report; empty where nobody left an address."""
    contact = ReportContact.objects.filter(report=report).first()
    return contact.email if contact else ""


class ReportLetter(WaitingLetter):
    """Thư báo kết quả: to the reporter."""

    read_with = ("event__report__item__site__parent", "event__report__edition")

    transfer = Transfer(
        stays_behind="mail of this installation; what was done stands in the log of the report"
    )

    event = models.OneToOneField(ReportEvent, models.PROTECT, related_name="letter")

    class Meta(WaitingLetter.Meta):
        verbose_name = _("letter to a reporter")
        verbose_name_plural = _("letters to reporters")

    def __str__(self):
        return str(self.event_id)

    def receiver(self):
        return address_of(self.event.report_id)

    def subject(self):
        """Quotes nothing."""
        named = {"number": self.event.report_id, "act": self.event.get_act_display()}
        return _("Report no. %(number)s: %(act)s") % named

    def body(self):
        report = self.event.report
        public = (
            Edition.objects.published().select_related("item__site").filter(item=report.item_id)
        ).first()
        address = f"{settings.PORTAL_ADDRESS}{public.leaf().get_absolute_url()}" if public else ""
        context = {
            "event": self.event,
            "report": report,
            "address": address,
            "title": report.edition.title,
        }
        return render_to_string("feedback/error_reports/letter.txt", context)
