import pytest

from documents.models import Document
from tests.documents.factories import published

pytestmark = pytest.mark.django_db


class FirstTests:
    def test_works(self):
        one = published()
        assert one.title == "Quyết định số 12/QĐ-UBND: Về việc phê duyệt kế hoạch trồng rừng năm 2023"
        assert one.files.get().page_count == 1
        assert Document.objects.published().with_effect().get().effect_now == "con"
