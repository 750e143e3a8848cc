"""Asking a server outside whether an address answers, without ever asking a machine of the office's own network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

SECONDS = 6
REDIRECTS = 4
PORTS = {"http": 80, "https": 443}
MOVED = {301, 302, 303, 307, 308}
# Servers that know no HEAD answer it with one of these; the page itself may be well.
ASK_AGAIN = {400, 403, 404, 405, 406, 501, 503}
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; kiem-tra-lien-ket)",
    "Accept": "*/*",
    "Connection": "close",
}


@dataclass(frozen=True)
class Answer:
    """`status` of the last response, or None with the `problem` that kept it away."""

    status: int | None = None
    problem: str = ""


class Unasked(Exception):
    """The address is none that may be asked; args[0] is the problem."""


def ask(address: str) -> Answer:
    """Follow `address` to its end. Each step is resolved first and refused unless it lies in the public internet."""
    try:
        for _step in range(REDIRECTS + 1):
            status, onward = _step_from(address)
            if not onward:
                return Answer(status)
            address = urljoin(address, onward)
        return Answer(problem="redirects")
    except Unasked as refusal:
        return Answer(problem=refusal.args[0])
    except ssl.SSLError:
        return Answer(problem="certificate")
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(problem="silent")


def _step_from(address: str) -> tuple[int, str | None]:
    """(status, address it leads on to or None)"""
    status, onward = _request("HEAD", address)
    return _request("GET", address) if status in ASK_AGAIN else (status, onward)


def _request(method: str, address: str) -> tuple[int, str | None]:
    parts, host, port = _target(address)
    line = socket.create_connection((public_ip(host, port), port), timeout=SECONDS)
    with line:
        if parts.scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        talk = http.client.HTTPConnection(host, port, timeout=SECONDS)
        # The very machine that was looked at is asked: the name is not resolved a second time.
        talk.sock = line
        talk.request(method, _path(parts), headers=HEADERS)
        answer = talk.getresponse()
        return answer.status, answer.getheader("Location") if answer.status in MOVED else None


def _target(address: str) -> tuple[SplitResult, str, int]:
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
        raise Unasked("address")
    port = parts.port or PORTS[parts.scheme]
    if port != PORTS[parts.scheme]:
        raise Unasked("address")
    return parts, parts.hostname.encode("idna").decode(), port


def public_ip(host: str, port: int) -> str:
    """The first address of `host`; refused when any of its addresses is private, loopback, link-local or the like."""
    try:
        found = [
            str(line[4][0]) for line in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        ]
    except (OSError, UnicodeError) as error:
        raise Unasked("name") from error
    if not found or not all(_is_public(ip) for ip in found):
        raise Unasked("inside")
    return found[0]


def _is_public(text: str) -> bool:
    ip = ipaddress.ip_address(text.partition("%")[0])
    inner = isinstance(ip, IPv6Address) and (ip.ipv4_mapped or ip.sixtofour) or ip
    return inner.is_global and not inner.is_multicast and ip.is_global


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path
