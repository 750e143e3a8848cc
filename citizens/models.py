"""What the tables have in common in which sections keep what citizens send, and the office's rules for all of it."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from common import files
from common.encryption import SealedTextField
from common.fields import NFCCharField, NFCTextField
from editorial.models import AppendOnly
from member_sites.transfer import Transfer

USER = settings.AUTH_USER_MODEL


class SealedContact(models.Model):
    """Liên hệ: where an answer is sent. Apart from what was sent, read by few, each reading logged, given up in time."""

    transfer = Transfer(personal=True)

    email = SealedTextField(_("e-mail"), blank=True)
    phone = SealedTextField(_("telephone"), blank=True)
    consent_version = models.CharField(_("version of the consent text"), max_length=20)
    consented_at = models.DateTimeField(_("consented at"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="%(class)s_can_be_answered"
            )
        ]


class SealedPerson(SealedContact):
    """Người gửi: never an identity number."""

    name = SealedTextField(_("full name"))
    residence = SealedTextField(_("unit of residence"))
    shows_name = models.BooleanField(_("agrees to show the name"), default=False)
    shows_name_at = models.DateTimeField(null=True)

    class Meta(SealedContact.Meta):
        abstract = True


def private_place(row, _filename):
    """The name that the citizen gave stays out of the store."""
    return f"{row.folder}/{uuid.uuid4().hex}"


class PrivateFile(models.Model):
    """Tệp riêng: for the desk alone and erased in time, so not among the stored files, which never go."""

    transfer = Transfer(personal=True)
    # Where such files lie in the store.
    folder = "rieng"

    file = models.FileField(upload_to=private_place)
    name = SealedTextField(_("name"))
    content_type = NFCCharField(max_length=100)
    extension = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField(help_text="bytes")

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)

    @classmethod
    def keep(cls, uploads, **owner):
        """Store what came with a form: [(upload, Inspected)]."""
        for upload, inspected in uploads:
            cls.objects.create(
                file=upload,
                name=files.short_name(upload.name),
                content_type=inspected.content_type,
                extension=inspected.extension,
                size=upload.size,
                **owner,
            )

    def delete(self, *args, **kwargs):
        """The bytes go once it is certain that the row has gone."""
        storage, place = self.file.storage, self.file.name
        transaction.on_commit(lambda: storage.delete(place))
        return super().delete(*args, **kwargs)


class CitizenEvent(AppendOnly):
    """Nhật ký: what staff or the clock (`by` is None) did with what was sent, and who read what. Never a citizen's words."""

    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("moment"), default=timezone.now)
    note = NFCTextField(_("note"), blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class OfficeRule(models.Model):
    """Quy chế nội bộ: time limits in working days, and how long personal data are kept. One row."""

    rights = Rights(view="editor", change="chief", main_only=True)

    answer_days = models.PositiveSmallIntegerField(
        _("working days for an answer"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(250)],
        help_text=_("Holds for questions that come in from now on."),
    )
    forward_days = models.PositiveSmallIntegerField(
        _("working days to forward what is out of scope"),
        default=2,
        validators=[MinValueValidator(1)],
    )
    remind_days = models.PositiveSmallIntegerField(
        _("remind so many working days ahead"), default=3, validators=[MinValueValidator(1)]
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months after which personal data are erased"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_(
            "Counted from the end of a question or report, and from the day of a comment or rating."
        ),
    )

    class Meta:
        verbose_name = _("rule for questions")
        verbose_name_plural = _("rules for questions")
        constraints = [models.UniqueConstraint(models.Value(1), name="one_rule_for_questions")]

    def __str__(self):
        return str(_("rules for questions"))

    @classmethod
    def now(cls):
        """The office's rules; the defaults where it has set none."""
        return cls.objects.first() or cls()
