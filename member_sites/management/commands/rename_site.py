from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from member_sites.life import rename
from member_sites.management.commands.archive_site import site_at


class Command(BaseCommand):
    help = "Give a site another name, kind, address or host; the old address and host lead on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        for name in ("name", "kind", "domain"):
            parser.add_argument(f"--{name}")
        parser.add_argument("--to", dest="new_slug", help="the new address")

    def handle(self, *args: Any, slug: str, new_slug: str | None, **options: Any) -> None:
        wanted = {name: options[name] for name in ("name", "kind", "domain")} | {"slug": new_slug}
        try:
            site = rename(site_at(slug), **{name: value for name, value in wanted.items() if value})
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if options["verbosity"]:
            self.stdout.write(f"{site.full_name}: {site.prefix or '/'}")
