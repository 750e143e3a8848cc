"""Last of all, so that the starter kit gives drafts only for what the demo has not written."""

from django.core.management import call_command

from pages import starter_kit


def size(at):
    """Not counted: the kit is the same for every portal."""
    return 0


def seed(demo):
    call_command("load_components", verbosity=0)
    call_command("starter_kit", verbosity=0)


def fill(demo, site, richness):
    starter_kit.give(site, demo.at)
