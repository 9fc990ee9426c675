"""Messages in pieces, whose lines end in CR LF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

_CHUNK: Final = 256 * 1024


def chunks(source: BinaryIO) -> Iterator[bytes]:
    """Yield a file in pieces."""
    while chunk := source.read(_CHUNK):
        yield chunk


def with_crlf(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same lines ended by CR LF, whatever ended them."""
    held = b""
    for chunk in pieces:
        whole = held + chunk
        held = b"\r" if whole.endswith(b"\r") else b""  # the line feed may be in the next
        body = whole[: len(whole) - len(held)]
        yield body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    if held:
        yield b"\r\n"
