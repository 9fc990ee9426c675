"""Lines of a header as they stand in a message that goes out (RFC 5322, 2047, 2231, 6532).

Written here and not left to the library's folding, which loses what is quoted in long names.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote

from desktop.core.mail.values import Address

LONGEST: Final = 76  # signs of a line, as RFC 5322 asks for
_WORD_BYTES: Final = 42  # of text in one encoded word, which may have 75 signs itself
_LONGEST_WORD: Final = 900  # a line may never have more than 998 signs
_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$&^_.+-]+")
_SAFE_IN_NAMES: Final = "!#$&+-.^_`|~"  # attr-char of RFC 5987, beside letters and digits
_NAME_PIECE: Final = 60
_CHARSET: Final = "utf-8''"


def line(name: str, words: Iterable[str]) -> bytes:
    """Return one header field, folded between `words`, which are ASCII (or UTF-8: RFC 6532)."""
    made, room = f"{name}:", len(name) + 1
    for word in words:
        if room + 1 + len(word) > LONGEST and room > len(name) + 1:
            made, room = f"{made}\r\n", 0
        made += f" {word}"
        room += 1 + len(word)
    return f"{made}\r\n".encode()


def text_line(name: str, text: str) -> bytes:
    """Return a field of free text, such as the subject."""
    return line(name, text_words(text))


def text_words(text: str) -> list[str]:
    """Return free text as words of ASCII; what is none is encoded as RFC 2047 says."""
    tidy = " ".join(_clean(text).split())
    words = tidy.split(" ")
    if tidy.isascii() and "=?" not in tidy and all(len(one) < _LONGEST_WORD for one in words):
        return words if tidy else []
    return encoded_words(tidy)


def encoded_words(text: str) -> list[str]:
    """Return text as encoded words, none of which cuts a letter."""
    return [
        f"=?utf-8?b?{base64.b64encode(piece.encode()).decode('ascii')}?="
        for piece in _pieces(text, _WORD_BYTES)
    ]


def address_line(name: str, people: Sequence[Address], *, is_utf8: bool = False) -> bytes:
    """Return a field of addresses."""
    words: list[str] = []
    for number, one in enumerate(people):
        comma = "," if number < len(people) - 1 else ""
        made = address_words(one, is_utf8=is_utf8)
        words += [*made[:-1], made[-1] + comma]
    return line(name, words)


def address_words(one: Address, *, is_utf8: bool = False) -> list[str]:
    """Return a name and its address; the domain in ASCII unless the whole message is UTF-8."""
    spec = one.address if is_utf8 else ascii_domain(one.address)
    name = " ".join(_clean(one.name).split())
    if not name or name == one.address:
        return [spec]
    if not name.isascii() or "=?" in name or len(name) > _LONGEST_WORD:
        return [*encoded_words(name), f"<{spec}>"]
    if _ATOMS.fullmatch(name):
        return [*name.split(" "), f"<{spec}>"]
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return [f'"{quoted}"', f"<{spec}>"]


def ascii_domain(address: str) -> str:
    """Return an address whose domain is written as the DNS knows it (RFC 5891)."""
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


def needs_utf8(people: Iterable[Address]) -> bool:
    """Tell whether an address can be written in a message of UTF-8 headers alone (RFC 6532)."""
    return any(not ascii_domain(one.address).isascii() for one in people)


def id_line(name: str, ids: Sequence[str]) -> bytes:
    """Return a field of message ids."""
    return line(name, [one for one in ids if one.isascii() and len(one) < _LONGEST_WORD])


def date_line(moment: datetime) -> bytes:
    """Return the Date of an aware moment, in its own zone (RFC 5322, 3.3)."""
    return line("Date", [format_datetime(moment)])


def parameter_words(name: str, value: str) -> list[str]:
    """Return `; name=value` for a Content-… field, as RFC 2231 says where it is not ASCII."""
    tidy = _clean(value)
    if tidy.isascii() and len(tidy) <= _NAME_PIECE:
        escaped = tidy.replace("\\", "\\\\").replace('"', '\\"')
        return [f"{name}={tidy}" if _TOKEN.fullmatch(tidy) else f'{name}="{escaped}"']
    pieces = [quote(one, safe=_SAFE_IN_NAMES) for one in _pieces(tidy, _NAME_PIECE // 3)]
    if len(pieces) == 1:
        return [f"{name}*=utf-8''{pieces[0]}"]
    return [
        f"{name}*{number}*={'' if number else _CHARSET}{piece}"
        for number, piece in enumerate(pieces)
    ]


def field_with(name: str, value: str, parameters: Sequence[tuple[str, str]]) -> bytes:
    """Return a Content-… field with its parameters."""
    words = [value]
    for key, text in parameters:
        words += parameter_words(key, text)
    return line(name, [f"{word};" for word in words[:-1]] + words[-1:])


def _clean(text: str) -> str:
    """Return text without signs that could end a header or that no header holds; NFC."""
    plain = "".join(
        sign if unicodedata.category(sign) not in {"Cc", "Cs"} else " " for sign in text
    )
    return unicodedata.normalize("NFC", plain)


def _pieces(text: str, most: int) -> Iterator[str]:
    """Yield pieces of at most `most` bytes of UTF-8, each of whole letters."""
    piece, size = "", 0
    for sign in text:
        length = len(sign.encode())
        if size + length > most and not unicodedata.combining(sign):
            yield piece
            piece, size = "", 0
        piece += sign
        size += length
    if piece:
        yield piece
