"""What the tables of every section have in common that keep something from citizens. No table stands here itself."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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
                name=upload.name[:150],
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
