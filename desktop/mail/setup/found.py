"""What is found out about the servers of an address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from desktop.core.filters import Json

TLS: Final = "tls"
STARTTLS: Final = "starttls"
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Host:
    """A server."""

    host: str
    port: int
    security: str = TLS


@dataclass(frozen=True, slots=True)
class Found:
    """The servers of an address; `source` says who told."""

    incoming: Host
    outgoing: Host
    user: str = "%EMAILADDRESS%"
    name: str = ""
    sign_in: str = "password"
    oauth_provider: str = ""
    help: str = ""  # what a person must know before, as a sentence
    source: str = "guess"  # provider, autoconfig, srv, guess


def user_of(pattern: str, address: str) -> str:
    """Return the user name that a pattern of an autoconfiguration means."""
    local, _, domain = address.partition("@")
    return (
        pattern.replace("%EMAILADDRESS%", address)
        .replace("%EMAILLOCALPART%", local)
        .replace("%EMAILDOMAIN%", domain)
    )


def as_json(found: Found, address: str) -> Json:
    """Return what the window is told."""
    told = replace(found, user=user_of(found.user, address))
    return {
        "user_name": told.user,
        "incoming": _server(told.incoming),
        "outgoing": _server(told.outgoing),
        "sign_in": told.sign_in,
        "oauth_provider": told.oauth_provider,
        "name": told.name,
        "help": told.help,
        "source": told.source,
    }


def _server(one: Host) -> Json:
    return {"host": one.host, "port": one.port, "security": one.security}
