"""Who looks at a page, as far as counting needs it: an address and a browser, and whether it is a robot."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
from ipaddress import IPv6Address
from typing import NamedTuple, Self

from django.http import HttpRequest

# Crawlers name themselves; tools and monitors are known by the library they are made with.
ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiver|facebookexternalhit|preview|monitor|pingdom|uptime|lighthouse|headless"
    r"|feed|scrapy|curl|wget|python|okhttp|java/|libwww|httpclient|go-http|node-fetch|axios|ruby|perl|php|scan",
    re.IGNORECASE,
)
LOCAL = ("", "127.0.0.1", "::1")


class Visitor(NamedTuple):
    address: str
    agent: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        address = request.META.get("REMOTE_ADDR", "")
        if address in LOCAL:
            # Only our own proxy speaks from here; the last hop is the one that it wrote itself.
            address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
        return cls(address, request.headers.get("User-Agent", ""))

    @property
    def is_robot(self) -> bool:
        return not self.agent.strip() or bool(ROBOTS.search(self.agent))

    @property
    def source(self) -> str:
        """What limits count by: a household with IPv6 has 2^64 addresses, all of one network."""
        return self._network(32, 64)

    @property
    def network(self) -> str:
        """What a provider gives out in one piece: the addresses of one customer, or of neighbours, lie in it."""
        return self._network(24, 48)

    def _network(self, bits_4: int, bits_6: int) -> str:
        try:
            address = ipaddress.ip_address(self.address)
        except ValueError:
            return self.address
        known = isinstance(address, IPv6Address) and address.ipv4_mapped or address
        bits = bits_4 if known.version == 4 else bits_6
        return str(ipaddress.ip_network((known, bits), strict=False))

    def digest(self, salt: bytes) -> str:
        return hmac.new(salt, f"{self.address}|{self.agent}".encode(), hashlib.sha256).hexdigest()[
            :32
        ]
