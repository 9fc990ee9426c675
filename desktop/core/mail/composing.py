"""Letters as the bytes that go out (RFC 5322, 2045 to 2047, 2231, 6532), made piece by piece.

A message of 25 MB never lies in memory: attachments are read and encoded in chunks. Bcc is in the
copy that is filed, and never in what is sent.
"""

from __future__ import annotations

import binascii
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import BinaryIO, Final

from desktop.core.mail.header_lines import (
    address_line,
    date_line,
    field_with,
    id_line,
    line,
    needs_utf8,
    text_line,
)
from desktop.core.mail.letters import Letter, LetterFile
from desktop.core.mail.line_ends import chunks, with_crlf
from desktop.core.mail.values import Address, Importance
from desktop.core.quick_dataclass import dataclass

OpenFile = Callable[[LetterFile], BinaryIO]
MESSAGE: Final = "message/rfc822"
_LINE_BYTES: Final = 57  # of base64 in a line of 76 signs
_CHUNK_LINES: Final = 4096
_POLICY: Final = SMTP.clone(cte_type="7bit")  # passes every server, and no signature breaks
_KIND: Final = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_METHOD: Final = re.compile(r"^METHOD(?:;[^:]*)?:\s*([A-Za-z-]+)", re.MULTILINE)
_MOST_REFERENCES: Final = 20
_PAGE: Final = (
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n'
    '<body style="font-family: Arial, Helvetica, sans-serif; font-size: 10.5pt">\n{body}\n'
    "</body></html>\n"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part: its header, and its bytes, its file, or the parts in it."""

    header: bytes
    content: bytes = b""
    file: LetterFile | None = None
    parts: tuple[_Part, ...] = ()
    boundary: str = ""


def compose(letter: Letter, at: datetime, open_file: OpenFile) -> Iterator[bytes]:
    """Yield the bytes of a letter, its lines ended by CR LF; `letter.message_id` must be given.

    Args:
        letter: what was written.
        at: what Date says, aware, in the zone of the writer.
        open_file: opens an attachment for reading.
    """
    yield from _header(letter, at)
    yield b"MIME-Version: 1.0\r\n"
    yield from _written(_body(letter), open_file)


def bcc_line(letter: Letter) -> bytes:
    """Return the field by which the filed copy, and it alone, tells of hidden recipients."""
    if not letter.bcc:
        return b""
    return address_line("Bcc", letter.bcc, is_utf8=needs_utf8(letter.bcc))


def new_message_id(letter: Letter) -> str:
    """Return the Message-ID of a letter; it names neither the computer nor the person."""
    domain = letter.sender.address.rpartition("@")[2].lower() or "localhost"
    if not domain.isascii():
        domain = domain.encode("idna").decode("ascii")
    return f"<crm.letter.{letter.id.hex}.{secrets.token_hex(6)}@{domain}>"


def recipients(letter: Letter) -> tuple[str, ...]:
    """Return to which addresses a letter goes, each once."""
    found: dict[str, str] = {}
    for one in (*letter.to, *letter.cc, *letter.bcc):
        found.setdefault(one.address.lower(), one.address)
    return tuple(found.values())


def is_utf8_mail(letter: Letter) -> bool:
    """Tell whether the server must take addresses of other letters than ASCII (RFC 6531)."""
    return needs_utf8((letter.sender, *letter.to, *letter.cc, *letter.bcc))


def likely_size(letter: Letter) -> int:
    """Return about how many bytes the message has; attachments grow by base64."""
    files = sum(one.size * 78 // _LINE_BYTES + 400 for one in letter.files)
    return files + 2 * len(letter.html.encode()) + 2 * len(letter.text.encode()) + 2_000


# --- the header
def _header(letter: Letter, at: datetime) -> Iterator[bytes]:
    is_utf8 = is_utf8_mail(letter)
    yield date_line(at)
    yield address_line("From", (letter.sender,), is_utf8=is_utf8)
    if letter.reply_to:
        yield address_line("Reply-To", (Address("", letter.reply_to),), is_utf8=is_utf8)
    if letter.to:
        yield address_line("To", letter.to, is_utf8=is_utf8)
    elif not letter.cc:
        yield b"To: undisclosed-recipients:;\r\n"
    if letter.cc:
        yield address_line("Cc", letter.cc, is_utf8=is_utf8)
    yield text_line("Subject", letter.subject)
    yield id_line("Message-ID", (letter.message_id,))
    if letter.in_reply_to:
        yield id_line("In-Reply-To", (letter.in_reply_to,))
    # Some servers give a message another id; the references keep ours, and so answers find it.
    if letter.references:
        yield id_line("References", _shortened(letter.references))
    yield from _wishes(letter, is_utf8=is_utf8)


def _wishes(letter: Letter, *, is_utf8: bool) -> Iterator[bytes]:
    """Yield how it is to be taken, and whether the writer wants to hear that it was read."""
    if letter.importance is not Importance.NORMAL:
        is_high = letter.importance is Importance.HIGH
        yield line("X-Priority", ["1" if is_high else "5"])
        yield line("Importance", ["high" if is_high else "low"])
    if letter.is_automatic:
        yield line("Auto-Submitted", ["auto-generated"])  # RFC 3834, 5
    if letter.wants_receipt:
        yield address_line("Disposition-Notification-To", (letter.sender,), is_utf8=is_utf8)


def _shortened(references: Sequence[str]) -> tuple[str, ...]:
    """Return the first and the last of many references (RFC 5322, 3.6.4 lets us)."""
    if len(references) <= _MOST_REFERENCES:
        return tuple(references)
    return (references[0], *references[1 - _MOST_REFERENCES :])


# --- the body
def _body(letter: Letter) -> _Part:
    body = _texts(letter)
    files = [_file(one) for one in letter.files if not one.cid or letter.is_plain]
    if letter.calendar:
        files.append(_calendar_file(letter))
    return _multipart("mixed", [body, *files]) if files else body


def _texts(letter: Letter) -> _Part:
    plain = _text(letter.text, "plain")
    made = [plain]
    if not letter.is_plain and letter.html:
        page = _text(_PAGE.format(body=letter.html), "html")
        pictures = [_file(one) for one in letter.files if one.cid]
        made.append(_multipart("related", [page, *pictures]) if pictures else page)
    if letter.calendar:
        made.append(_calendar(letter))
    return _multipart("alternative", made) if len(made) > 1 else plain


def _text(text: str, subtype: str) -> _Part:
    """Return a part of text; no line of it is flowed, and none is too long for a server."""
    message = EmailMessage(_POLICY)
    message.set_content("\n".join(text.splitlines()) + "\n", subtype=subtype, charset="utf-8")
    del message["MIME-Version"]
    header, _gap, content = message.as_bytes().partition(b"\r\n\r\n")
    return _Part(header + b"\r\n", content)


def _calendar(letter: Letter) -> _Part:
    """Return what programs read of a meeting (RFC 6047, 4)."""
    header = field_with(
        "Content-Type", "text/calendar", [("charset", "utf-8"), ("method", method_of(letter))]
    ) + line("Content-Transfer-Encoding", ["base64"])
    return _Part(header, b"".join(_encoded(_calendar_bytes(letter))))


def _calendar_file(letter: Letter) -> _Part:
    """Return the same as a file, for programs that know attachments alone."""
    header = (
        field_with("Content-Type", "application/ics", [("name", "invite.ics")])
        + field_with("Content-Disposition", "attachment", [("filename", "invite.ics")])
        + line("Content-Transfer-Encoding", ["base64"])
    )
    return _Part(header, b"".join(_encoded(_calendar_bytes(letter))))


def method_of(letter: Letter) -> str:
    """Return what its calendar object asks for, such as REQUEST."""
    found = _METHOD.search(letter.calendar)
    return found[1].upper() if found else "PUBLISH"


def _calendar_bytes(letter: Letter) -> bytes:
    return "\r\n".join(letter.calendar.splitlines()).encode() + b"\r\n"


def _file(file: LetterFile) -> _Part:
    kind = file.kind.lower() if _KIND.fullmatch(file.kind.lower()) else "application/octet-stream"
    if kind.startswith("multipart/"):
        kind = "application/octet-stream"
    is_message = kind == MESSAGE
    header = field_with("Content-Type", kind, [] if is_message else [("name", file.name)])
    place = "inline" if file.cid else "attachment"
    header += field_with("Content-Disposition", place, [("filename", file.name)])
    if file.cid:
        header += line("Content-ID", [f"<{file.cid}>"])
    # A message within a message is never encoded (RFC 2046, 5.2.1).
    header += line("Content-Transfer-Encoding", ["8bit" if is_message else "base64"])
    return _Part(header, file=file)


def _multipart(subtype: str, parts: Sequence[_Part]) -> _Part:
    # Signs that neither base64 nor quoted-printable ever write stand in front.
    boundary = f"=_{secrets.token_hex(16)}"
    parameters = [("boundary", boundary)]
    if subtype == "related":
        parameters.append(("type", "text/html"))
    header = field_with("Content-Type", f"multipart/{subtype}", parameters)
    return _Part(header, parts=tuple(parts), boundary=boundary)


def _written(part: _Part, open_file: OpenFile) -> Iterator[bytes]:
    yield part.header
    yield b"\r\n"
    if part.file is not None:
        with open_file(part.file) as source:
            if part.file.kind.lower() == MESSAGE:
                yield from with_crlf(chunks(source))
            else:
                yield from _encoded_file(source)
        return
    if not part.parts:
        yield part.content
        return
    for one in part.parts:
        yield f"--{part.boundary}\r\n".encode()
        yield from _written(one, open_file)
        yield b"\r\n"
    yield f"--{part.boundary}--\r\n".encode()


# --- encodings
def _encoded(content: bytes) -> Iterator[bytes]:
    for first in range(0, len(content), _LINE_BYTES):
        piece = content[first : first + _LINE_BYTES]
        yield binascii.b2a_base64(piece, newline=False) + b"\r\n"


def _encoded_file(source: BinaryIO) -> Iterator[bytes]:
    rest = b""
    while chunk := source.read(_LINE_BYTES * _CHUNK_LINES):
        whole = rest + chunk
        cut = len(whole) - len(whole) % _LINE_BYTES
        yield b"".join(_encoded(whole[:cut]))
        rest = whole[cut:]
    yield b"".join(_encoded(rest))
