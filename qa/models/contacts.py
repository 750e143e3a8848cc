"""Who asked: apart from the question."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import Rights
from citizens.models import PrivateFile, SealedPerson


class Contact(SealedPerson):
    """Người hỏi."""

    rights = Rights(view="chief", also_view=frozenset({Role.RESPONDER}))

    question = models.OneToOneField("qa.Question", models.PROTECT, related_name="contact")

    class Meta(SealedPerson.Meta):
        verbose_name = _("contact of a question")
        verbose_name_plural = _("contacts of questions")

    def __str__(self):
        return f"{self.question_id}"


class CitizenFile(PrivateFile):
    """Tệp của người hỏi."""

    rights = Rights()
    folder = "cau-hoi"

    question = models.ForeignKey("qa.Question", models.PROTECT, related_name="files")

    class Meta(PrivateFile.Meta):
        verbose_name = _("file of the one who asked")
        verbose_name_plural = _("files of the one who asked")
