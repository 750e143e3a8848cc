from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rights import Rights
from member_sites.models import Site

if TYPE_CHECKING:
    from editorial.models.editions import Item


USER = settings.AUTH_USER_MODEL


class ShareQuerySet(models.QuerySet):
    def live(self) -> Self:
        """What is shown now: taken and not ended."""
        return self.filter(accepted_at__isnull=False, ended_at=None)

    def not_ended(self) -> Self:
        return self.filter(ended_at=None)

    def shown_on(self, site: Site) -> Self:
        return self.live().filter(site=site)

    def of_item(self, item: Item) -> Self:
        return self.filter(item=item)

    def offered_to(self, sites: Iterable[Site] | Iterable[int]) -> Self:
        return self.filter(site__in=sites).select_related(
            "item__site", "site", "offered_by", "ended_by"
        )


class Share(models.Model):
    """Chia sẻ: an item offered by its site to another; shown there once taken, until somebody ends it."""

    rights = Rights(view="editor")

    item = models.ForeignKey(
        "editorial.Item", models.PROTECT, related_name="shares", verbose_name=_("item")
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="shares", verbose_name=_("site"))
    offered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    accepted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    # Who hides what was offered may show it again; what its own site took back stays away.
    hidden_there = models.BooleanField(default=False)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared item")
        verbose_name_plural = _("shared items")
        ordering = ["-offered_at", "-pk"]
        indexes = [models.Index(fields=["site"], name="share_live", condition=Q(ended_at=None))]
        constraints = [
            # Two presses at once must not show an item twice.
            models.UniqueConstraint(
                fields=["item", "site"], condition=Q(ended_at=None), name="one_open_share_per_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.site}"

    @property
    def is_live(self) -> bool:
        return self.accepted_at is not None and self.ended_at is None

    @property
    def waits(self) -> bool:
        return self.accepted_at is None and self.ended_at is None
