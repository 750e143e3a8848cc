"""“My work”, the first screen after log-in (Unfold calls it)."""

from django.contrib import admin
from django.urls import reverse

from components.measurement import completeness, component_states
from components.places import checklist
from components.readers import own_sites, seen_by
from editorial import queue
from editorial.content_admin import ContentAdmin
from editorial.sections import sections
from portal import overdue

# The rest waits in the queue, one press away: on a telephone the buttons to write must not lie under pages of rows.
WAITING_SHOWN, SHOWN = 5, 8


def fill(request, context):
    """Adds what waits for the person, what came back to them, their drafts, and what they may write."""
    user = request.user
    back = list(queue.returned_to(user)[:SHOWN])
    returns = queue.last_returns(back)
    return context | {
        "waiting": queue.entries(queue.waiting_for(user)[:WAITING_SHOWN], user),
        "waiting_count": queue.waiting_for(user).count(),
        "came_back": [(edition, returns.get(edition.pk)) for edition in back],
        "drafts": queue.entries(queue.drafts_of(user)[:SHOWN], user),
        "writable": _writable(request),
        "checklists": _checklists(user),
        "completeness": _completeness(user),
        "warnings": _warnings(user),
        "sees_queue": user.has_perm("editorial.view_edition"),
    }


def _warnings(user):
    of_sections = [line for section in sections() for line in section.warnings(user)]
    return overdue.warnings(user) + of_sections


def _checklists(user):
    """[(site, lines)] of the member sites at which the person works."""
    states = component_states(own_sites(user))
    return [(site, checklist(rows)) for site, rows in states.items() if rows]


def _completeness(user):
    """ "x/14" for the district's people; None for everybody else."""
    seen = seen_by(user)
    return completeness(component_states(seen)) if seen and not own_sites(user) else None


def _writable(request):
    """[(name of the kind, address of its empty form)] for this person."""
    return [
        (
            model._meta.verbose_name,
            reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"),
        )
        for model, section in admin.site._registry.items()
        if isinstance(section, ContentAdmin) and section.has_add_permission(request)
    ]
