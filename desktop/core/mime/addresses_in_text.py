"""Mail addresses that stand somewhere in a text."""

from __future__ import annotations

from typing import Final

from desktop.core.emails import is_email, normalise_email
from desktop.core.patterns import Pattern

# Both sides are bounded, so that rows of letters cost what their length does.
_ADDRESS: Final = Pattern(r"[^\s<>\"'(),:;\[\]@=]{1,64}@[^\s<>\"'(),:;\[\]@=]{3,190}")


def addresses_in(text: str) -> list[str]:
    """Return the addresses of a text in their order, each once."""
    if "@" not in text:
        return []
    found = (normalise_email(match.rstrip(".")) for match in _ADDRESS.findall(text))
    return list(dict.fromkeys(one for one in found if is_email(one)))
