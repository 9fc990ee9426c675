"""The lines of a calendar: decoded, unfolded, and numbered as an editor numbers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from desktop.core.icalendar.flaws import Flaw, Remarks
from desktop.core.icalendar.properties import Property, make_text, parse_property

STRAY: Final = "X-LIENHE-LINE"
_CONTROLS: Final = bytes(code for code in (*range(32), 127) if code not in (9, 10, 13))
_MARK: Final = "\ufeff".encode()
# Of vCalendar 1.0: such a value goes on after a "=" at the end of a line, without folding.
_QUOTED_PRINTABLE: Final = b"QUOTED-PRINTABLE"
_LONGEST_HEAD: Final = 400  # bytes in which that is looked for
# Texts that some programs write with plain line breaks.
_TEXTS: Final = frozenset(
    {"DESCRIPTION", "SUMMARY", "COMMENT", "LOCATION", "X-ALT-DESC", "CONTACT"}
)


def read_properties(data: bytes, encoding: str, remarks: Remarks) -> Iterator[Property]:
    """Yield the properties of a calendar in their order.

    Lines that are no property are told in `remarks`: after a text they are taken as its next lines,
    else each is kept as the text of a property STRAY.
    """
    current: _Open | None = None
    for line, text in _unfolded(data, encoding):
        made = parse_property(text, line)
        if made is not None:
            if current is not None:
                yield current.closed()
            current = _Open(made)
        elif current is not None and current.takes(text):
            remarks.add(Flaw.JOINED, line, value=text)
        else:
            remarks.add(Flaw.NO_PROPERTY, line, value=text)
            if current is not None:
                yield current.closed()
            current = _Open(replace(make_text(STRAY, text), line=line))
    if current is not None:
        yield current.closed()


class _Open:
    """A property that stray lines may still follow."""

    def __init__(self, first: Property) -> None:
        self._first = first
        self._more: list[str] = []

    def takes(self, text: str) -> bool:
        """Take a line that is no property, if the property is a text."""
        is_text = self._first.name in _TEXTS
        if is_text:
            self._more.append(text.rstrip())
        return is_text

    def closed(self) -> Property:
        """Return the property with all that was taken."""
        if not self._more:
            return self._first
        first = self._first
        return Property(first.name, "\\n".join([first.text, *self._more]), first.head, first.line)


def _unfolded(data: bytes, encoding: str) -> Iterator[tuple[int, str]]:
    """Yield unfolded lines with the numbers of their first ones; empty lines are left out."""
    pieces: list[bytes] = []
    start = 0
    is_quoted = False
    for number, line in enumerate(_plain(data, encoding).split(b"\n"), 1):
        if pieces and is_quoted and pieces[-1].endswith(b"="):
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line.removeprefix(b" "))
        elif pieces and line[:1] in (b" ", b"\t"):
            pieces.append(line[1:])
        elif line.strip():
            if pieces:
                yield start, _decoded(pieces, encoding)
            pieces, start = [line], number
            is_quoted = _QUOTED_PRINTABLE in line[:_LONGEST_HEAD].upper().partition(b":")[0]
    if pieces:
        yield start, _decoded(pieces, encoding)


def _plain(data: bytes, encoding: str) -> bytes:
    """Return the text with one kind of line end, in an encoding of single bytes for ASCII."""
    if is_wide(encoding):
        data = data.decode(encoding, "replace").encode("utf-8")
    data = data.removeprefix(_MARK).translate(None, _CONTROLS)
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def is_wide(encoding: str) -> bool:
    """Tell whether characters have several bytes each, so that lines cannot be cut as bytes."""
    return encoding.lower().startswith(("utf-16", "utf_16", "utf-32", "utf_32"))


def _decoded(pieces: list[bytes], encoding: str) -> str:
    """Return a line; a letter that folding cut is whole again."""
    return b"".join(pieces).decode("utf-8" if is_wide(encoding) else encoding, "replace")
