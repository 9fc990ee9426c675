"""Plain text as HTML: line ends and rows of spaces kept, nothing in it a mark."""

from __future__ import annotations

import html


def text_to_html(text: str) -> str:
    """Return HTML that shows a plain text as it is written."""
    lines = html.escape(text).replace("  ", "\u00a0 ").split("\n")
    return f"<div>{'<br>'.join(lines)}</div>"
