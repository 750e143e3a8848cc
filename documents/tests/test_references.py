import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import references

numbers = st.integers(1, 99_999).map(str)
codes = st.sampled_from(["QĐ", "NQ", "CTr", "TTr", "KH", "QyĐ", "CV"])
bodies = st.sampled_from(["UBND", "HĐND", "HU", "VP", "BBT"])
letters = st.text("AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY", min_size=1, max_size=8)


class ParseTests:
    @pytest.mark.parametrize(
        "text, number, symbol, stroke",
        [
            ("1155/UBND", "1155", "UBND", "/"),
            ("12/UBND-VX", "12", "UBND-VX", "/"),
            ("Số: 05-NQ/HU", "05", "NQ/HU", "-"),
            ("  12 / QĐ-UBND ", "12", "QĐ-UBND", "/"),
            ("12a/QĐ-UBND", "12a", "QĐ-UBND", "/"),
        ],
    )
    def test_takes_a_reference_apart(self, text, number, symbol, stroke):
        assert references.parse(text) == references.Reference(number, symbol, stroke)

    @pytest.mark.parametrize(
        "text", ["", None, "UBND", "1155", "QĐ 12", "12/", "/QĐ", "trồng 12 cây"]
    )
    def test_leaves_alone_what_is_none(self, text):
        assert references.parse(text) is None

    @given(numbers, codes, bodies, st.booleans())
    def test_gives_back_what_was_joined(self, number, code, body, party):
        symbol = f"{code}/{body}" if party else f"{code}-{body}"
        whole = references.join(number, symbol, party=party)
        found = references.parse(whole)
        assert (found.number, found.symbol, str(found)) == (number, symbol, whole)

    @given(st.text(max_size=300))
    def test_survives_anything(self, text):
        (
            references.parse(text),
            references.words(text),
            references.key(text),
            references.wanted(text),
            references.find_in(text),
        )
        assert references.value_of(text) >= 0

    def test_a_symbol_with_its_own_stroke_is_not_given_another(self):
        assert references.join("5", "-NQ/HU") == "5-NQ/HU"


class KeyTests:
    @given(numbers, letters)
    def test_is_the_same_for_all_writings_of_one_reference(self, number, symbol):
        writings = [
            f"{number}/{symbol}",
            f"0{number} {symbol.lower()}",
            f" {number} - {symbol}",
            f"{number}/{symbol}".casefold(),
        ]
        assert len({references.key(one) for one in writings}) == 1

    @given(numbers, numbers, letters)
    def test_tells_two_numbers_apart(self, one, other, symbol):
        assert (references.key(f"{one}/{symbol}") == references.key(f"{other}/{symbol}")) == (
            one == other
        )

    @given(st.text(string.printable, max_size=50))
    def test_of_a_key_is_the_key(self, text):
        assert references.key(references.key(text)) == references.key(text)


class WantedTests:
    codes = frozenset({"qd", "ubnd", "nq", "hu", "kh"})

    @pytest.mark.parametrize(
        "text, number, words",
        [
            ("1155/UBND", 1155, ("ubnd",)),
            ("1155 ubnd", 1155, ("ubnd",)),
            ("QĐ 12", 12, ("qd",)),
            ("12", 12, ()),
            ("05-NQ/HU", 5, ("nq", "hu")),
            ("số 12", 12, ()),
            ("12/UBND-VX", 12, ("ubnd", "vx")),
        ],
    )
    def test_knows_a_number(self, text, number, words):
        assert references.wanted(text, self.codes) == (number, words)

    @pytest.mark.parametrize(
        "text", ["", "12 hộ nghèo", "trồng rừng", "12 13", "kế hoạch 2023 về rừng", "123456789"]
    )
    def test_knows_words(self, text):
        assert references.wanted(text, self.codes) is None


class CodeTests:
    @pytest.mark.parametrize(
        "symbol, code, party, fits",
        [
            ("QĐ-UBND", "QĐ", False, True),
            ("KH-UBND", "QĐ", False, False),
            ("NQ/HU", "NQ", True, True),
            ("CV/HU", "CV", True, True),
            ("QĐi/HU", "QĐi", True, True),
            ("CT-UBND", "CTr", False, False),
        ],
    )
    def test_stands_at_the_beginning_of_the_symbol(self, symbol, code, party, fits):
        assert references.begins_with_code(symbol, code, party=party) is fits

    def test_of_a_type_is_out_of_place_in_a_letter(self):
        assert references.carries_a_code("QĐ-UBND", ["QĐ", "NQ"]) == "QĐ"
        assert references.carries_a_code("UBND-VX", ["QĐ", "NQ"]) is None


class DayTests:
    def test_is_found_in_a_sentence(self):
        assert str(references.day_in("12/QĐ-UBND ngày 5/1/2023")) == "2023-01-05"
        assert references.day_in("12/QĐ-UBND") is None

    def test_outside_the_calendar_is_refused(self):
        with pytest.raises(ValueError):
            references.day_in("ngày 31/02/2023")
