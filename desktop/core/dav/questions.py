"""The bodies of what CalDAV servers are asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

DAV: Final = "DAV: "
CALDAV: Final = "urn:ietf:params:xml:ns:caldav "
SERVER: Final = "http://calendarserver.org/ns/ "
APPLE: Final = "http://apple.com/ns/ical/ "

PRINCIPAL: Final = f"{DAV}current-user-principal"
HOME: Final = f"{CALDAV}calendar-home-set"
NAME: Final = f"{DAV}displayname"
KIND: Final = f"{DAV}resourcetype"
COMPONENTS: Final = f"{CALDAV}supported-calendar-component-set"
COLOUR: Final = f"{APPLE}calendar-color"
PRIVILEGES: Final = f"{DAV}current-user-privilege-set"
ETAG: Final = f"{DAV}getetag"
DATA: Final = f"{CALDAV}calendar-data"
TOKEN: Final = f"{DAV}sync-token"
CTAG: Final = f"{SERVER}getctag"
_PREFIXES: Final = {DAV: "d", CALDAV: "c", SERVER: "s", APPLE: "a"}
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>'
_SPACES: Final = " ".join(f'xmlns:{p}="{space.strip()}"' for space, p in _PREFIXES.items())


def ask_properties(names: Iterable[str]) -> bytes:
    """Return the body of a PROPFIND."""
    return _document("d:propfind", f"<d:prop>{_tags(names)}</d:prop>")


def ask_changes(token: str) -> bytes:
    """Return the body of a REPORT about what changed since a token, "" of all (RFC 6578)."""
    inner = (
        f"<d:sync-token>{escape(token)}</d:sync-token><d:sync-level>1</d:sync-level>"
        f"<d:prop>{_tags([ETAG])}</d:prop>"
    )
    return _document("d:sync-collection", inner)


def ask_events() -> bytes:
    """Return the body of a REPORT about the ETags of all events."""
    inner = (
        f"<d:prop>{_tags([ETAG])}</d:prop><c:filter>"
        '<c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>'
    )
    return _document("c:calendar-query", inner)


def ask_texts(hrefs: Iterable[str]) -> bytes:
    """Return the body of a REPORT about the texts of some resources (RFC 4791, 7.9)."""
    named = "".join(f"<d:href>{escape(href)}</d:href>" for href in hrefs)
    return _document("c:calendar-multiget", f"<d:prop>{_tags([ETAG, DATA])}</d:prop>{named}")


def _tags(names: Iterable[str]) -> str:
    return "".join(f"<{_short(name)}/>" for name in names)


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_PREFIXES[f'{space} ']}:{local}"


def _document(name: str, inner: str) -> bytes:
    return f"{_HEAD}<{name} {_SPACES}>{inner}</{name}>".encode()
