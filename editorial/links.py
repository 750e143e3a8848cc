"""What the links of a text answered when the desk last asked them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common import link_probe

AT_MOST = 30
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

    def __str__(self):
        return f"{self.address} – {self.status or self.problem}"

    @property
    def is_broken(self):
        return bool(self.problem) or (self.status >= 400 and self.status not in NOT_FOR_ROBOTS)

    @property
    def sentence(self):
        if self.problem:
            said = self.get_problem_display()
        else:
            said = _("answers with error %(status)s") % {"status": self.status}
        return _("The link to %(address)s %(said)s.") % {"address": self.address, "said": said}


def addresses(edition):
    """The first so many different addresses that may be asked, in the order of the text."""
    return list(
        dict.fromkeys(address for address in edition.linked_addresses() if len(address) <= LONGEST)
    )[:AT_MOST]


def check(edition, at=None):
    """Ask each link of `edition` and keep its answer in place of the earlier one."""
    for address in addresses(edition):
        answer = link_probe.ask(address)
        found = {
            "checked_at": at or timezone.now(),
            "status": answer.status,
            "problem": answer.problem,
        }
        LinkCheck.objects.update_or_create(edition_id=edition.pk, address=address, defaults=found)


def report(edition):
    """{count of links, how many were asked, those broken, the latest moment} for the review screen."""
    linked = addresses(edition)
    checks = LinkCheck.objects.filter(edition=edition.pk, address__in=linked) if linked else []
    known = {row.address: row for row in checks}
    return {
        "count": len(linked),
        "unchecked": len(linked) - len(known),
        "broken": [
            known[address] for address in linked if address in known and known[address].is_broken
        ],
        "checked_at": max((row.checked_at for row in known.values()), default=None),
    }
