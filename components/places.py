"""Where a component is written, and what is still wanted, in words: one line of a site's checklist."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from components.lights import Light
from components.measurement import ComponentState, model_of, shelves_of
from editorial.states import EditionState


@dataclass(frozen=True)
class Line:
    """A component on a site's checklist: `address` is where to write it ("" where it cannot be written yet)."""

    state: ComponentState
    wanted: str
    address: str
    verb: str
    progress: str | Promise = ""

    @property
    def component(self):
        return self.state.component


def checklist(states):
    """Lines of one site, what is missing first; one further query for each kind of lasting texts."""
    rows = list(states.values())
    site = rows[0].site if rows else None
    open_texts = _open_texts({state.source.kind for state in rows if state.source}, site)
    ranked = sorted(rows, key=lambda state: (_urgency(state.light), state.component.position))
    return [_line(state, open_texts) for state in ranked]


def wanted(state):
    """What is lacking, as a sentence; empty where nothing is."""
    source, tally = state.source, state.tally
    if state.light == Light.UNMEASURED:
        return _("The portal has no section for this yet, so it is not counted.")
    if state.is_full:
        return ""
    if state.light == Light.STALE:
        return _("Last updated on %(day)s; it should not be older than %(months)d months.") % {
            "day": date_format(localtime(tally.updated_at), "d/m/Y"),
            "months": source.within_months,
        }
    return "; ".join(_amounts(state)) or _("One of its parts is missing.")


def _amounts(state):
    source, tally = state.source, state.tally
    if tally.items < source.at_least_items and source.at_least_items > 1:
        yield ngettext(
            "%(wanted)d item is needed, %(there)d is there",
            "%(wanted)d items are needed, %(there)d are there",
            source.at_least_items,
        ) % {"wanted": source.at_least_items, "there": tally.items}
    elif not tally.items:
        yield _("nothing is published yet")
    if tally.items and tally.words < source.at_least_words:
        yield _("%(wanted)d words are needed, %(there)d are there") % {
            "wanted": source.at_least_words,
            "there": tally.words,
        }


def _urgency(light):
    return [Light.MISSING, Light.PARTLY, Light.STALE, Light.FULL, Light.UNMEASURED].index(light)


def _line(state, open_texts):
    model = state.source and model_of(state.source.kind)
    if model is None:
        return Line(state, wanted(state), "", "")
    key = state.source.kind, state.source.value
    if key in open_texts:
        pk, edition_state = open_texts[key]
        verb = (
            _("Go on writing") if edition_state == EditionState.DRAFT else _("Look at what waits")
        )
        return Line(
            state,
            wanted(state),
            reverse("admin:edition_enter", args=[pk]),
            verb,
            EditionState(edition_state).label,
        )
    if model.one_per_shelf and state.tally.edition_pk:
        return Line(
            state,
            wanted(state),
            reverse("admin:edition_review", args=[state.tally.edition_pk]),
            _("Update"),
        )
    return Line(state, wanted(state), _empty_form(model, state), _("Write"))


def _empty_form(model, state):
    filled = {"site": state.site.pk} | ({"ngan": state.source.value} if state.source.value else {})
    return f"{reverse(f'admin:{model._meta.app_label}_{model._meta.model_name}_add')}?{urlencode(filled)}"


def _open_texts(kinds, site):
    """{(kind, shelf): (pk, state)} of the site's lasting texts that are being written."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for kind in kinds:
        model = model_of(kind)
        if model and model.one_per_shelf:
            names = shelves_of(model)
            rows = (
                model.objects.open()
                .on_site(site)
                .order_by("pk")
                .annotate(**names)
                .values_list("pk", "state", *names)
            )
            found |= {
                (kind, shelf): (pk, state)
                for pk, state, *shelves in rows
                for shelf in shelves
                if shelf
            }
    return found
