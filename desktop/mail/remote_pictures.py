"""Pictures on the web that a person wants to see in a message: fetched without telling who asks.

No cookies, no address of origin, one request each. Only the web is asked, never the person's own
network; what comes back must be a picture of a sensible size.
"""

from __future__ import annotations

import base64
import ipaddress
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import httpx

from desktop.core.filters import Json
from desktop.core.pictures import is_welcome
from desktop.services.long_work import LongWork, long_work

MOST: Final = 60  # pictures of one message
LARGEST: Final = 4 * 1024**2  # bytes of one
AT_ONCE: Final = 6
HOPS: Final = 4
SECONDS: Final = 8.0  # until a server begins to answer, and between pieces of its answer
AGENT: Final = "Mozilla/5.0"
_MOVED: Final = frozenset((301, 302, 303, 307, 308))
IsAllowed = Callable[[str], bool]


@long_work("mail.pictures")
def fetch_on_request(work: LongWork, addresses: list[str]) -> Json:
    """Return pictures by their addresses as base64; what cannot be had is left out."""
    return dict(fetch_pictures(addresses, report=work.report))


def fetch_pictures(
    addresses: Sequence[str],
    is_allowed: IsAllowed | None = None,
    report: Callable[[int, int], None] | None = None,
) -> dict[str, str]:
    """Return pictures by their addresses as base64.

    Args:
        addresses: http and https.
        is_allowed: tells whether a host may be asked; none: those of the public network.
        report: hears how many were asked for so far, and of how many; may raise CancelledError.
    """
    wanted = list(dict.fromkeys(addresses))[:MOST]
    found: dict[str, str] = {}
    judge = is_allowed or is_public
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="pictures") as pool:
        asked = [pool.submit(_fetch, one, judge) for one in wanted]
        try:
            for number, (address, answer) in enumerate(zip(wanted, asked, strict=True), 1):
                content = answer.result()
                if content:
                    found[address] = base64.b64encode(content).decode("ascii")
                if report is not None:
                    report(number, len(wanted))
        finally:
            for answer in asked:
                answer.cancel()
    return found


def is_public(host: str) -> bool:
    """Tell whether a host stands in the public network: a letter must not look into our own."""
    try:
        known = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return False
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in known]
    return bool(addresses) and all(one.is_global for one in addresses)


def _fetch(address: str, is_allowed: IsAllowed) -> bytes:
    """Return a picture; none for anything else, and for whatever goes wrong."""
    here = address
    try:
        for _hop in range(HOPS):
            url = httpx.URL(here)
            if url.scheme not in {"http", "https"} or not is_allowed(url.host):
                return b""
            answer, moved = _ask(url)
            if not moved:
                return answer if is_welcome(answer) else b""
            here = str(url.join(moved))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError):
        return b""
    return b""


def _ask(url: httpx.URL) -> tuple[bytes, str]:
    """Return what a server answers, and where it sends to instead."""
    headers = {"User-Agent": AGENT, "Accept": "image/*"}
    with (
        httpx.Client(timeout=SECONDS, follow_redirects=False, headers=headers) as client,
        client.stream("GET", url) as answer,
    ):
        if answer.status_code in _MOVED:
            return b"", answer.headers.get("location", "")
        if answer.status_code != httpx.codes.OK:
            return b"", ""
        content = b""
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > LARGEST:
                return b"", ""
        return content, ""
