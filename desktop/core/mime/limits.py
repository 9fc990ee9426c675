"""How much of one message is read; what is beyond is left out and said."""

from __future__ import annotations

from typing import Final

from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one message. The defaults are far beyond what people write to each other."""

    depth: int = 24  # multiparts within each other
    parts: int = 1_000
    header_bytes: int = 256 * 1024  # of one header block
    text_chars: int = 1_000_000  # of all text, and of all HTML
    subject_chars: int = 2_000
    mailboxes: int = 200  # of one field; the others are counted
    ancestors: int = 100  # ids of References, the last ones
    boundaries: int = 20_000  # places that look like one, over all multiparts


LIMITS: Final = Limits()
