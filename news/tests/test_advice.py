"""What the review screen advises on, without stopping anybody."""

import pytest

from tests.factories import draft

pytestmark = pytest.mark.django_db


def advised(body):
    return [str(sentence) for field, sentence in draft(body=body).advice() if field == "body"]


class AdviceOnLinksTests:
    def test_names_a_link_that_is_not_encrypted(self):
        assert (
            "http://xa.example.vn"
            in advised('<p><a href="http://xa.example.vn">Trang xã</a></p>')[0]
        )

    def test_asks_what_a_vague_link_leads_to(self):
        assert "tại đây" in advised('<p>Xem <a href="https://xa.example.vn">tại đây</a></p>')[0]

    def test_is_silent_about_a_good_link(self):
        assert advised('<p><a href="https://xa.example.vn">Trang thông tin xã</a></p>') == []
