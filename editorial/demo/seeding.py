"""Fill an empty portal, or add to one that the demo has filled: each section gives its part, in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from operator import attrgetter

from django.core.management import call_command
from django.db import connection

from accounts.models import User
from editorial.demo import crowd, people, pictures
from editorial.models.files import StoredFile
from editorial.sections import DemoOption, sections
from member_sites.models import Site
from visits import demo as visits

WORK_OF_A_PICTURE = 10
FEW_PICTURES = 12


@dataclass
class Demo:
    """What every part of the demo data draws on; `progress(count)` is told of what is done."""

    at: datetime
    sites: list[Site]
    # {username: User}
    people: dict[str, User]
    # [(file, alternative text)]
    pictures: list[tuple[StoredFile, str]]
    progress: Callable[[int], object]

    @property
    def main(self) -> Site:
        return next(site for site in self.sites if site.is_main)

    @property
    def members(self) -> list[Site]:
        return [site for site in self.sites if not site.is_main]

    def site(self, slug: str | None) -> Site:
        """The site with this slug; without one the main site."""
        return next(site for site in self.sites if site.slug == slug) if slug else self.main


def size(at: datetime) -> int:
    """What `fill` will have told `progress` in the end."""
    return pictures.COUNT * WORK_OF_A_PICTURE + sum(part.size(at) for part in _parts())


def fill(at: datetime, progress: Callable[[int], object]) -> None:
    """An empty portal: places, people and pictures, then what the sections show."""
    call_command("load_units", verbosity=0)
    call_command("load_calendar", verbosity=0)
    people.furnish_sites()
    accounts = people.create()
    stored = _pictures(accounts["phongvien"], progress)
    visits.write(at)
    sites = list(Site.objects.select_related("parent"))
    demo = Demo(at, sites, accounts, stored, progress)
    for part in _parts():
        part.seed(demo)
        analyse()


def add(option: DemoOption, count: int, at: datetime, progress: Callable[[int], object]) -> None:
    import_module(option.module).add(_filled(at, progress), count)
    analyse()


def add_sites(count: int, at: datetime, progress: Callable[[int], object]) -> None:
    """More member sites, each with what the sections have for one of its richness."""
    made = crowd.sites(count)
    demo, parts = _filled(at, progress), _parts_of_sites()
    for site, richness in made:
        for part in parts:
            part.fill(demo, site, richness)
        progress(1)
    analyse()


def analyse() -> None:
    """Thousands of rows came at once; without fresh statistics the next questions are planned for none."""
    connection.cursor().execute("ANALYZE")


def _parts():
    return _modules(part for section in sections() for part in section.demo)


def _parts_of_sites():
    return _modules(part for section in sections() for part in section.demo_sites)


def _modules(parts):
    return [import_module(part.module) for part in sorted(parts, key=attrgetter("position"))]


def _filled(at, progress):
    """A portal that holds the demo data already, with a few of its pictures."""
    images = StoredFile.objects.filter(kind="image").order_by("pk")[:FEW_PICTURES]
    few = [(file, "Ảnh minh họa (demo)") for file in images]
    sites = list(Site.objects.select_related("parent"))
    return Demo(at, sites, people.create(), few, progress)


def _pictures(by, progress):
    """[(file, alternative text)]"""
    stored = []
    for file, alt in pictures.all_pictures():
        stored.append((StoredFile.objects.keep(file, kinds=["image"], by=by), alt))
        progress(WORK_OF_A_PICTURE)
    return stored
