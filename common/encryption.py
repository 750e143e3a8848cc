"""Text that lies encrypted in the database, so that a copied table or backup tells nobody who wrote what.

What the loss of the keys means, and how they are changed: docs/keys.md.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from common.fields import NFCTextField

PURPOSE = b"common.sealed|"


@cache
def _box(*secrets: str) -> MultiFernet:
    """The first seals; the others only open, so that a key can be changed (`manage.py reseal`)."""
    keys = [urlsafe_b64encode(sha256(PURPOSE + secret.encode()).digest()) for secret in secrets]
    return MultiFernet([Fernet(key) for key in keys])


def box_of(passphrase: str) -> MultiFernet:
    """For what leaves this installation: opens wherever the passphrase is known. It must be long and drawn by chance."""
    return _box(passphrase)


def box() -> MultiFernet:
    return _box(*settings.SEALING_KEYS)


def newest_box() -> MultiFernet:
    """Opens only what the first of the keys has sealed."""
    return _box(settings.SEALING_KEYS[0])


class SealedTextField(NFCTextField):
    """Nothing can be searched in it. A value that no key opens is an error, never an empty text that is saved back."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return box().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return box().decrypt(value.encode()).decode() if value else value
