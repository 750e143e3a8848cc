"""What is refused at start of what sections declare for the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from celery import Task
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse

from editorial import desk_site
from editorial.sections import Section, sections


@register("sections")
def check_desks(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    found = sections()
    each = (blind_entries, missing_styles)
    return [
        *(error for section in found for look in each for error in look(section)),
        *wrong_beats(found),
        *hidden_views(found),
    ]


def blind_entries(section: Section) -> Iterable[CheckMessage]:
    """Entries of the desk's menu that lead nowhere, or ask for a permission that nobody can have."""
    for entry in section.desk_menu:
        if not _is_address(entry.view):
            yield Error(
                f"The menu entry “{entry.title}” of {section.app_label} leads to “{entry.view}”, "
                "which is no address' name.",
                id="editorial.E010",
            )
        if isinstance(entry.permission, str) and not _is_permission(entry.permission):
            yield Error(
                f"The menu entry “{entry.title}” of {section.app_label} asks for "
                f"“{entry.permission}”, which is no permission.",
                id="editorial.E011",
            )


def wrong_beats(sections: Iterable[Section]) -> Iterable[CheckMessage]:
    """What repeats without being a task of the worker, or under a name that replaces another's."""
    taken = set(settings.CELERY_BEAT_SCHEDULE)
    for section in sections:
        for name, repeated in section.beat.items():
            if not isinstance(repeated.task, Task):
                yield Error(
                    f"“{name}” of {section.app_label} repeats {repeated.task!r}, which is no task.",
                    id="editorial.E012",
                )
            if name in taken:
                yield Error(
                    f"“{name}” of {section.app_label} is the name of other work that repeats.",
                    id="editorial.E013",
                )
            taken.add(name)


def missing_styles(section: Section) -> Iterable[CheckMessage]:
    for name in section.desk_styles:
        if not finders.find(name):
            yield Error(
                f"{section.app_label} has no style sheet “{name}” for the desk.",
                id="editorial.E014",
            )


def hidden_views(sections: Iterable[Section]) -> Iterable[CheckMessage]:
    """Screens of the desk by a route or a name that leads to another one."""
    routes = {screen.route for screen in desk_site.PLATFORM}
    names = {screen.name for screen in desk_site.PLATFORM}
    for section in sections:
        for screen in section.desk_views:
            if screen.route in routes or screen.name in names:
                yield Error(
                    f"The screen “{screen.route}” ({screen.name}) of {section.app_label} has the "
                    "route or the name of another.",
                    id="editorial.E015",
                )
            routes.add(screen.route)
            names.add(screen.name)


def _is_address(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def _is_permission(name: str) -> bool:
    app, _dot, codename = name.partition(".")
    action, _line, model = codename.partition("_")
    known = model in apps.all_models.get(app, {})
    return known and action in {"view", "add", "change", "delete"}
