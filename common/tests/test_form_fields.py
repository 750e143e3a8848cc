"""Limits mean to the server what they mean to the browser."""

import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from common.form_fields import WordsField
from common.text import nfc
from news.models import Article

LETTERS = st.text(alphabet="aăâđeêoôơưáàảãạấầẩẫậ ", max_size=60)


class LimitTests:
    @given(text=LETTERS)
    def test_counts_a_letter_with_its_marks_once(self, text):
        text = text.strip()
        field = WordsField(max_length=60, required=False)
        assert field.clean(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFC", text)

    def test_refuses_what_is_too_long_once_composed(self):
        with pytest.raises(forms.ValidationError):
            WordsField(max_length=3).clean(unicodedata.normalize("NFD", "ấấấấ"))

    def test_counts_a_line_break_of_a_browser_once(self):
        field = WordsField(max_length=5, widget=forms.Textarea)
        assert field.clean("a\r\nb\r\nc") == "a\nb\nc"

    def test_holds_for_the_fields_of_models(self):
        form = forms.modelform_factory(Article, fields=["title"])
        title = "ế" * Article._meta.get_field("title").max_length
        assert form({"title": unicodedata.normalize("NFD", title)}).is_valid()


class BreakTests:
    @pytest.mark.parametrize("sign", "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029")
    def test_of_other_programs_keep_words_apart(self, sign):
        assert WordsField().clean(f"Hội nghị{sign}tổng kết năm") == "Hội nghị tổng kết năm"
        text = WordsField(widget=forms.Textarea).clean(f"Hội nghị{sign}tổng kết năm")
        assert text == "Hội nghị\ntổng kết năm"

    @given(text=st.text(max_size=30))
    def test_composing_twice_changes_nothing_more(self, text):
        assert nfc(nfc(text)) == nfc(text)
