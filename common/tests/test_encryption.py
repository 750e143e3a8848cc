import os
import subprocess
import sys

import pytest
from cryptography.fernet import InvalidToken
from django.conf import settings

from common.checks import check_sealing_keys
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
        value, before = stored("Mẫu"), settings.SEALING_KEYS
        settings.SEALING_KEYS = ["khóa mới", *before]
        assert opened(value) == "Mẫu"
        settings.SEALING_KEYS = ["khóa mới"]
        with pytest.raises(InvalidToken):
            opened(value)
        assert box().decrypt(stored("Mẫu").encode()).decode() == "Mẫu"

    def test_does_not_depend_on_the_key_of_sessions(self, settings):
        value = stored("Mẫu")
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "khóa khác", []
        assert opened(value) == "Mẫu"


class DeployCheckTests:
    def found(self):
        return [error.id for error in check_sealing_keys()]

    def test_accepts_long_keys_of_their_own(self, settings):
        settings.SEALING_KEYS = ["a" * 32, "b" * 32]
        assert self.found() == []

    def test_refuses_a_key_that_could_be_guessed(self, settings):
        settings.SEALING_KEYS = ["a" * 32, "b" * 31]
        assert self.found() == ["common.E001"]

    @pytest.mark.parametrize("name", ["SECRET_KEY", "SECRET_KEY_FALLBACKS"])
    def test_refuses_the_key_of_sessions(self, settings, name):
        shared = "c" * 32
        settings.SEALING_KEYS = ["a" * 32, shared]
        setattr(settings, name, shared if name == "SECRET_KEY" else [shared])
        assert self.found() == ["common.E002"]


class EnvironmentTests:
    def started(self, **env):
        """What settings say that are read with these variables and no embedded servers."""
        shown = "from portal import settings as s; print(s.SECRET_KEY_FALLBACKS, s.SEALING_KEYS)"
        servers = {"DATABASE_URL": "postgres://nowhere/none", "REDIS_URL": "redis://nowhere"}
        return subprocess.run(
            [sys.executable, "-c", shown],
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ["PATH"], "SECRET_KEY": "x"} | servers | env,
            capture_output=True,
            text=True,
        )

    def test_names_several_keys_with_commas(self):
        answer = self.started(SEALING_KEYS="mới, cũ,", SECRET_KEY_FALLBACKS="trước")
        assert answer.stdout.strip() == "['trước'] ['mới', 'cũ']"

    def test_does_not_start_without_a_sealing_key(self):
        answer = self.started()
        assert answer.returncode
        assert "SEALING_KEYS must be set in production" in answer.stderr
