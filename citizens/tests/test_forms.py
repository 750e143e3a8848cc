"""What citizens type is taken as they write it."""

import re
import unicodedata

import pytest
from django.core.exceptions import ValidationError

from citizens.forms import PHONE, PhoneField
from consultations.forms import CommentForm

TAKEN = [
    ("(0209) 3.850.123", "(0209) 3.850.123"),
    ("(84-209) 3850123", "(84-209) 3850123"),
    ("(+84) 209 385 0123", "(+84) 209 385 0123"),
    ("+84.912.345.678", "+84.912.345.678"),
    ("0912/345/678", "0912/345/678"),
    ("0912 345 678", "0912 345 678"),
    ("０９１２３４５６７８", "0912345678"),
    ("（０２０９）３８５０１２３", "(0209)3850123"),
]
REFUSED = ["1234567", "1234567890123456", "<script>", "0912 345 67a", "() - ...", "+" * 30]


class TelephoneTests:
    @pytest.mark.parametrize("typed, kept", TAKEN)
    def test_is_taken_as_people_write_it(self, typed, kept):
        assert PhoneField().clean(typed) == kept

    @pytest.mark.parametrize("typed", REFUSED)
    def test_has_eight_to_fifteen_digits_and_no_letters(self, typed):
        with pytest.raises(ValidationError) as caught:
            PhoneField().clean(typed)
        assert caught.value.messages == ["Số điện thoại có từ 8 đến 15 chữ số."]

    @pytest.mark.parametrize("typed", [*(typed for typed, _kept in TAKEN), *REFUSED])
    def test_is_judged_by_the_browser_as_by_the_server(self, typed):
        is_taken = typed in dict(TAKEN)
        assert bool(re.fullmatch(PHONE, typed)) == is_taken


class LimitTests:
    def typed(self, **changed):
        sent = {"text": "Tôi góp ý.", "name": "Nông Thị Mai", "residence": "xã Cao Sơn"}
        return CommentForm(sent | {"email": "mai@example.vn", "consent": "on"} | changed)

    def test_of_a_name_counts_letters_with_their_marks_once(self):
        name = "ẩ" * 100
        form = self.typed(name=unicodedata.normalize("NFD", name))
        assert form.is_valid() and form.cleaned_data["name"] == name

    def test_of_a_text_counts_a_line_break_once(self):
        form = self.typed(text="\r\n".join(["a"] * 2500))
        assert form.is_valid() and len(form.cleaned_data["text"]) == 4999

    @pytest.mark.parametrize("field", ["name", "text", "residence"])
    def test_invisible_signs_are_no_words(self, field):
        assert field in self.typed(**{field: " \u200b\u2060 "}).errors
