"""Fields about the message itself: its id, those before it, the list it came by, its weight."""

from __future__ import annotations

from typing import Final

from desktop.core.mime.encoded_words import header_text
from desktop.core.mime.headers import Headers
from desktop.core.mime.values import Unsubscribe
from desktop.core.patterns import Pattern

_ID: Final = Pattern(r"<([^<>\s]{1,500})>")
_BARE_ID: Final = Pattern(r"[^<>\s,;]{1,400}@[^<>\s,;]{1,100}")
_ADDRESS: Final = Pattern(r"<\s*([^<>]{1,4000}?)\s*>")
_LONGEST: Final = 64 * 1024
_HIGH: Final = ("high", "urgent", "1", "2")
_LOW: Final = ("low", "non-urgent", "4", "5")


def message_ids(raw: bytes) -> list[str]:
    """Return the ids of such a field in their order, each once, without angle brackets."""
    text = header_text(raw, _LONGEST) if b"=?" in raw else _plain(raw)
    found = _ID.findall(text) or _BARE_ID.findall(text)
    return list(dict.fromkeys(found))


def ancestors(headers: Headers, most: int) -> tuple[tuple[str, ...], str]:
    """Return the messages before this one, the answered one last, and what it says it answers."""
    own = message_ids(headers.first("message-id"))
    found = message_ids(headers.first("references"))
    answered = message_ids(headers.first("in-reply-to"))
    parent = answered[0] if answered else ""
    if parent and parent not in found:
        found.append(parent)
    return tuple(one for one in found if one not in own)[-most:], parent


def unsubscribing(headers: Headers) -> Unsubscribe | None:
    """Return how to leave the list that this came through; None if it does not say."""
    raw = headers.first("list-unsubscribe")
    if not raw:
        return None
    addresses = _ADDRESS.findall(header_text(raw, _LONGEST))
    https = _first(addresses, "https://")
    mailto = _first(addresses, "mailto:")
    if not https and not mailto:
        return None
    post = headers.text("list-unsubscribe-post", 200).replace(" ", "").lower()
    return Unsubscribe(https, mailto, bool(https) and post == "list-unsubscribe=one-click")


def list_id(headers: Headers) -> str:
    """Return the name of a mailing list as programs compare it (RFC 2919); "" if it is none."""
    text = headers.text("list-id", 1_000)
    found = _ADDRESS.search(text)
    return (found[1] if found else text).strip().lower()[:255]


def importance(headers: Headers) -> str:
    """Return "high", "low" or ""."""
    for name in ("importance", "priority", "x-priority", "x-msmail-priority"):
        word = headers.first(name).decode("ascii", "replace").strip().lower().split(" ")[0]
        if word in _HIGH:
            return "high"
        if word in _LOW:
            return "low"
    return ""


def is_automatic(headers: Headers) -> bool:
    """Tell whether a program wrote this, so that no program should answer it (RFC 3834)."""
    auto = headers.first("auto-submitted").strip().lower()
    precedence = headers.first("precedence").strip().lower()
    return (
        bool(auto and not auto.startswith(b"no"))
        or precedence in {b"bulk", b"junk", b"list", b"auto_reply"}
        or "list-id" in headers
        or "x-autoreply" in headers
        or headers.first("return-path").strip() == b"<>"
    )


def _plain(raw: bytes) -> str:
    return raw[:_LONGEST].decode("utf-8", "replace")


def _first(addresses: list[str], scheme: str) -> str:
    return next((one for one in addresses if one.lower().startswith(scheme)), "")
