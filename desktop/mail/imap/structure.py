"""BODYSTRUCTURE, and a big message made of the parts that are wanted at once.

A skeleton has the true headers of the message and of each part, and the text; what is large stays
on the server, and its place is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.mail.imap.replies import Value

LARGEST_TEXT: Final = 256 * 1024  # octets of a text part that comes along
MOST_PARTS: Final = 500
DEEPEST: Final = 20
_SIZE_AT: Final = 6
_ENCODING_AT: Final = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A part by its number (RFC 9051, section 6.4.5.1)."""

    number: str
    kind: str  # "text/plain"
    encoding: str = ""
    size: int = 0
    boundary: bytes = b""  # of a multipart
    inner: tuple[Part, ...] = field(default=())

    @property
    def is_multipart(self) -> bool:
        """Whether it only holds others."""
        return bool(self.inner)

    @property
    def comes_along(self) -> bool:
        """Whether its bytes are part of a skeleton."""
        is_text = self.kind in {"text/plain", "text/html", "text/calendar", "text/enriched"}
        return self.size <= (LARGEST_TEXT if is_text else LARGEST_TEXT // 16)


def part_tree(value: Value, number: str = "", depth: int = 0) -> Part | None:
    """Return the parts of a BODYSTRUCTURE; None if it is not to be used."""
    if not isinstance(value, list) or not value or depth > DEEPEST:
        return None
    if isinstance(value[0], list):
        return _multipart(value, number, depth)
    if len(value) <= _SIZE_AT:
        return None
    kind = f"{_text(value[0])}/{_text(value[1])}"
    size = value[_SIZE_AT]
    if not isinstance(size, int):
        return None
    return Part(number or "1", kind, _text(value[_ENCODING_AT]), size)


def _multipart(value: Sequence[Value], number: str, depth: int) -> Part | None:
    inner: list[Part] = []
    place = 0
    while place < len(value) and isinstance(value[place], list):
        below = f"{number}.{place + 1}" if number else str(place + 1)
        part = part_tree(value[place], below, depth + 1)
        if part is None:
            return None
        inner.append(part)
        place += 1
    kind = f"multipart/{_text(value[place]) if place < len(value) else ''}"
    boundary = _parameter(value[place + 1] if place + 1 < len(value) else None, b"boundary")
    if not boundary:
        return None
    return Part(number, kind, boundary=boundary, inner=tuple(inner))


def leaves(part: Part) -> Iterator[Part]:
    """Yield the parts that hold something, in order."""
    if not part.inner:
        yield part
    for one in part.inner:
        yield from leaves(one)


def nodes(part: Part) -> Iterator[Part]:
    """Yield a part and all parts in it."""
    yield part
    for one in part.inner:
        yield from nodes(one)


def skeleton(
    part: Part, header: bytes, headers: Mapping[str, bytes], got: Mapping[str, bytes]
) -> bytes:
    """Return the message with the parts in `got`; the others are empty.

    Args:
        part: the whole.
        header: of the message, with its empty line.
        headers: those of each part by its number, with their empty lines.
        got: what came along, by number, still encoded.
    """
    return _ended(header) + _body(part, headers, got)


def _body(part: Part, headers: Mapping[str, bytes], got: Mapping[str, bytes]) -> bytes:
    if not part.inner:
        return got.get(part.number, b"")
    pieces: list[bytes] = []
    for one in part.inner:
        pieces.append(b"--" + part.boundary + b"\r\n" + _ended(headers.get(one.number, b"")))
        pieces.append(_body(one, headers, got))
        pieces.append(b"\r\n")
    pieces.append(b"--" + part.boundary + b"--\r\n")
    return b"".join(pieces)


def _ended(header: bytes) -> bytes:
    """Return a header with the empty line after it."""
    if not header.strip():
        return b"\r\n"
    return header if header.endswith(b"\r\n\r\n") else header.rstrip(b"\r\n") + b"\r\n\r\n"


def _text(value: Value) -> str:
    return value.decode("ascii", "replace").lower() if isinstance(value, bytes) else ""


def _parameter(value: Value, name: bytes) -> bytes:
    if not isinstance(value, list):
        return b""
    for key, held in zip(value[::2], value[1::2], strict=False):
        if isinstance(key, bytes) and key.lower() == name:
            return held if isinstance(held, bytes) else str(held or "").encode()
    return b""
