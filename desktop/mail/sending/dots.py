"""Lines that begin with a dot, which alone would end a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_END = b"\r\n"


def stuffed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield text with a dot before each line that begins with one (RFC 5321, 4.5.2)."""
    end = b"\r\n"
    for chunk in chunks:
        if not chunk:
            continue
        whole = end + chunk
        yield whole.replace(b"\r\n.", b"\r\n..")[len(end) :]
        end = (end + chunk)[-2:]
    if end != b"\r\n":
        yield b"\r\n"
