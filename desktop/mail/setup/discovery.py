"""From an address to its servers: who is known, who says it, who answers.

Nothing but the domain leaves this computer, and that only to the domain's own servers and the name
system: no register of others is asked. No password is sent here.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final
from urllib.parse import quote, urlsplit

from desktop.core.errors import AppError, InputError
from desktop.core.i18n import N_, _
from desktop.mail.imap.wire import Server, connect, secured
from desktop.mail.setup import providers
from desktop.mail.setup.autoconfig import LARGEST, read_autoconfig
from desktop.mail.setup.found import STARTTLS, TLS, Found, Host
from desktop.mail.setup.names import Names

SECONDS: Final = 6.0
_HOPS: Final = 3
_OK: Final = 200
_MOVED: Final = frozenset((301, 302, 307, 308))
_CONFIGS: Final = (
    "https://autoconfig.{domain}/mail/config-v1.1.xml?emailaddress={address}",
    "https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
)
_INCOMING: Final = ((993, TLS), (143, STARTTLS))
_OUTGOING: Final = ((465, TLS), (587, STARTTLS))
NO_ADDRESS: Final = N_("“{address}” is no e-mail address.")
log = logging.getLogger(__name__)
Get = Callable[[str], bytes]
Answers = Callable[[Host], bool]


def discover(
    address: str, names: Names | None = None, get: Get | None = None, answers: Answers | None = None
) -> Found:
    """Return the servers of an address; where nobody says them, what is most usual.

    Args:
        address: where mail is written to.
        names: asks the name system.
        get: fetches a file over https; b"" where there is none.
        answers: tells whether a server is there and its certificate is good.

    Raises:
        InputError: it is no address.
    """
    _local, _mark, domain = address.strip().lower().rpartition("@")
    domain = _ascii(domain)
    if not domain or "." not in domain:
        raise InputError(_(NO_ADDRESS).format(address=address[:80]))
    if found := providers.by_domain(domain):
        return found
    names, get, answers = names or Names(), get or fetch, answers or is_there
    exchangers = names.exchangers(domain)
    if found := providers.by_exchanger(exchangers):
        return found
    return (
        _by_file(domain, address, get)
        or names.services(domain)
        or _by_trying(domain, exchangers, answers)
        or Found(Host(f"mail.{domain}", 993), Host(f"mail.{domain}", 465))
    )


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _by_file(domain: str, address: str, get: Get) -> Found | None:
    local = address.partition("@")[0]
    urls = [one.format(domain=domain, address=quote(f"{local}@{domain}")) for one in _CONFIGS]
    with ThreadPoolExecutor(len(urls)) as pool:
        for raw in pool.map(get, urls):
            if raw and (found := read_autoconfig(raw)):
                return found
    return None


def _by_trying(domain: str, exchangers: tuple[str, ...], answers: Answers) -> Found | None:
    named = [f"imap.{domain}", f"mail.{domain}"]
    hosts = [*named, *providers.read_from(exchangers)[:2], domain]
    incoming = _first(hosts, _INCOMING, answers)
    if incoming is None:
        return None
    senders = [incoming.host, f"smtp.{domain}", f"mail.{domain}"]
    outgoing = _first(dict.fromkeys(senders), _OUTGOING, answers)
    return Found(incoming, outgoing or Host(incoming.host, 465), source="tried")


def _first(hosts: Iterable[str], ports: Sequence[tuple[int, str]], answers: Answers) -> Host | None:
    wanted = [Host(host, port, security) for port, security in ports for host in hosts]
    with ThreadPoolExecutor(max(len(wanted), 1)) as pool:
        good = list(pool.map(answers, wanted))
    return next((host for host, is_good in zip(wanted, good, strict=True) if is_good), None)


def is_there(one: Host) -> bool:
    """Tell whether a server answers there and, with TLS, shows a good certificate."""
    server = Server(one.host, one.port, one.security)
    sock: socket.socket | None = None
    try:
        sock = connect(server, SECONDS)
        if one.security == TLS:
            sock = secured(sock, server)
        sock.settimeout(SECONDS)
        return sock.recv(4)[:4] in {b"* OK", b"220 ", b"220-"}
    except (AppError, OSError):
        return False
    finally:
        if sock is not None:
            with suppress(OSError):
                sock.close()


def fetch(url: str) -> bytes:
    """Return a small file over https, b"" where there is none."""
    import httpx

    here = url
    try:
        with httpx.Client(timeout=SECONDS, headers={"User-Agent": "Lienhe"}) as client:
            for _hop in range(_HOPS):
                if urlsplit(here).scheme != "https":
                    return b""
                with client.stream("GET", here) as answer:
                    if answer.status_code in _MOVED:
                        here = str(httpx.URL(here).join(answer.headers.get("location", "")))
                        continue
                    return _small(answer.iter_bytes()) if answer.status_code == _OK else b""
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        log.info("no autoconfiguration there: %s", type(error).__name__)
    return b""


def _small(pieces: Iterable[bytes]) -> bytes:
    held = b""
    for piece in pieces:
        held += piece
        if len(held) > LARGEST:
            return b""
    return held
