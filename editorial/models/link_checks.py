from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 2000
# They answered, only not to a machine: a reader with a browser may well get the page.
NOT_FOR_ROBOTS = {401, 403, 405, 406, 429}


class Problem(models.TextChoices):
    NONE = "", _("answers")
    NAME = "name", _("there is no server of this name")
    SILENT = "silent", _("does not answer")
    CERTIFICATE = "certificate", _("its certificate is not valid")
    REDIRECTS = "redirects", _("leads on without end")
    INSIDE = "inside", _("lies in an internal network; readers cannot open it")
    ADDRESS = "address", _("is not an address that can be checked")


class LinkCheck(models.Model):
    """Kết quả kiểm tra liên kết: the last answer of one address that an edition links to."""

    edition = models.ForeignKey("editorial.Edition", models.CASCADE, related_name="link_checks")
    address = models.CharField(max_length=LONGEST)
    checked_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(
        max_length=12, choices=Problem.choices, default=Problem.NONE, blank=True
    )

    class Meta:
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "address"], name="link_checked_once_per_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} – {self.status or self.problem}"

    @property
    def is_broken(self) -> bool:
        refused = (self.status or 0) >= 400 and self.status not in NOT_FOR_ROBOTS
        return bool(self.problem) or refused

    @property
    def sentence(self) -> str:
        if self.problem:
            said = self.get_problem_display()
        else:
            said = _("answers with error %(status)s") % {"status": self.status}
        return _("The link to %(address)s %(said)s.") % {"address": self.address, "said": said}
