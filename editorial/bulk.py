"""Transitions of many texts at once from a list of the desk: asked once, done one by one by the law, reported row by row."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import has_role_somewhere
from editorial import four_eyes
from editorial.models import Edition
from editorial.permissions import may
from editorial.transitions import ROWS
from editorial.workflow import Refused, incomplete, perform

# What one request can surely finish; more than that is refused before anything is done.
AT_MOST = 200


@dataclass(frozen=True)
class Row:
    """A chosen text and the sentences that keep the transition from it; none when it may be, or was, done."""

    edition: Edition
    reasons: tuple = ()


class BulkActions:
    """Mixin of ContentAdmin: offers the transitions for which the person has the role somewhere."""

    model: type[Edition]
    admin_site: AdminSite

    def get_actions(self, request):
        return {
            row.name: (partial(_chosen, transition=row), row.name, row.bulk_label)
            for row in ROWS
            if row.bulk_label and has_role_somewhere(request.user, _lowest_role(row))
        }

    def confirm(self, request, transition, rows):
        return self._bulk_page(request, transition, "admin/editorial/bulk_ask.html", rows)

    def report(self, request, transition, rows):
        return self._bulk_page(request, transition, "admin/editorial/bulk_done.html", rows)

    def _bulk_page(self, request, transition, template, rows):
        context = self.admin_site.each_context(request) | {
            "title": transition.bulk_label,
            "opts": self.model._meta,
            "action": transition.name,
            "back": request.get_full_path(),
            "open": [row for row in rows if not row.reasons],
            "refused": [row for row in rows if row.reasons],
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, template, context)


def _chosen(section, request, chosen, *, transition):
    count = chosen.count()
    if count > AT_MOST:
        sentence = _(
            "At most %(most)d texts can be handled at once; you chose %(count)d. Nothing was done."
        )
        messages.error(request, sentence % {"most": AT_MOST, "count": count})
        return None
    editions = list(chosen.select_related("item__site", "retraction", "claimed_by").order_by("pk"))
    if "confirmed" in request.POST:
        rows = done(transition, editions, request.user, _versions(request))
        return section.report(request, transition, rows)
    return section.confirm(request, transition, foreseen(transition, editions, request.user))


def foreseen(transition, editions, user):
    """What the law will say to each, in a fixed number of queries."""
    people = four_eyes.contributors_of(editions)
    return [
        Row(edition, _obstacles(transition, edition, user, people[edition.pk]))
        for edition in editions
    ]


def done(transition, editions, user, versions):
    """Each text moved by the workflow, or left alone with the sentences of its refusal."""
    return [
        Row(edition, _perform(transition, edition, user, versions.get(edition.pk)))
        for edition in editions
    ]


def _perform(transition, edition, user, version):
    try:
        perform(transition.name, edition, by=user, version=version)
    except Refused as refusal:
        return refusal.reasons
    return ()


def _obstacles(transition, edition, user, people):
    verdict = may(user, transition.name, edition, contributors=people)
    if verdict and transition.needs_all:
        return tuple(incomplete(edition).values())
    return verdict.reasons


def _versions(request):
    """{pk: version} that the person was asked about: what changed since then is refused."""
    pairs = [pair.partition("-") for pair in request.POST.getlist("seen")]
    return {
        int(pk): int(version)
        for pk, _dash, version in pairs
        if pk.isdecimal() and version.isdecimal()
    }


def _lowest_role(row):
    return Role.CONTRIBUTOR if row.authors_too else row.role
