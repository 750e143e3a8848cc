from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.backends import ModelBackend
from django.db.models import Model

from accounts.rights import CLOSED, Rights, rights_of

# Tables of Django's own and of lower floors, which cannot name a Rights themselves.
LOWER = {
    "accounts.user": Rights(system=True),
    "accounts.membership": Rights(system=True),
    "member_sites.site": Rights(view="chief", change="chief", system=True, main_only=True),
    "visits.visitday": Rights(view="chief", system=True, main_only=True),
    "visits.baseline": Rights(
        view="chief", add="chief", change="chief", system=True, main_only=True
    ),
}


class MembershipBackend(ModelBackend):
    """Answers Django's permission questions from memberships, so that the admin obeys them. Default deny."""

    def has_perm(self, user: Any, perm: str, obj: Any = None) -> bool:
        app_label, _, codename = perm.partition(".")
        action, _, model = codename.partition("_")
        return user.is_active and _rights(app_label, model).allows(user, action)

    def has_module_perms(self, user: Any, app_label: str) -> bool:
        return user.is_active and any(
            _of(model).allows(user, "view") for model in apps.get_app_config(app_label).get_models()
        )

    def get_all_permissions(self, user: Any, obj: Any = None) -> set[str]:
        return set()


def _rights(app_label: str, model_name: str) -> Rights:
    try:
        return _of(apps.get_model(app_label, model_name))
    except LookupError:
        return CLOSED


def _of(model: type[Model]) -> Rights:
    return LOWER.get(model._meta.label_lower) or rights_of(model)
