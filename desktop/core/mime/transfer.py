"""Transfer encodings: base64 and quoted-printable as they come, damaged or not (RFC 2045)."""

from __future__ import annotations

import binascii
import re
from typing import Final

from desktop.core.mime.uuencoded import split_uuencoded

_NOT_BASE64: Final = bytes(
    code
    for code in range(256)
    if not (chr(code).isascii() and chr(code).isalnum()) and chr(code) not in "+/"
)
_PADDING: Final = re.compile(rb"=[=\s]*")
_MOST_PIECES: Final = 1_000
_GROUP: Final = 4
_SPACE_BEFORE_END: Final = (b"= ", b"=\t")


def decode_transfer(raw: bytes, encoding: str) -> bytes:
    """Return the bytes that `raw` stands for; what is no encoding stays as it is."""
    if encoding == "base64":
        return decode_base64(raw)
    if encoding == "quoted-printable":
        return decode_quoted_printable(raw)
    if encoding == "x-uuencode":
        _text, files = split_uuencoded(raw.decode("latin-1"))
        return files[0][1] if files else raw
    return raw


def decode_base64(raw: bytes) -> bytes:
    """Return what base64 says: foreign signs are passed over, pieces one after the other joined."""
    ends = raw.find(b"=")
    if ends < 0 or not raw[ends:].strip(b"= \t\r\n"):
        return _decoded(raw)
    *pieces, last = _PADDING.split(raw, _MOST_PIECES)
    decoded = b"".join(map(_decoded, pieces))
    # Words behind the padding are none of the content; further groups of four are.
    return decoded if len(last.translate(None, _NOT_BASE64)) % _GROUP else decoded + _decoded(last)


def decode_quoted_printable(raw: bytes) -> bytes:
    """Return what quoted-printable says; spaces at the ends of lines are no part of it."""
    if any(mark in raw for mark in _SPACE_BEFORE_END):
        raw = b"\n".join(line.rstrip(b" \t\r") for line in raw.split(b"\n"))
    return binascii.a2b_qp(raw)


def decoded_size(raw_size: int, encoding: str) -> int:
    """Return about how many bytes `raw_size` encoded ones are; lines of 76 signs are assumed."""
    return raw_size * 76 // 78 * 3 // 4 if encoding == "base64" else raw_size


def _decoded(raw: bytes) -> bytes:
    signs = raw.translate(None, _NOT_BASE64)
    odd = len(signs) % _GROUP
    if odd == 1:
        signs = signs[:-1]
    elif odd:
        signs += b"=" * (_GROUP - odd)
    return binascii.a2b_base64(signs)
