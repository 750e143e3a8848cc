"""Addresses of videos on the allowed hosts, and of the frame that plays them without the host's cookies."""

import re
from urllib.parse import urlsplit

from django.conf import settings

PLAYERS = [
    (
        re.compile(
            r"^https://(?:youtu\.be/"
            r"|(?:www\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/|live/))([\w-]{6,20})"
        ),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
        "YouTube",
    ),
    (
        re.compile(r"^https://(?:player\.)?vimeo\.com/(?:video/)?(\d{5,12})"),
        "https://player.vimeo.com/video/{}?autoplay=1&dnt=1",
        "Vimeo",
    ),
]


def player(address):
    """(frame address, name of the host), or None for an address that is not a video we may show."""
    if urlsplit(address).hostname not in settings.VIDEO_HOSTS:
        return None
    for pattern, frame, host in PLAYERS:
        if found := pattern.match(address):
            return frame.format(found[1]), host
    return None
