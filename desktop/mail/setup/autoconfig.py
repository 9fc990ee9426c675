"""Autoconfiguration files (config-v1.1.xml), as providers have them beside their domain.

Written by strangers: bounded, without entities of their own, and only what is secured is taken.
"""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from desktop.mail.setup.found import STARTTLS, TLS, Found, Host

LARGEST: Final = 256 * 1024
_DEEPEST: Final = 20
_SECURITY: Final = {"SSL": TLS, "STARTTLS": STARTTLS}
_SERVERS: Final = ("incomingServer", "outgoingServer")


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse
        self.path: list[str] = []
        self.words = ""
        self.name = ""
        self.kind = ""
        self.values: dict[str, str] = {}
        self.incoming: list[dict[str, str]] = []
        self.outgoing: list[dict[str, str]] = []

    def _refuse(self, *_told: object) -> None:
        raise ValueError("entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.path) > _DEEPEST:
            raise ValueError("too deep")
        self.path.append(name)
        self.words = ""
        if name in _SERVERS:
            self.kind, self.values = attributes.get("type", ""), {}

    def _text(self, words: str) -> None:
        if len(self.words) < LARGEST:
            self.words += words

    def _end(self, name: str) -> None:
        self.path.pop()
        words, self.words = self.words.strip(), ""
        if name == "displayName" and not self.name:
            self.name = words[:80]
        elif name == "incomingServer" and self.kind == "imap":
            self.incoming.append(self.values)
        elif name == "outgoingServer" and self.kind == "smtp":
            self.outgoing.append(self.values)
        elif name == "authentication":
            self.values[name] = f"{self.values.get(name, '')} {words}".strip()
        else:
            self.values.setdefault(name, words)


def read_autoconfig(raw: bytes) -> Found | None:
    """Return the servers that a file names; None if it names none that are secured."""
    if len(raw) > LARGEST:
        return None
    reader = _Reader()
    try:
        reader.parser.Parse(raw, True)
    except (expat.ExpatError, ValueError, UnicodeError):
        return None
    incoming, outgoing = _best(reader.incoming), _best(reader.outgoing)
    if incoming is None or outgoing is None:
        return None
    values = next(one for one in reader.incoming if one.get("hostname") == incoming.host)
    is_token = values.get("authentication", "") == "OAuth2"
    return Found(
        incoming,
        outgoing,
        user=values.get("username", "") or "%EMAILADDRESS%",
        name=reader.name,
        sign_in="oauth2" if is_token else "password",
        source="autoconfig",
    )


def _best(servers: list[dict[str, str]]) -> Host | None:
    for wanted in ("SSL", "STARTTLS"):
        for one in servers:
            port = one.get("port", "")
            host = one.get("hostname", "")
            if (
                one.get("socketType") == wanted
                and host
                and port.isdigit()
                and 0 < int(port) < 1 << 16
            ):
                return Host(host[:253], int(port), _SECURITY[wanted])
    return None
