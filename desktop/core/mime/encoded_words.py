"""Header text: encoded words (RFC 2047) and raw bytes of any charset, as programs write it."""

from __future__ import annotations

import binascii
from typing import Final

from desktop.core.mime.charsets import clean, decode_field, decode_text
from desktop.core.mime.transfer import decode_base64
from desktop.core.patterns import Pattern

_WORD: Final = Pattern(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]*)\?=")
_FOLD: Final = Pattern(r"[\r\n]+[ \t]*")
_SPACES: Final = Pattern(r"[ \t\xa0]{2,}|\t")
# Marks that turn text around, or that nobody sees: they make a name look like another one.
_HIDDEN: Final = Pattern("[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\x80-\x9f]")


def header_text(raw: bytes, longest: int = 10_000, charset: str = "") -> str:
    """Return the text of a header field: unfolded, decoded, one space between words.

    Args:
        raw: what stands behind the colon.
        longest: characters of the answer; what is beyond is cut.
        charset: of bytes that are no encoded words, if the message says one.
    """
    return tidy_text(decode_words(decode_field(raw[: longest * 12], charset)))[:longest]


def tidy_text(text: str) -> str:
    """Return a text in one line, without hidden marks and rows of spaces."""
    if "\n" in text or "\r" in text:
        text = _FOLD.sub(" ", text)
    if not text.isascii():
        text = _HIDDEN.sub("", text)
    return _SPACES.sub(" ", text).strip()


def decode_words(text: str) -> str:
    """Return a text with its encoded words decoded; neighbours may share a letter's bytes."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    waiting: list[bytes] = []
    charset, end = "", 0
    for word in _WORD.finditer(text):
        gap = text[end : word.start()]
        label = word[1].lower()
        if waiting and (label != charset or gap.strip(" \t\r\n")):
            pieces.append(decode_text(b"".join(waiting), charset))
            waiting = []
        if gap.strip(" \t\r\n") or not end:
            pieces.append(gap)
        waiting.append(_bytes_of(word[2], word[3]))
        charset, end = label, word.end()
    if waiting:
        pieces.append(decode_text(b"".join(waiting), charset))
    return clean("".join([*pieces, text[end:]]))


def _bytes_of(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "bB":
        return decode_base64(raw)
    return binascii.a2b_qp(raw, header=True)
