"""The header block: fields by name, in their order, as bytes until somebody asks for the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from desktop.core.mime.encoded_words import header_text

_FIELD: Final = re.compile(rb"^([!-9;-~]{1,100})[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)
_NO_FIELD: Final = re.compile(rb"(?:>?From |\r?\n|\xef\xbb\xbf)")  # before the first one
_LONGEST: Final = 10_000  # characters of one field as text


class Headers:
    """Fields of one header block."""

    __slots__ = ("_first", "charset", "fields")

    def __init__(self, fields: list[tuple[str, bytes]]) -> None:
        self.fields: Final = fields  # names in small letters, values folded as they came
        self.charset = ""  # of raw bytes in them: that of the text below, if it says one
        self._first = dict(reversed(fields))

    def first(self, name: str) -> bytes:
        """Return the bytes of the first field of that name; b"" if there is none."""
        return self._first.get(name, b"")

    def text(self, name: str, longest: int = _LONGEST) -> str:
        """Return the text of the first field of that name."""
        raw = self._first.get(name)
        return header_text(raw, longest, self.charset) if raw else ""

    def every(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of each field of that name, the topmost first."""
        return (value for key, value in self.fields if key == name)

    def __contains__(self, name: str) -> bool:
        return name in self._first


def read_headers(block: bytes) -> Headers:
    """Return the fields of a header block; lines that are none are passed over."""
    return Headers(
        [
            (name.decode("ascii").lower(), value.strip(b"\r\n \t"))
            for name, value in _FIELD.findall(block)
        ]
    )


def body_start(source: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where the header block of `source[start:end]` ends and where its body begins.

    It begins behind a blank line, or, where that was forgotten, with a line between parts.
    """
    if source.startswith(b"\n", start):
        return start, start + 1
    if source.startswith(b"\r\n", start):
        return start, start + 2
    plain = source.find(b"\n\n", start, end)
    dos = source.find(b"\n\r\n", start, end if plain < 0 else plain + 1)
    if dos >= 0:
        block, body = dos + 1, dos + 3
    else:
        block, body = (plain + 1, plain + 2) if plain >= 0 else (end, end)
    forgotten = source.find(b"\n--", start, block)
    return (forgotten + 1, forgotten + 1) if forgotten >= 0 else (block, body)


def header_start(source: bytes) -> int:
    """Return where the first field may begin: behind blank lines and the line of an mbox."""
    at = 0
    while found := _NO_FIELD.match(source, at):
        at = found.end()
        if found[0].endswith(b"From "):
            line_end = source.find(b"\n", at)
            at = len(source) if line_end < 0 else line_end + 1
    return at
