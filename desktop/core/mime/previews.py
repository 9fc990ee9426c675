"""The few words of a message that a list shows."""

from __future__ import annotations

from typing import Final

from desktop.core.patterns import Pattern

_LONGEST: Final = 220
_ENOUGH: Final = 6_000  # characters of the text that are looked at
_SPACE: Final = Pattern(r"\s+")
_ADDRESS: Final = Pattern(r"<?https?://\S{20,}>?")  # tracking links say nothing
_RULES: Final = Pattern(r"[-_=*#~.]{4,}")


def preview_of(text: str) -> str:
    """Return the beginning of a text in one line, without quotes, rules and long links."""
    own = [line for line in text[:_ENOUGH].split("\n") if not line.startswith(">")]
    whole = _RULES.sub(" ", _ADDRESS.sub(" ", "\n".join(own) if own else text[:_ENOUGH]))
    return _SPACE.sub(" ", whole).strip()[:_LONGEST]
