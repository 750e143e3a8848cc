"""Two editors press “Sửa tin này” at one moment: one draft, and no report is left behind."""

import pytest

from editorial.models import Edition
from editorial.tests.test_at_once import together
from feedback.error_reports.states import Act, ReportState
from feedback.models.error_reports import ReportEvent
from feedback.tests.factories import done, now, reported
from tests.factories import person, published


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TwoEditorsAtOnceTests:
    def test_on_two_reports_of_one_item_open_one_correction_for_both(self):
        article = published()
        reports = [reported(article, text=f"Sai chỗ thứ {number}") for number in (1, 2)]
        outcomes = together(self.presses(reports))
        assert outcomes == ["done", "done"]
        draft = Edition.objects.open().get(item=article.item_id)
        assert {now(report).correction_id for report in reports} == {draft.pk}

    def test_on_one_report_begin_it_once(self):
        report = reported()
        assert sorted(together(self.presses([report, report]))) == ["Refused", "done"]
        assert now(report).state == ReportState.CORRECTING
        assert ReportEvent.objects.filter(report=report, act=Act.CORRECTING).count() == 1

    @staticmethod
    def presses(reports):
        people = [person("editor", name=name) for name in ("mot", "hai")]
        return [
            lambda one=one, who=who: done("correct", one, by=who)
            for one, who in zip(reports, people, strict=True)
        ]
