"""What the worker answers about the servers of an address, and about a test of them."""

from __future__ import annotations

from typing import Final

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass

TLS, STARTTLS, PLAIN = "tls", "starttls", "none"
INCOMING_PORTS: Final = {TLS: 993, STARTTLS: 143, PLAIN: 143}
OUTGOING_PORTS: Final = {TLS: 465, STARTTLS: 587, PLAIN: 25}


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is, and how the connection to it is secured."""

    host: str = ""
    port: int = 0
    security: str = TLS


@dataclass(frozen=True, slots=True)
class Settings:
    """The servers of an address, as they were found or typed."""

    user_name: str = ""
    incoming: Server = Server(port=INCOMING_PORTS[TLS])
    outgoing: Server = Server(port=OUTGOING_PORTS[STARTTLS], security=STARTTLS)
    sign_in: str = "password"
    oauth_provider: str = ""
    name: str = ""  # what the provider is called
    hint: str = ""  # what the person must know, as that a password for programs is needed
    is_known: bool = False  # said by the provider, not guessed


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a test, and how it went."""

    key: str
    sentence: str
    is_ok: bool
    certificate: str = ""  # SHA-256 of one that nobody vouches for, where that alone is wrong


def settings_from_json(data: Json) -> Settings:
    """Return the settings that were found; what is missing stays empty."""
    found = data if isinstance(data, dict) else {}
    return Settings(
        _text(found.get("user_name")),
        _server(found.get("incoming"), TLS, INCOMING_PORTS),
        _server(found.get("outgoing"), STARTTLS, OUTGOING_PORTS),
        _text(found.get("sign_in")) or "password",
        _text(found.get("oauth_provider")),
        _text(found.get("name")),
        _text(found.get("help")),
        _text(found.get("source")) not in {"", "guess"},
    )


def steps_from_json(data: Json) -> tuple[Step, ...]:
    """Return the steps of a test."""
    steps = data.get("steps") if isinstance(data, dict) else None
    return tuple(
        Step(
            _text(one.get("key")),
            _text(one.get("sentence")),
            bool(one.get("is_ok")),
            _text(one.get("certificate")),
        )
        for one in (steps if isinstance(steps, list) else ())
        if isinstance(one, dict)
    )


def account_values(settings: Settings) -> dict[str, Json]:
    """Return the columns of an account that its servers decide on."""
    return {
        "user_name": settings.user_name,
        "sign_in": settings.sign_in,
        "oauth_provider": settings.oauth_provider or None,
        "incoming_host": settings.incoming.host,
        "incoming_port": settings.incoming.port,
        "incoming_security": settings.incoming.security,
        "outgoing_host": settings.outgoing.host,
        "outgoing_port": settings.outgoing.port,
        "outgoing_security": settings.outgoing.security,
    }


def _server(data: Json, security: str, ports: dict[str, int]) -> Server:
    found = data if isinstance(data, dict) else {}
    kind = _text(found.get("security"))
    kind = kind if kind in ports else security
    port = found.get("port")
    number = port if isinstance(port, int) and 0 < port < 1 << 16 else ports[kind]
    return Server(_text(found.get("host")), number, kind)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
