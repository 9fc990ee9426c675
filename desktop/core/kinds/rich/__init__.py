"""Rich text: read from any HTML or plain text, stored as the one HTML that the program writes."""

from __future__ import annotations

from desktop.core.kinds.rich.model import (
    BULLETS,
    HEADINGS,
    NUMBERS,
    PARAGRAPH,
    PLAIN,
    Block,
    Run,
    Style,
    safe_link,
)
from desktop.core.kinds.rich.reading import looks_rich, read_plain, read_rich
from desktop.core.kinds.rich.writing import clean_rich, plain_text, write_rich

__all__ = [
    "BULLETS",
    "HEADINGS",
    "NUMBERS",
    "PARAGRAPH",
    "PLAIN",
    "Block",
    "Run",
    "Style",
    "clean_rich",
    "looks_rich",
    "plain_text",
    "read_plain",
    "read_rich",
    "safe_link",
    "write_rich",
]
