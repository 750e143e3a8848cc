from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from components.models import Component, ComponentSet


@transaction.atomic
def copy(old: ComponentSet, on: date | None = None) -> ComponentSet:
    """A new set with the same components, in force from the day after the last set's end, or from `on`."""
    on = on or timezone.localdate()
    last = ComponentSet.objects.latest("valid_from")
    if last.valid_to is None:
        begins = max(on, last.valid_from + timedelta(days=1))
        ComponentSet.objects.filter(pk=last.pk).update(valid_to=begins - timedelta(days=1))
    else:
        begins = max(on, last.valid_to + timedelta(days=1))
    new = ComponentSet.objects.create(
        key=f"{old.key[:48]}-{begins:%d-%m-%Y}",
        name=_("Copy of: %(name)s") % {"name": old.name},
        basis=old.basis,
        valid_from=begins,
        note=old.note,
    )
    for component in old.components.prefetch_related("sources"):
        _copy_component(component, new)
    return new


def _copy_component(component: Component, owner: ComponentSet) -> None:
    sources = list(component.sources.all())
    component.pk, component.set, component._state.adding = None, owner, True
    component.save()
    for source in sources:
        source.pk, source.component, source._state.adding = None, component, True
        source.save()
