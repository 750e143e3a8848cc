"""What `check --deploy` says of the keys that seal what citizens send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

SHORTEST = 32


@register(Tags.security, deploy=True)
def check_sealing_keys(app_configs: Any = None, **kwargs: Any) -> Iterator[CheckMessage]:
    keys = settings.SEALING_KEYS
    if any(len(key) < SHORTEST for key in keys):
        yield Error(
            f"A key of SEALING_KEYS is shorter than {SHORTEST} characters.",
            hint="Whoever has a copy of the database could guess it. Draw one by chance and run "
            "`manage.py reseal`: docs/keys.md.",
            id="common.E001",
        )
    if {settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS} & set(keys):
        yield Error(
            "A key of SEALING_KEYS is also used as SECRET_KEY.",
            hint="A SECRET_KEY is changed at once when it leaks, a sealing key never without "
            "`manage.py reseal`: give each a value of its own (docs/keys.md).",
            id="common.E002",
        )
