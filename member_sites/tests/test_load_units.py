from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from member_sites.models import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(tmp_path):
    def write(lines, head="code,kind,name,slug\n"):
        path = tmp_path / "don-vi.csv"
        path.write_text(head + lines, encoding="utf-8")
        return str(path)

    return write


def load(*words):
    out = StringIO()
    call_command("load_units", *words, stdout=out)
    return out.getvalue().strip()


class LoadUnitsTests:
    def test_twice_changes_nothing(self):
        assert load() == "Huyện Bạch Thông: thêm 14 trang thành viên, tệp có 14 đơn vị."
        assert load() == "Huyện Bạch Thông: thêm 0 trang thành viên, tệp có 14 đơn vị."

    def test_takes_any_other_office_s_file_and_makes_the_address_from_the_name(self, written):
        load(written(",xã,Đồng Phúc,\n"), "--top-kind", "tỉnh", "--top-name", "Bắc Kạn")
        assert list(Site.objects.values_list("slug", flat=True).order_by("slug")) == [
            "bac-kan",
            "dong-phuc",
        ]

    @pytest.mark.parametrize(
        ("lines", "sentence"),
        [
            (",xã,Cao Sơn,\n,,Mỹ Thanh,\n", "Dòng 3, cột kind: chưa có giá trị."),
            (",xã,,\n", "Dòng 2, cột name: chưa có giá trị."),
            (",xã,Cao Sơn,cao sơn!\n", "Dòng 2, cột slug:"),
            (f"{'1' * 14},xã,Cao Sơn,\n", "Dòng 2, cột code:"),
            (
                ",xã,Cao Sơn,\n,thị trấn,Cao Sơn,\n",
                "Dòng 3, cột slug: địa chỉ “cao-son” đã có ở dòng 2.",
            ),
            (',xã,"Cao Sơn,\n', "không phải là CSV"),
        ],
    )
    def test_refuses_a_bad_line_by_number_and_column_and_keeps_nothing(
        self, written, lines, sentence
    ):
        with pytest.raises(CommandError) as refusal:
            load(written(lines))
        assert sentence in str(refusal.value)
        assert not Site.objects.exists()

    def test_refuses_a_file_without_its_columns(self, written):
        with pytest.raises(CommandError, match="Dòng 1: thiếu cột kind, name."):
            load(written("xã,Cao Sơn\n", head="loai,ten\n"))
