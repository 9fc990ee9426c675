"""Plain text as HTML: line ends and rows of spaces kept, nothing in it a mark."""

from __future__ import annotations

import html
import re
from typing import Final

from desktop.core.patterns import Pattern

_ENDLESS: Final = Pattern(r"[^\s]{4000,}")
_STEP: Final = 1_000
_MAY_BREAK: Final = "\u200b"


def text_to_html(text: str) -> str:
    """Return HTML that shows a plain text as it is written."""
    lines = html.escape(breakable(text)).replace("  ", "\u00a0 ").split("\n")
    return f"<div>{'<br>'.join(lines)}</div>"


def breakable(text: str) -> str:
    """Return a text that can be laid out: endless words may break, which nobody sees."""
    if len(text) < _STEP or not _ENDLESS.search(text):
        return text
    return _ENDLESS.compiled.sub(_broken, text)


def _broken(word: re.Match[str]) -> str:
    whole = word[0]
    return _MAY_BREAK.join(whole[at : at + _STEP] for at in range(0, len(whole), _STEP))
