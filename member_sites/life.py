"""What becomes of a site: it is renamed, or kept for reading only and followed by another. Old addresses go on answering."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from member_sites.models import Site, SiteAlias


@transaction.atomic
def rename(site: Site, **fields: Any) -> Site:
    """Give a site another name, kind, slug or host; its old slug and host lead on to the new ones."""
    before = Site.objects.select_for_update().get(pk=site.pk)
    site = Site.objects.get(pk=site.pk)
    for name, value in fields.items():
        setattr(site, name, value)
    _check_free(site)
    site.full_clean(exclude=["logo"])
    site.save()
    keep_old_address(before, site)
    return site


@transaction.atomic
def archive(site: Site, *, successor: Site | None = None, at: datetime | None = None) -> Site:
    """Keep a site for reading only. It gives up its host, which from now on leads to its address on the main host."""
    at = at or timezone.now()
    site = Site.objects.select_for_update().get(pk=site.pk)
    _check_archivable(site, successor)
    before = Site.objects.get(pk=site.pk)
    site.archived_at, site.successor, site.domain = at, successor, None
    site.valid_to = site.valid_to or timezone.localdate(at)
    site.save()
    keep_old_address(before, site)
    return site


@transaction.atomic
def keep_old_address(before: Site, after: Site) -> None:
    """Note the slug and the host that a site has given up, and forget those that are in use again."""
    if before.slug != after.slug:
        SiteAlias.objects.update_or_create(slug=before.slug, defaults={"site": after})
    if before.domain and before.domain != after.domain:
        SiteAlias.objects.update_or_create(domain=before.domain, defaults={"site": after})
    SiteAlias.objects.of_addresses_in_use(after).delete()


def _check_archivable(site: Site, successor: Site | None) -> None:
    if site.is_main:
        raise ValidationError(_("The main site cannot be archived."))
    if site.is_archived:
        raise ValidationError(_("This site is archived already."))
    if successor and (successor.pk == site.pk or successor.is_archived):
        raise ValidationError(_("The successor must be another site that is not archived."))


def _check_free(site: Site) -> None:
    """An address that still leads to another site is not given away."""
    if SiteAlias.objects.of_addresses_in_use(site).exclude(site=site).exists():
        raise ValidationError(_("This address still leads to another site. Choose another one."))
