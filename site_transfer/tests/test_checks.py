"""A table that says nothing, or the wrong thing, of its personal data is refused when the portal starts."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from banners.models.banners import BannerDay
from banners.models.themes import LunarYear
from citizens.models import SealedContact
from feedback.models import ErrorReport, PortalRating, ReportContact
from member_sites.transfer import Transfer
from qa.models import Question
from site_transfer.checks import errors_of


def refused(model):
    return {error.id.rpartition(".")[2] for error in errors_of(model)}


class TransferCheckTests:
    def test_nothing_that_stands_is_refused(self):
        assert run_checks(tags=["site_transfer"]) == []
        assert [error for model in apps.get_models() for error in errors_of(model)] == []

    @pytest.mark.parametrize(
        "model, transfer, number",
        [
            (
                ErrorReport,
                Transfer(impersonal={"text": "", "passage": ""}, site_path="item"),
                "E002",
            ),
            (
                ErrorReport,
                Transfer(impersonal={"text": "", "passage": ""}, site_path="itm"),
                "E002",
            ),
            (BannerDay, Transfer(counted="items"), "E003"),
            (BannerDay, Transfer(counted="on"), "E003"),
            (PortalRating, Transfer(impersonal={"remark": "", "erased": None}), "E004"),
            (PortalRating, Transfer(impersonal={"remark": ""}, drawn_by_chance=("code",)), "E004"),
            (Question, Transfer(impersonal={"text": ""}), "E005"),
            (ReportContact, Transfer(), "E005"),
            (LunarYear, Transfer(stays_behind="made anew"), "E007"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, monkeypatch, model, transfer, number):
        monkeypatch.setattr(model, "transfer", transfer, raising=False)
        assert refused(model) == {number}

    def test_a_table_that_says_nothing_of_what_is_sealed_is_refused(self, monkeypatch):
        monkeypatch.delattr(SealedContact, "transfer")
        assert refused(ReportContact) == {"E005"}

    @pytest.mark.parametrize("name", ["transfers", "is_personal"])
    def test_a_transfer_by_another_name_is_refused(self, monkeypatch, name):
        monkeypatch.setattr(ReportContact, name, Transfer(personal=True), raising=False)
        assert refused(ReportContact) == {"E001"}

    def test_a_transfer_that_is_none_is_refused(self, monkeypatch):
        monkeypatch.setattr(ReportContact, "transfer", {"personal": True})
        assert refused(ReportContact) == {"E001"}

    @isolate_apps("feedback")
    def test_a_table_that_would_take_personal_rows_along_is_refused(self):
        class Call(models.Model):
            contact = models.ForeignKey(ReportContact, models.PROTECT)

            class Meta:
                app_label = "feedback"

            def __str__(self):
                return str(self.contact_id)

        assert refused(Call) == {"E006"}
