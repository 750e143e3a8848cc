"""A report ends with the edition that corrects it: told by the editorial floor at once, found again by the worker's round."""

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from editorial.signals import moved
from feedback.error_reports.states import Act, ReportState
from feedback.error_reports.workflow import end, locked, log
from feedback.models.error_reports import ErrorReport

ENDING = {"publish", "publish_urgently", "discard"}


@receiver(moved)
def after_move(edition=None, event=None, **_signal):
    if event and event.action in ENDING:
        settle(ErrorReport.objects.filter(correction=event.edition_id))


def settle(reports=None, at=None):
    """End those whose correction is public by now, open again those whose correction was discarded."""
    at = at or timezone.now()
    reports = ErrorReport.objects.all() if reports is None else reports
    for report in reports.with_a_public_correction(at):
        _solve(report, at)
    for report in reports.with_a_discarded_correction():
        _open_again(report, at)


@transaction.atomic
def _solve(report, at):
    report = locked(report)
    if ErrorReport.objects.with_a_public_correction(at).filter(pk=report.pk).exists():
        end(report, ReportState.SOLVED, Act.SOLVED, at=report.correction.published_at)


@transaction.atomic
def _open_again(report, at):
    report = locked(report)
    if ErrorReport.objects.with_a_discarded_correction().filter(pk=report.pk).exists():
        report.state, report.correction = ReportState.OPEN, None
        report.save(update_fields=["state", "correction"])
        log(report, Act.REOPENED, at=at)
