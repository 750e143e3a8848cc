"""Looks of staff at what a citizen sent: each is a line of its log."""

from pathlib import Path

from django.http import Http404
from django.utils import timezone

from common import files


def record(sent, act, user):
    """That a person saw the own words of these rows: once for each row, person and day, however often a page is opened."""
    kept = [row for row in sent if not row.anonymised_at]
    if not kept:
        return
    relation = type(kept[0])._meta.get_field("events")
    log, key = relation.related_model.objects, relation.field.name
    today = log.filter(act=act, by=user, at__date=timezone.localdate(), **{f"{key}__in": kept})
    seen = set(today.values_list(key, flat=True))
    log.bulk_create(log.model(act=act, by=user, **{key: row}) for row in kept if row.pk not in seen)


def open_file(request, found):
    """The answer with a private file, for no cache; its reading has been recorded by then."""
    if not found.file.storage.exists(found.file.name):
        raise Http404
    response = files.serve(
        request, Path(found.file.path), found.content_type, filename=found.name, inline=False
    )
    response["Cache-Control"] = "private, no-store"
    return response
