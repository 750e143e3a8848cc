"""Who holds which role where. The only place that reads memberships for a decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from accounts.models import Membership, Role, User
from member_sites.models import Site

LADDER: list[str] = [Role.CONTRIBUTOR, Role.WRITER, Role.EDITOR, Role.CHIEF]
# The district helps its communes: these roles on the main site hold on every member site.
SPREADING = {Role.EDITOR, Role.CHIEF}


def memberships(user: User, on: date | None = None) -> list[Membership]:
    """The user's memberships in force; asked once per user object (one request) and day."""
    on = on or timezone.localdate()
    known = user.__dict__.setdefault("_memberships_by_day", {})
    if on not in known:
        rows = (
            Membership.objects.in_force(on).select_related("site")
            if user.is_active
            else Membership.objects.none()
        )
        known[on] = list(rows.filter(user=user)) if user.pk else []
    return known[on]


def roles(user: User, site: Site, on: date | None = None) -> set[str]:
    """Set of roles that `user` has on `site`."""
    return {
        row.role
        for row in memberships(user, on)
        if row.site_id == site.pk
        or (row.site.is_main and row.role in SPREADING and site.parent_id == row.site_id)
    }


def at_least(role: str) -> set[str]:
    return set(LADDER[LADDER.index(role) :]) if role in LADDER else {role}


def has_role(user: User, site: Site, role: str, on: date | None = None) -> bool:
    """Whether `user` has `role` on `site`, or one above it on the ladder contributor < writer < editor < chief."""
    return bool(roles(user, site, on) & at_least(role))


def has_role_somewhere(user: User, role: str, on: date | None = None) -> bool:
    return any(row.role in at_least(role) for row in memberships(user, on))


def sites_with(user: User, role: str, on: date | None = None) -> QuerySet[Site]:
    """Sites on which `user` has at least `role`."""
    rows = [row for row in memberships(user, on) if row.role in at_least(role)]
    spreading = [row.site_id for row in rows if row.site.is_main and row.role in SPREADING]
    return Site.objects.filter(Q(pk__in=[row.site_id for row in rows]) | Q(parent__in=spreading))


def sites_held(user: User, role: str, on: date | None = None) -> set[int]:
    """Keys of the sites at which `user` has at least `role` by a membership there, not by way of the district."""
    return {row.site_id for row in memberships(user, on) if row.role in at_least(role)}


@dataclass(frozen=True)
class Rights:
    """What a model allows at the desk, by action: the lowest role that may, anywhere it is held.

    Declared as `rights` on a model; a model without one is closed to all.
    `system` opens view, add, change and delete to superusers (tables that hold no content).
    """

    view: str | None = None
    add: str | None = None
    change: str | None = None
    delete: str | None = None
    system: bool = False
    also_view: frozenset = field(default_factory=frozenset)
    also_change: frozenset = field(default_factory=frozenset)
    main_only: bool = False

    def allows(self, user: User, action: str) -> bool:
        if self.system and user.is_superuser:
            return True
        wanted = getattr(self, action, None)
        held = {row.role for row in memberships(user) if row.site.is_main or not self.main_only}
        beside = {"view": self.also_view | self.also_change, "change": self.also_change}.get(
            action, frozenset()
        )
        return bool(wanted and held & at_least(wanted)) or bool(held & beside)


CLOSED = Rights()


def rights_of(model: type[Model]) -> Rights:
    """What a model declares, or that nobody may do anything with it."""
    return getattr(model, "rights", CLOSED)
