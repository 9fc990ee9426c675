"""Files within a text, as programs sent them before MIME: "begin 644 name" … "end"."""

from __future__ import annotations

import binascii
from typing import Final

from desktop.core.patterns import Pattern

_BEGIN: Final = Pattern(r"(?m)^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n")
_MOST: Final = 100  # files in one text


def split_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return the text without such files, and each file as name and content."""
    if "begin " not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    at = 0
    for found in _BEGIN.finditer(text):
        if found.start() < at or len(files) >= _MOST:
            continue
        end = text.find("\nend", found.end() - 1)
        content = _decoded(text[found.end() : end]) if end >= 0 else b""
        if not content:
            if end < 0:
                break
            continue
        kept.append(text[at : found.start()])
        files.append((found[1].strip(), content))
        at = end + len("\nend")
    return "".join([*kept, text[at:]]), files


def _decoded(block: str) -> bytes:
    """Return what the lines say; b"" if they are no such lines."""
    pieces = []
    for line in block.encode("ascii", "replace").splitlines():
        if not line.strip():
            continue
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            count = (((line[0] - 32) & 63) * 4 + 5) // 3  # some programs count signs wrongly
            try:
                pieces.append(binascii.a2b_uu(line[:count]))
            except binascii.Error:
                return b""
    return b"".join(pieces)
