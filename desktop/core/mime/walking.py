"""From bytes to the tree of parts: bounded, each level one pass over the bytes of its own part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.file_names import safe_file_name
from desktop.core.i18n import N_
from desktop.core.mime.headers import body_start, header_start, read_headers
from desktop.core.mime.limits import Limits
from desktop.core.mime.parameters import Parameters, media_type, read_parameters
from desktop.core.mime.transfer import decoded_size
from desktop.core.mime.values import Part

TOO_MANY_PARTS: Final = N_("The message has more parts than are read.")
TOO_DEEP: Final = N_("Parts of the message lie too deep within each other.")
HEADERS_CUT: Final = N_("The header of the message is longer than what is read.")

_TEXT: Final = "text/plain"
_ENCODINGS: Final = {
    b"base64": "base64", b"quoted-printable": "quoted-printable", b"x-uuencode": "x-uuencode",
    b"uuencode": "x-uuencode", b"x-uue": "x-uuencode", b"quotedprintable": "quoted-printable",
}  # fmt: skip
_LONGEST_BOUNDARY: Final = 500
_NEWLINE: Final = b"\n"


def walk(source: bytes, limits: Limits) -> tuple[Part, tuple[str, ...]]:
    """Return the root of the tree of parts, and what was left out, as English msgids."""
    if b"\n" not in source and b"\r" in source:
        source = source.replace(b"\r", b"\n")
    walker = _Walker(source, limits)
    root = walker.read(header_start(source), len(source), "", _TEXT, 0)
    return root, tuple(dict.fromkeys(walker.flaws))


class _Walker:
    """One pass over one message, with what is left of its limits."""

    def __init__(self, source: bytes, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._parts_left = limits.parts
        self._boundaries_left = limits.boundaries
        self.flaws: list[str] = []

    def read(self, start: int, end: int, number: str, otherwise: str, depth: int) -> Part:
        """Read the part that fills `source[start:end]`; `otherwise` is its type if it has none."""
        self._parts_left -= 1
        block_end, content = body_start(self._source, start, end)
        if block_end - start > self._limits.header_bytes:
            self.flaws.append(HEADERS_CUT)
        block = self._source[start : min(block_end, start + self._limits.header_bytes)]
        headers = read_headers(block)
        if not headers.fields and depth == 0:
            content = start  # a text without any header
        type_ = read_parameters(headers.first("content-type"))
        headers.charset = type_.named.get("charset", "")
        content_type = media_type(type_, otherwise)
        parts: tuple[Part, ...] = ()
        if content_type.startswith("multipart/"):
            parts = self._read_pieces(content, end, number, (content_type, type_), depth)
            # What has no parts is a text that only says it had some.
            content_type = content_type if parts else _TEXT
        disposition = _disposition(headers.first("content-disposition"))
        encoding = _encoding(headers.first("content-transfer-encoding"))
        name = disposition.text("filename") or type_.text("name")
        return Part(
            number=number or ("" if parts else "1"),
            content_type=content_type,
            charset=headers.charset,
            encoding=encoding,
            disposition=_known(disposition.value),
            name=safe_file_name(name) if name else "",
            content_id=headers.text("content-id", 500).strip("<> "),
            size=decoded_size(end - content, encoding),
            headers=headers,
            source=self._source,
            start=content,
            end=end,
            parameters=type_.named,
            parts=parts,
        )

    def _read_pieces(
        self, start: int, end: int, number: str, type_: tuple[str, Parameters], depth: int
    ) -> tuple[Part, ...]:
        if depth >= self._limits.depth:
            self.flaws.append(TOO_DEEP)
            return ()
        within = "message/rfc822" if type_[0] == "multipart/digest" else _TEXT
        boundary = self._boundary(type_[1], start, end)
        parts: list[Part] = []
        for first, last in self._pieces(start, end, boundary) if boundary else ():
            if self._parts_left <= 0:
                self.flaws.append(TOO_MANY_PARTS)
                break
            place = f"{number}.{len(parts) + 1}" if number else str(len(parts) + 1)
            parts.append(self.read(first, last, place, within, depth + 1))
        return tuple(parts)

    def _boundary(self, type_: Parameters, start: int, end: int) -> bytes:
        """Return the line between parts; where none is named, the first that looks like one."""
        named = type_.named.get("boundary", "").rstrip()
        if named and len(named) <= _LONGEST_BOUNDARY:
            return b"--" + named.encode("utf-8", "surrogateescape")
        at = start
        while self._source.startswith((b"\n", b"\r\n"), at):
            at = self._source.find(_NEWLINE, at) + 1
        line_end = self._source.find(_NEWLINE, at, end)
        line = self._source[at:line_end].rstrip() if line_end - at <= _LONGEST_BOUNDARY else b""
        return line if line.startswith(b"--") and line.strip(b"-") else b""

    def _pieces(self, start: int, end: int, mark: bytes) -> Iterator[tuple[int, int]]:
        """Yield where the parts between lines of `mark` begin and end."""
        opened = -1
        for at, next_line, is_last in self._marks(start, end, mark):
            if opened >= 0:
                yield opened, max(opened, self._before(at))
            opened = next_line
            if is_last:
                return
        if 0 <= opened <= end:
            yield opened, end

    def _marks(self, start: int, end: int, mark: bytes) -> Iterator[tuple[int, int, bool]]:
        """Yield each line that is a boundary: its begin, that of the next, whether it is last."""
        source = self._source
        at = start if source.startswith(mark, start) else source.find(_NEWLINE + mark, start, end)
        while at >= 0 and self._boundaries_left > 0:
            self._boundaries_left -= 1
            at += source.startswith(_NEWLINE, at)
            behind = at + len(mark)
            line_end = source.find(_NEWLINE, behind, end)
            line_end = end if line_end < 0 else line_end
            if line_end - behind <= _LONGEST_BOUNDARY:
                rest = source[behind:line_end].strip()
                if rest in {b"", b"--"}:
                    yield at, min(line_end + 1, end), rest == b"--"
            at = source.find(_NEWLINE + mark, line_end, end)
        if at >= 0:
            self.flaws.append(TOO_MANY_PARTS)

    def _before(self, at: int) -> int:
        """Return where the line before a boundary ends: its end of line belongs to the boundary."""
        return at - 2 if self._source.startswith(b"\r\n", at - 2) else at - 1


def _encoding(raw: bytes) -> str:
    word = raw.strip().lower().partition(b";")[0].strip(b" \t\"'")
    return _ENCODINGS.get(word, "")


def _disposition(raw: bytes) -> Parameters:
    """Understand the field; some programs forget the word before the first semicolon."""
    return read_parameters(b";" + raw if b"=" in raw.partition(b";")[0] else raw)


def _known(disposition: str) -> str:
    """Return the disposition; one that nobody knows means a file (RFC 2183 2.8)."""
    return disposition if disposition in {"", "inline"} else "attachment"
