"""Who asked: apart from the question, sealed, with a permission of its own, and given up in time."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import Rights
from common.encryption import SealedTextField
from common.fields import NFCCharField
from member_sites.transfer import Transfer


class Contact(models.Model):
    """Người hỏi: never an identity number."""

    rights = Rights(view="chief", also_view=frozenset({Role.RESPONDER}))
    transfer = Transfer(personal=True)

    question = models.OneToOneField("qa.Question", models.PROTECT, related_name="contact")
    name = SealedTextField(_("full name"))
    residence = SealedTextField(_("unit of residence"))
    email = SealedTextField(_("e-mail"), blank=True)
    phone = SealedTextField(_("telephone"), blank=True)
    consent_version = models.CharField(max_length=20)
    consented_at = models.DateTimeField()
    shows_name = models.BooleanField(default=False)
    shows_name_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("contact of a question")
        verbose_name_plural = _("contacts of questions")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(email="") | ~models.Q(phone=""), name="asker_can_be_answered"
            )
        ]

    def __str__(self):
        return f"{self.question_id}"


def private_place(instance, filename):
    """The name that the citizen gave stays out of the store."""
    return f"cau-hoi/{uuid.uuid4().hex}"


class CitizenFile(models.Model):
    """Tệp của người hỏi: never public, and erased with the contact (so not among the stored files, which never go)."""

    rights = Rights()
    transfer = Transfer(personal=True)

    question = models.ForeignKey("qa.Question", models.PROTECT, related_name="files")
    file = models.FileField(upload_to=private_place)
    name = SealedTextField(_("name"))
    content_type = NFCCharField(max_length=100)
    extension = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField(help_text="bytes")

    class Meta:
        verbose_name = _("file of the one who asked")
        verbose_name_plural = _("files of the one who asked")
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)
