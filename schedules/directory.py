"""Finding in what people write the leaders and places that a site knows."""

import re

from django.utils import timezone

from common.text import fold
from schedules.models import Leader, Place

# What people write before a name.
ADDRESS = re.compile(r"^(?:d/c|dc\.?|dong chi|ong|ba|cac dong chi|cac d/c)\s*:?\s+")
BETWEEN_NAMES = re.compile(r"[,;\n]|\s(?:và|–|-|—)\s")


class Directory:
    """The leaders and places that a text of a site may name; a name that two of them bear stays text."""

    def __init__(self, site, first=None, last=None):
        first = first or timezone.localdate()
        sites = [one for one in (site, site and site.parent) if one]
        self.leaders = [
            leader
            for one in sites
            for leader in Leader.objects.on_site(one)
            .in_force_between(first, last or first)
            .select_related("body__site")
        ]
        self.places = [place for one in sites for place in Place.objects.on_site(one)]
        self._leaders, self._places = {}, {}
        for leader in self.leaders:
            for name in {fold(leader.name), fold(leader.name_and_post)}:
                self._leaders.setdefault(name, []).append(leader)
        for place in self.places:
            self._places.setdefault(fold(place.name), []).append(place)

    def leader(self, text):
        """The one leader whom a text names, with or without "đ/c" before and the post behind; else None."""
        bare = ADDRESS.sub("", fold(text))
        found = self._leaders.get(bare) or self._leaders.get(
            re.split(r"\s[-–—]\s|,", bare)[0].strip(), []
        )
        return found[0] if len(found) == 1 else None

    def named_in(self, text):
        """All leaders whom a list of those present names."""
        found = [
            self.leader(text),
            *(self.leader(part) for part in BETWEEN_NAMES.split(text or "")),
        ]
        return list(dict.fromkeys(leader for leader in found if leader))

    def place(self, text):
        found = self._places.get(fold(text), [])
        return found[0] if len(found) == 1 else None
