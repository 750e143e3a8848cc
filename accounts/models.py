from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from member_sites.models import Site


class User(AbstractUser):
    """Tài khoản: a person who works at the desk. Rights come from memberships, never from being superuser."""

    full_name = models.CharField(_("full name"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.full_name or self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Unlike Django's own: a superuser is asked about like everybody else."""
        return self.is_active and any(
            backend.has_perm(self, perm, obj) for backend in get_backends()
        )

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and any(
            # Each of ours can be asked, though Django's base does not promise it.
            backend.has_module_perms(self, app_label)  # type: ignore[attr-defined]
            for backend in get_backends()
        )


class Role(models.TextChoices):
    CONTRIBUTOR = "contributor", _("Contributor")
    WRITER = "writer", _("Writer")
    EDITOR = "editor", _("Editor")
    CHIEF = "chief", _("Chief editor")
    RESPONDER = "responder", _("Responder")
    LEADER = "leader", _("Leader")


class MembershipQuerySet(models.QuerySet):
    def in_force(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(Q(from_on__lte=on), Q(to_on=None) | Q(to_on__gte=on))


class Membership(models.Model):
    """Phân công: the role that a person has on a site, for a time."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="memberships", verbose_name=_("user")
    )
    site = models.ForeignKey(
        Site, models.PROTECT, related_name="memberships", verbose_name=_("site")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    from_on = models.DateField(_("from"), default=timezone.localdate)
    to_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("Last day; empty for no end.")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["site", "role", "user"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
                name="membership_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.site}"
