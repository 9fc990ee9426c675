"""What the name system says of the mail of a domain: services (RFC 6186, 8314) and exchangers."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Final

from desktop.mail.setup.found import STARTTLS, TLS, Found, Host

SECONDS: Final = 5.0
_HIGHEST_PORT: Final = 65535
_SERVICES: Final = (
    ("_imaps._tcp", TLS),
    ("_imap._tcp", STARTTLS),
)
_SUBMISSION: Final = (
    ("_submissions._tcp", TLS),
    ("_submission._tcp", STARTTLS),
)
log = logging.getLogger(__name__)


class Names:
    """Asks the resolver of this computer, or another one.

    Args:
        servers: addresses to ask instead; none: those of the system.
        port: theirs.
    """

    def __init__(self, servers: Sequence[str] = (), port: int = 53) -> None:
        self._servers, self._port = list(servers), port

    def exchangers(self, domain: str) -> tuple[str, ...]:
        """Return the names of the servers that take mail for a domain, the first choice first."""
        found = self._ask(domain, "MX")
        pairs = sorted((one.preference, str(one.exchange)) for one in found)
        return tuple(name.rstrip(".").lower() for _rank, name in pairs)

    def services(self, domain: str) -> Found | None:
        """Return the servers that the domain announces; None unless both kinds are."""
        incoming = self._first(domain, _SERVICES)
        outgoing = self._first(domain, _SUBMISSION)
        if incoming is None or outgoing is None:
            return None
        return Found(incoming, outgoing, source="srv")

    def _first(self, domain: str, kinds: Sequence[tuple[str, str]]) -> Host | None:
        for name, security in kinds:
            records = sorted(
                self._ask(f"{name}.{domain}", "SRV"), key=lambda one: (one.priority, -one.weight)
            )
            for one in records:
                host = str(one.target).rstrip(".").lower()
                if host and 0 < one.port <= _HIGHEST_PORT:  # "." = the service is not offered
                    return Host(host, one.port, security)
        return None

    def _ask(self, name: str, kind: str) -> list[Any]:
        import dns.exception
        import dns.resolver

        try:
            resolver = dns.resolver.Resolver(configure=not self._servers)
            if self._servers:
                resolver.nameservers, resolver.port = self._servers, self._port
            resolver.lifetime = SECONDS
            return list(resolver.resolve(name, kind, search=False))
        except (dns.exception.DNSException, OSError, ValueError) as error:
            log.info("the name system does not say: %s", type(error).__name__)
            return []
