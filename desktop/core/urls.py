"""Web addresses: completed and judged. Only http and https are ever opened."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from desktop.core.i18n import N_
from desktop.core.patterns import Pattern

_SCHEMES = frozenset({"http", "https"})
_HAS_SCHEME = Pattern(r"^[a-z][a-z0-9+.-]*:(?!\d+(?:/|$))", re.IGNORECASE)
_HOST = Pattern(
    r"(?:(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})"
    r"|localhost|(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:]+\])",
    re.IGNORECASE,
)
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"

NOT_A_URL: Final = N_("This does not look like a web address.")


@dataclass(frozen=True, slots=True)
class Url:
    """A web address ready to open, or what was typed; `warning` is an English msgid or empty."""

    url: str
    is_valid: bool
    warning: str = ""


def parse_url(text: str) -> Url:
    """Understand a web address as somebody typed it: "ABC.vn" becomes "https://abc.vn"."""
    typed = text.strip()
    candidate = unicodedata.normalize("NFC", typed)
    if not _HAS_SCHEME.match(candidate):
        candidate = f"https://{candidate.lstrip('/')}"
    try:
        parts = urlsplit(candidate)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Url(typed, is_valid=False, warning=NOT_A_URL)
    host = f"[{host}]" if ":" in host else host
    if parts.scheme not in _SCHEMES or not _HOST.fullmatch(host) or re.search(r"\s", candidate):
        return Url(typed, is_valid=False, warning=NOT_A_URL)
    user, _at, _host = parts.netloc.rpartition("@")
    place = f"{user}@{host}" if user else host
    place = f"{place}:{port}" if port else place
    path = "" if parts.path == "/" and not parts.query else quote(parts.path, safe=_SAFE)
    return Url(
        urlunsplit((parts.scheme, place, path, quote(parts.query, safe=_SAFE), parts.fragment)),
        is_valid=True,
    )


def format_url(url: str) -> str:
    """Return an address as a list shows it: without the scheme and the last slash."""
    for scheme in ("https://", "http://"):
        url = url.removeprefix(scheme)
    readable = unquote(url)
    return (readable if readable.isprintable() and " " not in readable else url).removesuffix("/")


def may_open(url: str) -> bool:
    """Return whether a stored address may be handed to the browser: http or https only."""
    return parse_url(url).is_valid and url.lower().startswith(("http://", "https://"))
