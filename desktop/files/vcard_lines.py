"""The content lines of vCards: unfolded, decoded, taken apart, whatever program wrote them.

RFC 6350 (4.0), RFC 2426 (3.0) and the vCard 2.1 of the Versit consortium, with their common faults:
quoted-printable that goes on without folding, base64 that is not indented, cards without an end.
Lines are read as bytes, since 2.1 lets each property have a character set of its own.
"""

from __future__ import annotations

import codecs
import quopri
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final

from desktop.core.pictures import LARGEST
from desktop.files.errors import FileProblem, Problem
from desktop.files.sniffing import looks_like_utf16

LONGEST_LINE: Final = 16 * 1024 * 1024  # bytes of one line; a picture may stand in one
LONGEST_VALUE: Final = 1024 * 1024  # bytes of one property with all its lines
LONGEST_PICTURE: Final = LARGEST * 4 // 3 + 64 * 1024  # bytes of a picture as text; more is cut

_HEAD: Final = re.compile(r'((?:[^":]|"[^"]*")*?):', re.DOTALL)
_PARAMETER: Final = re.compile(r';((?:[^";]|"[^"]*")*)')
_VALUES: Final = re.compile(r'"([^"]*)"|([^",]+)')
_BARE_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_BINARY: Final = re.compile(rb"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_PICTURE: Final = re.compile(rb"(?:[\w-]+\.)?(?:PHOTO|LOGO)[;:]", re.IGNORECASE)
_NEW_PROPERTY: Final = re.compile(rb"[\w.-]+[;:]")
_QUOTED_PRINTABLE: Final = re.compile(
    rb"[^:]*;\s*(?:ENCODING\s*=\s*)?QUOTED-PRINTABLE", re.IGNORECASE
)
_CARET: Final = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}  # RFC 6868


@dataclass(frozen=True, slots=True)
class Property:
    """One property: `item1.TEL;TYPE=work:…` has the group "item1" and the name "TEL".

    `value` is decoded but still escaped; of pictures as it stands, without spaces; None for what
    else is binary, which is not kept.
    """

    group: str
    name: str
    value: str | None
    parameters: dict[str, list[str]] = field(default_factory=dict)

    @property
    def types(self) -> frozenset[str]:
        """The TYPE words in lower case, such as {"work", "voice"}."""
        return frozenset(word.strip().lower() for word in self.parameters.get("TYPE", ()))

    @property
    def preference(self) -> int:
        """How much it is preferred: 1 most, 100 where nothing is said (RFC 6350, 5.3)."""
        said = self.parameters.get("PREF", [""])[0]
        if said.isascii() and said.isdigit():
            return min(int(said[:4]), 100)
        return 1 if "pref" in self.types else 100


def read_properties(file: IO[bytes], encoding: str) -> Iterator[Property]:
    """Yield every property of a file of cards in its order; lines that are none are left out.

    Raises:
        FileProblem: a line or a text is longer than any card has.
    """
    for raw, starts_at in _unfolded(_byte_lines(file, encoding)):
        made = _property(raw, "utf-8" if looks_wide(encoding) else encoding, starts_at)
        if made is not None:
            yield made


def looks_wide(encoding: str) -> bool:
    """Tell whether characters have several bytes each, so that lines cannot be cut as bytes."""
    return encoding.startswith(("utf-16", "utf-32"))


def wide_encoding(head: bytes) -> str:
    """Return the name of the UTF-16 that a file is in, "" if it is in none."""
    return looks_like_utf16(head)


def _byte_lines(file: IO[bytes], encoding: str) -> Iterator[tuple[int, bytes]]:
    """Yield the numbers (from 1) and the lines without their ends; of UTF-16 as UTF-8."""
    if looks_wide(encoding):
        text = codecs.getreader(encoding)(file, "replace")
        for number, line in enumerate(text, 1):
            yield number, line.rstrip("\r\n").lstrip("\ufeff").encode("utf-8", "replace")
        return
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            raise FileProblem(Problem.LONG_LINE, line=number, limit=LONGEST_LINE)
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        for piece in raw.rstrip(b"\r\n").split(b"\r"):  # old Macs
            yield number, piece


def _unfolded(lines: Iterator[tuple[int, bytes]]) -> Iterator[tuple[bytes, int]]:
    """Yield whole properties with the numbers of their first lines."""
    one: _Folded | None = None
    for number, line in lines:
        if one is not None and one.goes_on_with(line):
            one.add(line)
            continue
        if one is not None:
            yield b"".join(one.pieces), one.start
        one = _Folded(line, number) if line.strip() else None
    if one is not None:
        yield b"".join(one.pieces), one.start


class _Folded:
    """A property whose lines are gathered; of what is binary only a picture is kept."""

    def __init__(self, line: bytes, number: int) -> None:
        self.pieces = [line]
        self.start = number
        self._size = len(line)
        self._is_binary = bool(_BINARY.match(line))
        self._is_picture = bool(_PICTURE.match(line))
        self._is_quoted = bool(_QUOTED_PRINTABLE.match(line))

    def goes_on_with(self, line: bytes) -> bool:
        """Tell whether a line belongs to the property."""
        if self._is_quoted and self.pieces[-1].endswith(b"="):
            return True
        if line[:1] in (b" ", b"\t"):
            return True
        return self._is_binary and bool(line) and not _NEW_PROPERTY.match(line)

    def add(self, line: bytes) -> None:
        """Take a further line; raise FileProblem if the text is longer than any card has."""
        if self._is_picture:
            if self._size <= LONGEST_PICTURE:  # what is longer is refused for its length
                self.pieces.append(line.strip())
                self._size += len(self.pieces[-1])
        elif not self._is_binary:
            self._add_text(line)

    def _add_text(self, line: bytes) -> None:
        self._size += len(line)
        if self._size > LONGEST_VALUE:
            raise FileProblem(Problem.LONG_CELL, line=self.start, limit=LONGEST_VALUE)
        if self._is_quoted and self.pieces[-1].endswith(b"="):
            self.pieces[-1] = self.pieces[-1][:-1]
            self.pieces.append(line)
        else:
            self.pieces.append(line[1:])


def _property(raw: bytes, encoding: str, line: int) -> Property | None:
    head = raw.decode("latin-1")  # names and parameters are ASCII in all that matters
    match = _HEAD.match(head) or re.match(r"([^:]*):", head, re.DOTALL)
    if not match:
        return None
    words = match.group(1)
    name, _, rest = words.partition(";")
    group, _, own = name.rpartition(".")
    parameters = _parameters(f";{rest}" if rest else "", encoding)
    if not own.strip():
        return None
    value = None
    if _PICTURE.match(raw):
        value = "".join(raw[match.end() :].decode("latin-1").split())
    elif not _BINARY.match(raw):
        value = _decoded(raw[match.end() :], parameters, encoding, line)
    return Property(group.strip().lower(), own.strip().upper(), value, parameters)


def _parameters(text: str, encoding: str) -> dict[str, list[str]]:
    """Return the parameters by name; bare words of vCard 2.1 are types, or the encoding."""
    found: dict[str, list[str]] = {}
    for raw in _PARAMETER.findall(text):
        name, sign, values = raw.partition("=")
        key = name.strip().upper()
        if not sign:
            found.setdefault("ENCODING" if key in _BARE_ENCODINGS else "TYPE", []).append(key)
            continue
        for quoted, plain in _VALUES.findall(values):
            text_value = (quoted or plain).encode("latin-1").decode(encoding, "replace")
            value = re.sub(r"\^[nN'^]", _caret, text_value)
            found.setdefault(key, []).extend(value.split(",") if key == "TYPE" else [value.strip()])
    return found


def _caret(match: re.Match[str]) -> str:
    return _CARET[match.group()]


def _decoded(raw: bytes, parameters: dict[str, list[str]], encoding: str, line: int) -> str | None:
    """Return the text of a value in its own encoding and character set; None of what is binary."""
    if len(raw) > LONGEST_VALUE:
        raise FileProblem(Problem.LONG_CELL, line=line, limit=LONGEST_VALUE)
    transfer = parameters.get("ENCODING", [""])[0].strip().upper()
    if transfer in ("B", "BASE64"):
        return None
    if transfer == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw)
    charset = parameters.get("CHARSET", [""])[0].strip()
    for name in filter(None, (charset, encoding)):
        try:
            return unicodedata.normalize("NFC", raw.decode(name)).replace("\0", "")
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode(encoding, "replace").replace("\0", "")
