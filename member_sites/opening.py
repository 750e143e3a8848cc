from __future__ import annotations

from django.db import transaction

from member_sites.models import Site
from member_sites.signals import opened


@transaction.atomic
def open_site(site: Site) -> Site:
    """Save a new site; a member site gets what the floors above give to a new one (docs/decisions/0011)."""
    site.save()
    if not site.is_main:
        opened.send(sender=Site, site=site)
    return site
