"""Links that begin a letter (RFC 6068)."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from desktop.core.mail.values import Address

MOST: Final = 100  # recipients of one link


def people_of_link(address: str) -> tuple[tuple[Address, ...], str]:
    """Return to whom a mailto: link leads, and the subject that it brings."""
    parts = urlsplit(address)
    fields = {name.lower(): found[0] for name, found in parse_qs(parts.query).items()}
    texts = [*unquote(parts.path).split(","), *fields.get("to", "").split(",")]
    people = [Address("", text.strip()) for text in texts if "@" in text][:MOST]
    return tuple(people), fields.get("subject", "")[:500]
