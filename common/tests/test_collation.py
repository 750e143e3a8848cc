"""Names in the order in which a Vietnamese reader looks for them."""

import random

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership, Role, User
from common.collation import CAPITAL, SMALL, sort_key
from member_sites.models import Site
from news.models import Tag

UNITS = ["Cao Sơn", "Cẩm Giàng", "Dương Phong", "Đôn Phong", "Lục Bình", "Vũ Muộn"]
TOPICS = ["Ăn toàn thực phẩm", "Dân tộc", "Đất đai", "Ô tô", "Ứng dụng", "Xây dựng", "Y tế"]
TONES = [
    "ma",
    "mà",
    "mả",
    "mã",
    "má",
    "mạ",
    "măng",
    "mâm",
    "me",
    "mê",
    "mo",
    "mô",
    "mơ",
    "mu",
    "mư",
]
NAMES = st.text(alphabet=SMALL + CAPITAL + " -.()0123456789", max_size=12)


def in_the_database(names):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name"
            ' ORDER BY vietnamese_sort_key(name) COLLATE "C", name COLLATE "C"',
            [names],
        )
        return [name for (name,) in cursor.fetchall()]


class OrderTests:
    @pytest.mark.parametrize("names", [UNITS, TOPICS, TONES])
    def test_follows_the_alphabet_in_python(self, names):
        shuffled = random.Random(3).sample(names, len(names))
        assert sorted(shuffled, key=sort_key) == names

    @pytest.mark.parametrize("names", [UNITS, TOPICS, TONES])
    def test_follows_the_alphabet_in_the_database(self, db, names):
        assert in_the_database(random.Random(3).sample(names, len(names))) == names

    def test_asks_for_letters_before_tones_and_tones_before_capitals(self):
        names = ["bàn a", "ban b", "Ban a", "ban a"]
        assert sorted(names, key=sort_key) == ["ban a", "Ban a", "bàn a", "ban b"]

    def test_counts_composed_and_decomposed_marks_as_the_same_letter(self):
        assert sort_key("Đo\N{COMBINING CIRCUMFLEX ACCENT}n") == sort_key("Đôn")

    @settings(
        max_examples=60,
        deadline=None,
        # The examples only read, in one transaction.
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(names=st.lists(NAMES, max_size=20, unique=True))
    def test_is_the_same_in_python_and_in_the_database(self, db, names):
        expected = sorted(names, key=lambda name: (sort_key(name), name.encode()))
        assert in_the_database(names) == expected

    def test_of_sites_is_asked_by_a_transform(self, db):
        main = Site.objects.create(kind="huyện", name="Bạch Thông", slug="huyen")
        for number, name in enumerate(random.Random(3).sample(UNITS, len(UNITS))):
            Site.objects.create(parent=main, kind="xã", name=name, slug=f"xa-{number}")
        found = Site.objects.filter(slug__startswith="xa-").order_by("name__alphabetical")
        assert [site.name for site in found] == UNITS


class DeskTests:
    def test_a_heading_of_names_sorts_by_the_alphabet(self, db, client):
        site = Site.objects.create(kind="huyện", name="Bạch Thông", slug="huyen")
        for number, name in enumerate(random.Random(3).sample(TOPICS, len(TOPICS))):
            Tag.objects.create(name=name, slug=f"the-{number}")
        editor = User.objects.create_user("bien-tap", is_staff=True)
        Membership.objects.create(user=editor, site=site, role=Role.EDITOR)
        client.force_login(editor)
        address = reverse("admin:news_tag_changelist")
        heading = client.get(address).context["cl"].list_display.index("name")
        listed = client.get(address, {"o": f"-{heading}"}).context["cl"]
        names = [tag.name for tag in listed.result_list]
        assert names == TOPICS[::-1]
