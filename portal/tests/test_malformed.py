"""What no form and no list sends is refused in words, or passed over; it is never an error."""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.models import Membership, Role, User
from member_sites.models import Site


@pytest.fixture
def site(db):
    return Site.objects.create(kind="huyện", name="Bạch Thông", slug="bach-thong")


@pytest.fixture
def desk(client, site):
    chief = User.objects.create_user("truong", is_staff=True, is_superuser=True)
    Membership.objects.create(user=chief, site=site, role=Role.CHIEF)
    client.force_login(chief)
    return client


class NulTests:
    @pytest.mark.parametrize(
        "address", ["/?q=%00", "/lich-lam-viec/?co-quan=%00", "/tep/%00/x", "/tin-tuc/?%00=1"]
    )
    def test_in_an_address_is_refused_in_words(self, client, site, address):
        response = client.get(address)
        assert response.status_code == 400
        assert '<html lang="vi"' in response.content.decode()

    def test_in_a_form_is_refused_in_words(self, client, site):
        assert client.post("/hien-thi/", {"next": "/\0", "co-chu": "lon"}).status_code == 400


LISTS = [
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model in admin.site._registry
]

STRANGE = [
    "state__regex=(",
    "updated_at__year=99999",
    "site__name__regex=(",
    "on__year=99999",
    "pk__in=x",
    "p=x",
    "o=z",
    "ten=1",
]


class FilterTests:
    @pytest.mark.parametrize("address", LISTS)
    def test_that_no_list_offers_is_passed_over_or_refused(self, desk, address):
        answers = {query: desk.get(f"{address}?{query}").status_code for query in STRANGE}
        assert {query: code for query, code in answers.items() if code >= 500} == {}

    def test_that_is_hidden_answers_nothing(self, desk):
        address = reverse("admin:accounts_user_changelist")
        listed = desk.get(f"{address}?email__startswith=x").context["cl"]
        assert listed.result_count == User.objects.count()
