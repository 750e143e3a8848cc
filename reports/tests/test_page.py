import pytest
from django.urls import reverse

from accounts.models import Role, User
from reports.models import Chapter, ReportText
from reports.tests.conftest import moment, person, published

SECURE = {"secure": True}


def page(client, year=2023):
    return client.get(reverse("admin:reports_year", args=[year]), **SECURE)


def download(client, year=2023, kind="pdf"):
    return client.get(reverse("admin:reports_download", args=[year, kind]), **SECURE)


class YearPageTests:
    def test_shows_a_leader_the_figures_and_no_form(self, client, leader, district):
        published(district, moment(2023))
        client.force_login(leader)
        response = page(client)
        assert response.status_code == 200
        row = next(row for row in response.context["rows"] if row["figure"].name == "tin")
        assert (row["value"], row["previous"], row["change"]) == ("1", "0", "+1")
        assert all(part["address"] == "" for part in response.context["parts"])

    def test_leads_a_chief_to_each_text(self, client, chief):
        text = ReportText.objects.create(year=2023, section=Chapter.CAUSES, text="Thiếu người.")
        client.force_login(chief)
        addresses = [part["address"] for part in page(client).context["parts"]]
        assert reverse("admin:reports_reporttext_change", args=[text.pk]) in addresses
        assert all(client.get(address, **SECURE).status_code == 200 for address in addresses)

    def test_comes_back_to_its_year_after_a_text_is_saved(self, client, chief):
        client.force_login(chief)
        form = {"year": 2022, "section": "4", "text": "Đề nghị."}
        response = client.post(reverse("admin:reports_reporttext_add"), form, **SECURE)
        assert response.headers["Location"] == reverse("admin:reports_year", args=[2022])

    def test_sends_the_menu_to_the_year_chosen(self, client, leader):
        client.force_login(leader)
        response = client.get(
            reverse("admin:reports_reporttext_changelist"), {"year": "2022"}, **SECURE
        )
        assert response.headers["Location"] == reverse("admin:reports_year", args=[2022])

    def test_says_so_when_the_year_has_no_report(self, client, leader):
        client.force_login(leader)
        assert page(client, 1850).status_code == 302
        assert download(client, 1850).status_code == 404
        assert download(client, kind="exe").status_code == 404

    def test_gives_the_pdf(self, client, leader):
        client.force_login(leader)
        response = download(client)
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["Content-Disposition"] == 'attachment; filename="bao-cao-2023.pdf"'
        assert response.content.startswith(b"%PDF")

    @pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.WRITER, Role.EDITOR, Role.RESPONDER])
    def test_is_closed_to_other_roles(self, client, district, role):
        client.force_login(person(district, role, "ai-do"))
        assert page(client).status_code == 403
        assert download(client).status_code == 403

    def test_is_closed_to_the_chief_of_a_commune(self, client, commune):
        client.force_login(person(commune, Role.CHIEF, "caoson-truong"))
        assert page(client).status_code == 403

    def test_is_closed_to_a_superuser_without_a_role(self, client, district):
        client.force_login(User.objects.create_superuser("admin", password="mot-mat-khau-dai"))
        assert page(client).status_code == 403
