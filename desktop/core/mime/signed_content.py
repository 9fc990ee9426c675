"""What a signed S/MIME part holds that is no multipart: the message within (RFC 8551 3.5.2).

Only the content is taken out of the signature's wrapping (CMS, RFC 5652, in BER or DER); nobody
verifies it here. Damaged wrappings give nothing.
"""

from __future__ import annotations

from typing import Final

_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")
_SEQUENCE, _OCTETS, _OCTETS_IN_PIECES, _EXPLICIT = 0x30, 0x04, 0x24, 0xA0
_LONG: Final = 0x80  # a length of several bytes; alone: until the mark of an end
_WITHIN: Final = 0x20  # of a tag: it holds further ones
_DEEPEST: Final = 16
_MOST_PIECES: Final = 200_000
_END: Final = b"\0\0"


class _DamagedError(Exception):
    """The bytes are no such wrapping."""


def signed_content(wrapped: bytes) -> bytes:
    """Return the content of signed data; b"" if these are none, or damaged, or hold none."""
    if _SIGNED_DATA not in wrapped[:64]:
        return b""
    try:
        return _Reader(wrapped).content()
    except (_DamagedError, IndexError):
        return b""


class _Reader:
    """Goes down to the content, past what stands before it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pieces_left = _MOST_PIECES

    def content(self) -> bytes:
        """Return the octets of the content."""
        at = self._into(0, _SEQUENCE)  # ContentInfo
        at = self._into(self._past(at), _EXPLICIT)
        at = self._into(at, _SEQUENCE)  # SignedData
        at = self._past(self._past(at))  # version, algorithms
        at = self._into(at, _SEQUENCE)  # EncapsulatedContentInfo
        at = self._into(self._past(at), _EXPLICIT)
        pieces: list[bytes] = []
        self._octets(at, pieces, 0)
        return b"".join(pieces)

    def _head(self, at: int) -> tuple[int, int, int]:
        """Return the tag at a place, where its content begins, and where it ends; -1: by a mark."""
        tag, size = self._data[at], self._data[at + 1]
        start = at + 2
        if size < _LONG:
            return tag, start, start + size
        if size == _LONG:
            return tag, start, -1
        count = size - _LONG
        length = int.from_bytes(self._data[start : start + count], "big")
        end = start + count + length
        if end > len(self._data):
            raise _DamagedError
        return tag, start + count, end

    def _into(self, at: int, wanted: int) -> int:
        tag, start, _end = self._head(at)
        if tag != wanted:
            raise _DamagedError
        return start

    def _past(self, at: int, depth: int = 0) -> int:
        """Return where the next value begins."""
        tag, start, end = self._head(at)
        self._pieces_left -= 1
        if depth > _DEEPEST or self._pieces_left < 0:
            raise _DamagedError
        if end >= 0:
            return end
        if not tag & _WITHIN:
            raise _DamagedError
        while self._data[start : start + 2] != _END:
            start = self._past(start, depth + 1)
        return start + 2

    def _octets(self, at: int, pieces: list[bytes], depth: int) -> int:
        """Collect octets that may come in pieces; return where the next value begins."""
        tag, start, end = self._head(at)
        self._pieces_left -= 1
        if depth > _DEEPEST or self._pieces_left < 0:
            raise _DamagedError
        if tag == _OCTETS and end >= 0:
            pieces.append(self._data[start:end])
            return end
        if tag != _OCTETS_IN_PIECES:
            raise _DamagedError
        while self._data[start : start + 2] != _END if end < 0 else start < end:
            start = self._octets(start, pieces, depth + 1)
        return start + 2 if end < 0 else end
