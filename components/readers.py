"""Who sees which rows of the board, and who may remind."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Role, User
from accounts.rights import memberships, sites_held, sites_with
from components.measurement import member_sites
from member_sites.models import Site


def seen_by(user: User, at: datetime | None = None) -> list[Site]:
    """The district's editors, chiefs and leaders see every member site; staff and leaders of a commune their own."""
    every, leads = member_sites(at), sites_held(user, Role.LEADER)
    own = {*sites_with(user, Role.WRITER).values_list("pk", flat=True), *leads}
    return [site for site in every if site.pk in own or site.parent_id in leads]


def sees_board(user: User) -> bool:
    """Whether there is any row for them, without a question to the database: the desk's menu asks it on every page."""
    at_commune = {Role.WRITER, Role.EDITOR, Role.CHIEF, Role.LEADER}
    of_district = at_commune - {Role.WRITER}
    return any(
        row.role in (of_district if row.site.is_main else at_commune) for row in memberships(user)
    )


def own_sites(user: User) -> list[Site]:
    """The member sites at which a person works themselves, not by way of the district: theirs are the checklists."""
    own = sites_held(user, Role.WRITER)
    return [site for site in member_sites() if site.pk in own]


def may_remind(user: User, site: Site) -> bool:
    """The district's editors and chiefs."""
    return site.parent_id in sites_held(user, Role.EDITOR)
