import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from common.fields import NFCCharField
from common.text import fold, nfc, slugify


class NfcTests:
    def test_composes_what_a_keyboard_sent_in_pieces(self):
        assert nfc(unicodedata.normalize("NFD", "Đường về bản Nà Phặc")) == "Đường về bản Nà Phặc"

    def test_drops_control_and_zero_width_characters(self):
        assert nfc("Cao\u200b Sơn\x00\ufeff\u00ad") == "Cao Sơn"

    @given(st.text())
    def test_done_twice_is_done_once(self, value):
        assert nfc(nfc(value)) == nfc(value)


class FoldTests:
    def test_strips_every_mark_and_the_stroke_of_d(self):
        assert fold("  Đặng  THỊ Ưởng đi\n") == "dang thi uong di"

    def test_folds_the_icelandic_twin_of_d(self):
        assert fold("Ðường") == "duong"

    @given(st.text())
    def test_done_twice_is_done_once(self, value):
        assert fold(fold(value)) == fold(value)

    @given(st.text())
    def test_does_not_see_how_letters_were_composed(self, value):
        assert fold(unicodedata.normalize("NFD", nfc(value))) == fold(value)


class SlugifyTests:
    def test_keeps_the_d_of_duong(self):
        assert slugify("Đường vào bản!") == "duong-vao-ban"

    def test_cuts_between_words(self):
        assert slugify("rừng mơ Bạch Thông", max_length=10) == "rung-mo"

    def test_cuts_one_endless_word(self):
        assert slugify("a" * 300) == "a" * 80


class NFCFieldTests:
    def test_measures_the_length_after_composing(self):
        field = NFCCharField(max_length=2)
        assert field.clean(unicodedata.normalize("NFD", "ườ"), None) == "ườ"

    def test_keeps_none(self):
        assert NFCCharField(null=True).to_python(None) is None
