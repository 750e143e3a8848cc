"""Work that the worker is asked to do at once; its own rounds find it again when nobody hears."""

from __future__ import annotations

import logging
from typing import Any

from celery import current_app

log = logging.getLogger(__name__)


def soon(task: str, *arguments: Any) -> bool:
    """Ask for a task by its whole name, for example "events.tasks.remind"; whether the broker has heard."""
    try:
        current_app.send_task(task, arguments, retry=False)
    except Exception:  # the broker's client raises many kinds; none is a reason to fail
        log.warning("Broker not reachable; %s %s waits for the next round.", task, arguments or "")
        return False
    return True
