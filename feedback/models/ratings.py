"""Đánh giá cổng: what visitors think of a site by the four criteria of NĐ 42/2022, Điều 8."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role
from accounts.rights import Rights, sites_with
from citizens.retention import Erasure
from common.encryption import SealedTextField
from member_sites.models import Site
from member_sites.transfer import Transfer

REMARK_LENGTH = 1000
# The columns and what they are called, in the order of the decree.
CRITERIA = {
    "looks": pgettext_lazy("rating of the portal", "Look and ease of use"),
    "content": pgettext_lazy("rating of the portal", "Content"),
    "quality": pgettext_lazy("rating of the portal", "Quality"),
    "support": pgettext_lazy("rating of the portal", "Support"),
}


def mark(name):
    """Empty where the visitor has no opinion."""
    return models.PositiveSmallIntegerField(
        CRITERIA[name],
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )


class RatingQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(site__in=sites_with(user, Role.EDITOR))

    def of_sites(self, sites):
        return self.filter(site__in=sites)

    def with_remark(self):
        return self.exclude(remark="")

    def of_year(self, year):
        return self.filter(rated_at__year=year)

    def past_retention(self, until):
        """Remarks that have been kept long enough."""
        return self.with_remark().filter(rated_at__lt=until).order_by("rated_at", "pk")


class PortalRating(models.Model):
    """Nobody's name, address or browser is kept; the remark is for the desk alone and lies sealed."""

    rights = Rights(view="editor")
    # A remark may say who wrote it; the marks tell of nobody.
    erasure = Erasure(columns={"remark": ""}, done="erased_at", is_logged=False)
    transfer = Transfer(
        impersonal={
            "remark": "",
            "erased_at": lambda rating: (
                rating.erased_at or (timezone.now() if rating.remark else None)
            ),
        }
    )

    site = models.ForeignKey(Site, models.PROTECT, related_name="ratings", verbose_name=_("site"))
    looks = mark("looks")
    content = mark("content")
    quality = mark("quality")
    support = mark("support")
    remark = SealedTextField(_("remark"), blank=True)
    rated_at = models.DateTimeField(_("moment"), default=timezone.now)
    erased_at = models.DateTimeField(null=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating of the portal")
        verbose_name_plural = _("ratings of the portal")
        ordering = ["-rated_at", "-pk"]
        indexes = [models.Index(fields=["site", "-rated_at"], name="rating_of_site")]
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (1, 5)}),
                    name=f"{name}_is_one_of_five",
                )
                for name in CRITERIA
            ),
            models.CheckConstraint(
                condition=~Q(looks=None, content=None, quality=None, support=None),
                name="rating_says_something",
            ),
        ]

    def __str__(self):
        return f"{self.site_id} {self.rated_at}"

    @property
    def marks(self):
        """[(criterion, mark)] of those that the visitor has an opinion on."""
        return [
            (label, getattr(self, name)) for name, label in CRITERIA.items() if getattr(self, name)
        ]
