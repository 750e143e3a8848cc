"""What the desk's menu is made of: groups of the office's work, and the entries that sections put there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MenuGroup(TextChoices):
    """Groups of the menu in their order."""

    QUEUE = "queue", _("Queue")
    CONTENT = "content", _("Content")
    TABLES = "tables", _("Tables of news, radio and schedules")
    DOCUMENT_TABLES = "document_tables", _("Tables of documents")
    QUESTIONS = "questions", _("Questions and answers")
    MEMBER_SITES = "member_sites", _("Member sites")
    REPORTS = "reports", _("Reports")
    SYSTEM = "system", _("System")

    @property
    def is_collapsible(self) -> bool:
        return self in {MenuGroup.TABLES, MenuGroup.DOCUMENT_TABLES}


@dataclass(frozen=True)
class DeskEntry:
    """An entry stands in its group by `position`; positions leave room between neighbours.

    `view` is an address' name such as "admin:review_queue". `permission` is a permission's name or a
    test of the person, asked on every page of the desk; None shows the entry to all who enter.
    """

    group: MenuGroup
    position: int
    title: str | Promise
    icon: str
    view: str
    permission: str | Callable[[Any], bool] | None = None

    def is_for(self, user: Any) -> bool:
        if self.permission is None:
            return True
        if isinstance(self.permission, str):
            return user.has_perm(self.permission)
        return self.permission(user)


def list_entry(
    group: MenuGroup,
    position: int,
    title: str | Promise,
    icon: str,
    model: type[Model],
    action: str = "view",
) -> DeskEntry:
    """Entry of a model's list, for those who may `action` its rows."""
    app, name = model._meta.app_label, model._meta.model_name
    view, permission = f"admin:{app}_{name}_changelist", f"{app}.{action}_{name}"
    return DeskEntry(group, position, title, icon, view, permission)
