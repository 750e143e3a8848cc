"""What becomes of a report: readers' `receive()`, the desk's `perform()`, and how it is given up in time."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import has_role
from citizens.workflow import Refused, Step, do, first_obstacles
from editorial import workflow
from editorial.models import Edition, Item
from feedback.error_reports import letters
from feedback.error_reports.states import Act, ReportState
from feedback.models.error_reports import ErrorReport, ReportContact, ReportEvent

# Of the text in templates/qa/error_reports/_consent.html; a new text gets a new version.
CONSENT_VERSION = "2026-11"
WANTED = {
    "reply": _("Write what the reader is told."),
    "into": _("Choose the report to merge into."),
}


@transaction.atomic
def receive(edition, *, seen_on, text, passage="", email="", phone="", is_proved=True, at=None):
    """Keep what a reader says of the public `edition`; a contact only where they gave one, and so consented."""
    at = at or timezone.now()
    report = ErrorReport.objects.create(
        item_id=edition.item_id,
        edition_id=edition.pk,
        seen_on=seen_on,
        text=text,
        passage=passage,
        is_proved=is_proved,
        sent_at=at,
    )
    if email or phone:
        ReportContact.objects.create(
            report=report,
            email=email,
            phone=phone,
            consent_version=CONSENT_VERSION,
            consented_at=at,
        )
    log(report, Act.RECEIVED, at=at)
    return report


def public_text(report, at=None):
    """The edition of the item that readers have now; None when there is none."""
    return (
        Edition.objects.published(at)
        .select_related("item__site")
        .filter(item=report.item_id)
        .first()
    )


def obstacles(user, name, report, public):
    """Sentences that keep the person from a step; none when it may be done. `public` is public_text(report)."""
    site = report.item.site
    first = first_obstacles(
        fits=report.state in STEPS[name].sources, site=site, may=has_role(user, site, Role.EDITOR)
    )
    if first:
        return first
    if name == "done" and public and report.state == ReportState.CORRECTING:
        return [_("The correction is not published yet.")]
    if name == "done" and public and public.pk == report.edition_id:
        return [_("Readers still have the very text that was reported.")]
    if name == "correct" and public is None:
        return [_("The item is no longer public, so there is nothing to correct.")]
    return []


def offered(user, report, public):
    """{name: Step} that this person may do now."""
    return {name: step for name, step in STEPS.items() if not obstacles(user, name, report, public)}


@transaction.atomic
def perform(name, report, *, by, at=None, **given):
    """Do a step; returns the edition to go on with for "correct", else the report. Raises Refused, having changed nothing."""
    at = at or timezone.now()
    report = locked(report)
    reasons = obstacles(by, name, report, public_text(report, at))
    return do(STEPS[name], report, reasons, WANTED, by=by, at=at, **given)


def locked(report):
    """The item first, as the editorial workflow does, so that two presses on one item wait for each other."""
    Item.objects.select_for_update().get(pk=report.item_id)
    return (
        ErrorReport.objects.select_for_update(of=["self"])
        .select_related("item__site__parent")
        .get(pk=report.pk)
    )


def log(report, act, *, by=None, at=None, note=""):
    event = ReportEvent.objects.create(
        report=report, act=act, by=by, at=at or timezone.now(), note=note
    )
    letters.about(event)
    return event


def _correct(report, *, by, at, **_given):
    """One press: the open edition of the item, or a new one by the editorial law, and the report is tied to it."""
    under_way = Edition.objects.open().filter(item=report.item_id).first()
    edition = under_way or _opened(report, by, at)
    report.state, report.correction_id = ReportState.CORRECTING, edition.pk
    report.save(update_fields=["state", "correction"])
    log(report, Act.JOINED if under_way else Act.CORRECTING, by=by, at=at)
    return edition


def _opened(report, by, at):
    if Edition.objects.scheduled().filter(item=report.item_id).exists():
        raise Refused(
            _(
                "A new edition of this item is scheduled already. Cancel its schedule, or wait until it is public."
            )
        )
    # Readers see this reason in the history of the item: it names the report and quotes nobody.
    reason = _("After report no. %(number)s of a reader.") % {"number": report.pk}
    try:
        return workflow.perform("correct", public_text(report, at), by=by, note=reason)
    except workflow.Refused as refusal:
        raise Refused(*refusal.reasons) from refusal


def _done(report, *, by, at, **_given):
    """Also where the item was taken down while it was being corrected: that draft can never be published."""
    report.correction = None
    end(report, ReportState.SOLVED, Act.SOLVED, by=by, at=at)


def _refuse(report, *, by, at, reply, **_given):
    report.correction = None
    end(report, ReportState.REFUSED, Act.REFUSED, by=by, at=at, reply=reply)


def _merge(report, *, by, at, into, **_given):
    """Those merged into this one go along: whoever reported hears the result of the one that is left."""
    target = ErrorReport.objects.others_on_the_item_of(report).filter(pk=into.pk).first()
    if target is None:
        raise Refused(_("Only an open report on the same item can take this one in."))
    report.duplicates.update(same_as=target)
    report.state, report.same_as, report.closed_at = ReportState.DUPLICATE, target, at
    report.save(update_fields=["state", "same_as", "closed_at"])
    log(report, Act.MERGED, by=by, at=at, note=str(target))


def end(report, state, act, *, by=None, at, reply=""):
    """The result holds for the report and for all that were merged into it."""
    report.state, report.closed_at, report.reply = state, at, reply
    report.save(update_fields=["state", "closed_at", "reply", "correction"])
    for one in [report, *report.duplicates.all()]:
        log(one, act, by=by, at=at, note=reply)


OPEN, CORRECTING = ReportState.OPEN, ReportState.CORRECTING
# In the order of their buttons.
STEPS = {
    "correct": Step(_("Correct this item"), (OPEN,), _correct),
    "done": Step(_("Already corrected or taken down"), (OPEN, CORRECTING), _done),
    "refuse": Step(_("No error: answer"), (OPEN, CORRECTING), _refuse, ("reply",)),
    "merge": Step(_("Merge into another report"), (OPEN,), _merge, ("into",)),
}
