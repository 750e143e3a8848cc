from django.apps import apps
from django.contrib.auth.backends import ModelBackend

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

    def has_perm(self, user, perm, obj=None):
        app_label, _, codename = perm.partition(".")
        action, _, model = codename.partition("_")
        return user.is_active and _rights(app_label, model).allows(user, action)

    def has_module_perms(self, user, app_label):
        return user.is_active and any(
            _rights(app_label, model._meta.model_name).allows(user, "view")
            for model in apps.get_app_config(app_label).get_models()
        )

    def get_all_permissions(self, user, obj=None):
        return set()


def _rights(app_label, model_name):
    label = f"{app_label}.{model_name}"
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return CLOSED
    return LOWER.get(label) or rights_of(model)
