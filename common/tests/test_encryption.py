import pytest
from cryptography.fernet import InvalidToken

from common.encryption import SealedTextField, box


def stored(text):
    return SealedTextField().get_prep_value(text)


def opened(value):
    return SealedTextField().from_db_value(value, None, None)


class SealedTextTests:
    def test_comes_back_as_it_was(self):
        assert opened(stored("Nguyễn Văn Mẫu 😀")) == "Nguyễn Văn Mẫu 😀"

    def test_shows_neither_text_nor_that_two_are_equal(self):
        assert "Mẫu" not in stored("Mẫu")
        assert stored("Mẫu") != stored("Mẫu")

    def test_leaves_the_empty_text_empty(self):
        assert stored("") == opened("") == ""

    def test_opens_with_the_key_before_and_refuses_a_foreign_one(self, settings):
        value, before = stored("Mẫu"), settings.SECRET_KEY
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "khóa mới", [before]
        assert opened(value) == "Mẫu"
        settings.SECRET_KEY_FALLBACKS = []
        with pytest.raises(InvalidToken):
            opened(value)
        assert box().decrypt(stored("Mẫu").encode()).decode() == "Mẫu"
