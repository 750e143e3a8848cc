from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from member_sites.life import archive
from member_sites.models import Site


class Command(BaseCommand):
    help = "Keep a member site for reading only, e.g. after its unit was merged, and name the site that follows it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--successor", help="address of the site that follows")

    def handle(self, *args: Any, slug: str, successor: str | None, **options: Any) -> None:
        try:
            site = archive(site_at(slug), successor=site_at(successor) if successor else None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if options["verbosity"]:
            follows = f"; {site.successor.full_name} follows" if site.successor else ""
            self.stdout.write(f"{site.full_name} is archived{follows}.")


def site_at(slug: str) -> Site:
    site = Site.objects.filter(slug=slug).first()
    if site is None:
        raise CommandError(f"There is no site at {slug}.")
    return site
