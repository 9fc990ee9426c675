"""Which parts are read, which are files: texts in their order, the best of alternatives."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from desktop.core.file_names import safe_file_name
from desktop.core.mime.charsets import decode_text
from desktop.core.mime.flowed import unflow
from desktop.core.mime.headers import body_start, header_start, read_headers
from desktop.core.mime.html_text import html_to_text
from desktop.core.mime.limits import Limits
from desktop.core.mime.packed import packed_parts, uuencoded_parts
from desktop.core.mime.protection import SMIME, inline_protection, protection_of
from desktop.core.mime.signed_content import signed_content
from desktop.core.mime.text_html import text_to_html
from desktop.core.mime.values import Body, Invitation, Part
from desktop.core.mime.walking import walk
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass

_READ: Final = frozenset(("text/plain", "text/html", "text/enriched", "text/richtext"))
_MOST_WRAPPED: Final = 3  # signed messages within each other
_SHORT: Final = 300  # characters of a plain text that may only say "read the other one"
_MUCH: Final = 5  # times as much in the HTML
_CHARSET: Final = Pattern(r"(?i)<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{1,40})")
_CID: Final = Pattern(r"cid:([^\s\"'<>)]{1,500})")
_META_WITHIN: Final = 4_000  # bytes
_HEADERS_WITHIN: Final = 64 * 1024
_MESSAGES: Final = frozenset(("message/rfc822", "message/global"))
# Names for files that have none; their endings say how they open.
_ENDINGS: Final = {
    "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "text/csv": "csv",
    "text/vcard": "vcf", "text/x-vcard": "vcf", "image/jpeg": "jpg", "image/png": "png",
    "image/gif": "gif", "image/webp": "webp", "application/pdf": "pdf", "application/zip": "zip",
    "application/ics": "ics", "message/delivery-status": "txt", "text/rfc822-headers": "txt",
    "application/pkcs7-mime": "p7m", "application/pkcs7-signature": "p7s", "audio/mpeg": "mp3",
    "application/pgp-signature": "asc", "application/pgp-encrypted": "asc", "image/bmp": "bmp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of the message: as plain text, as HTML, or both as alternatives."""

    plain: str | None
    html: str | None


def read_body(root: Part, limits: Limits) -> Body:
    """Return what is read of a message, and its files."""
    reader = _Reader(limits)
    pieces = reader.read(root)
    html = _whole_html(pieces)
    files = [_named(part) for part in reader.files]
    # A picture that no HTML shows is a file like any other.
    wanted = {unquote(found[1]) for found in _CID.finditer(html)} if "cid:" in html else set()
    shown = tuple(part for part in files if part.content_id in wanted)
    text = _whole_text(pieces)[: limits.text_chars]
    return Body(
        text=text,
        html=html[: limits.text_chars],
        attachments=tuple(part for part in files if part.content_id not in wanted),
        inline=shown,
        invitations=tuple(reader.invitations),
        protection=protection_of(root) or inline_protection(text),
    )


class _Reader:
    """Goes through the parts of one message and sorts them."""

    def __init__(self, limits: Limits) -> None:
        self.files: list[Part] = []
        self.invitations: list[Invitation] = []
        self._limits = limits
        self._left = limits.text_chars
        self._wrapped = 0
        self._has_text = False

    def read(self, part: Part) -> list[_Piece]:
        """Return the texts of a part; its files are kept on the way."""
        if part.content_type == "multipart/alternative":
            return self._best([self.read(each) for each in part.parts])
        if part.parts:
            return [piece for each in part.parts for piece in self.read(each)]
        if self._is_read(part):
            return self._text(part)
        if inner := self._signed_message(part):
            return self.read(inner)
        if part.content_type == "text/calendar":
            self._invite(part)
        is_shown = part.content_type.startswith("multipart/") or (
            part.content_type == "text/calendar"
            and part.disposition != "attachment"
            and not part.name
        )
        self.files += [] if is_shown else packed_parts(part) or [part]
        return []

    def _signed_message(self, part: Part) -> Part | None:
        """Return the message that a signature is wrapped around, its parts numbered within it."""
        if part.content_type not in SMIME or self._wrapped >= _MOST_WRAPPED:
            return None
        content = signed_content(part.content())
        if not content:
            return None
        self._wrapped += 1
        return _renumbered(walk(content, self._limits)[0], part.number)

    def _is_read(self, part: Part) -> bool:
        """Tell whether a part is text to read, not a text file."""
        if part.content_type not in _READ or part.disposition == "attachment":
            return False
        return not part.name or not self._has_text

    def _text(self, part: Part) -> list[_Piece]:
        raw = part.content()[: self._left * 4]
        if part.content_type == "text/plain":
            text = decode_text(raw, part.charset)
            text, found = uuencoded_parts(part, text)
            self.files += found
            if part.parameters.get("format", "").lower() == "flowed":
                deletes = part.parameters.get("delsp", "").lower() == "yes"
                text = unflow(text, deletes_space=deletes)
            piece = _Piece(self._taken(text.replace("\r\n", "\n")), None)
        else:
            html = self._taken(decode_text(raw, part.charset or _charset_within(raw)))
            is_html = part.content_type == "text/html"
            piece = _Piece(None, html) if is_html else _Piece(html_to_text(html), None)
        self._has_text = self._has_text or bool((piece.plain or piece.html or "").strip())
        return [piece]

    def _taken(self, text: str) -> str:
        """Return as much of a text as is still read."""
        text = text[: self._left]
        self._left -= len(text)
        return text

    def _best(self, choices: list[list[_Piece]]) -> list[_Piece]:
        """Return one piece for alternatives: the first plain text with the last HTML."""
        plain = next((choice for choice in choices if choice and choice[0].html is None), None)
        rich = next(
            (choice for choice in reversed(choices) if any(piece.html for piece in choice)), None
        )
        if plain is None or rich is None or plain is rich:
            return rich or plain or []
        return [_Piece(_whole_text(plain), _whole_html(rich))]

    def _invite(self, part: Part) -> None:
        text = decode_text(part.content()[: self._left * 4], part.charset)
        method = part.parameters.get("method", "").upper()
        self.invitations.append(Invitation(method, self._taken(text), part.number))


def _renumbered(part: Part, within: str) -> Part:
    """Return a part of a wrapped message with numbers that no other part has."""
    parts = tuple(_renumbered(each, within) for each in part.parts)
    return replace(part, number=f"{within}#{part.number or 0}", parts=parts)


def _whole_text(pieces: list[_Piece]) -> str:
    return "\n\n".join(filter(None, map(_plain_of, pieces)))


def _plain_of(piece: _Piece) -> str:
    """Return the plain text, or that of the HTML where there is none worth reading."""
    if piece.html is None:
        return (piece.plain or "").strip("\n")
    plain = (piece.plain or "").strip()
    if len(plain) > _SHORT or (plain and len(piece.html) < _SHORT * _MUCH):
        return plain
    told = html_to_text(piece.html)
    return told if len(told) > len(plain) * _MUCH else plain


def _whole_html(pieces: list[_Piece]) -> str:
    """Return the HTML of all pieces; "" if none is HTML."""
    if not any(piece.html for piece in pieces):
        return ""
    if len(pieces) == 1:
        return pieces[0].html or ""
    return "<hr>".join(
        piece.html if piece.html is not None else text_to_html(piece.plain or "")
        for piece in pieces
        if (piece.html or piece.plain or "").strip()
    )


def _charset_within(raw: bytes) -> str:
    """Return the charset that HTML says it is in; "" if it says none."""
    found = _CHARSET.search(raw[:_META_WITHIN].decode("latin-1"))
    return found[1] if found else ""


def _named(part: Part) -> Part:
    """Return a file with a name."""
    if part.name:
        return part
    if part.content_type in _MESSAGES:
        name = f"{_subject_within(part) or 'message'}.eml"
    else:
        number = part.number.replace("#", ".") or "1"
        ending = _ENDINGS.get(part.content_type, "bin")
        described = part.headers.text("content-description", 100)
        name = f"{described or f'part {number}'}.{ending}"
    return replace(part, name=safe_file_name(name))


def _subject_within(part: Part) -> str:
    """Return the subject of an attached message."""
    top = part.content()[:_HEADERS_WITHIN]
    start = header_start(top)
    return read_headers(top[start : body_start(top, start, len(top))[0]]).text("subject", 100)
