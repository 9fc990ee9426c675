"""What a message says, as plain values: made by `reading`, kept and shown by others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from desktop.core.mime.headers import Headers
from desktop.core.mime.transfer import decode_transfer
from desktop.core.quick_dataclass import dataclass

# How the body is protected.
SMIME_SIGNED: Final = "smime-signed"
SMIME_ENCRYPTED: Final = "smime-encrypted"
PGP_SIGNED: Final = "pgp-signed"
PGP_ENCRYPTED: Final = "pgp-encrypted"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address of a header field, with the name beside it.

    `address` has its domain in small letters. It may be no address at all ("MAILER-DAEMON"): what
    stood there is kept. `name` is decoded and without marks that hide something.
    """

    name: str
    address: str

    @property
    def shown(self) -> str:
        """The name, or the address if there is none."""
        return self.name or self.address


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message.

    `number` is that of IMAP ("2.1", RFC 3501 6.4.5), with "#n" for the n-th file within a part that
    is a container of its own kind ("2#1": of a winmail.dat, of a text with uuencoded files).
    `name` is safe for every file system; "" if the message gives none. `size` is about that of the
    decoded content, in bytes.
    """

    number: str
    content_type: str
    charset: str
    encoding: str  # base64, quoted-printable, or something that leaves the bytes as they are
    disposition: str  # "", "inline" or "attachment"
    name: str
    content_id: str
    size: int
    headers: Headers
    source: bytes
    start: int  # of the content in `source`
    end: int
    parameters: dict[str, str]
    parts: tuple[Part, ...] = ()

    def raw(self) -> bytes:
        """Return the content as it was sent."""
        return self.source[self.start : self.end]

    def content(self) -> bytes:
        """Return the decoded content."""
        return decode_transfer(self.raw(), self.encoding)

    def every(self) -> Iterator[Part]:
        """Yield this part and all within it, in their order."""
        yield self
        for part in self.parts:
            yield from part.every()


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar within a message (RFC 6047): its method in capitals, "" if it names none."""

    method: str
    text: str
    part: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """How to leave a list (RFC 2369); `is_one_click`: a POST to `https` does it (RFC 8058)."""

    https: str
    mailto: str
    is_one_click: bool


@dataclass(frozen=True, slots=True)
class Body:
    """What is read of a message: the text always, the HTML as it came if there is any.

    `html` is HOSTILE: nothing shows it but through `desktop.mail.html.safe_html`.
    """

    text: str
    html: str
    attachments: tuple[Part, ...]
    inline: tuple[Part, ...]  # pictures that the HTML shows
    invitations: tuple[Invitation, ...]
    protection: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message, understood as far as it can be.

    Ids are without angle brackets. `references` are the ids of the messages before this one, the
    oldest first, the one it answers last. `date` is in UTC, None if the field says no time.
    `hidden_mailboxes` counts what `Limits.mailboxes` left out. `flaws` are English msgids.
    """

    headers: Headers
    message_id: str
    references: tuple[str, ...]
    in_reply_to: str
    date: datetime | None
    subject: str
    subject_base: str
    from_: tuple[Mailbox, ...]
    sender: tuple[Mailbox, ...]
    reply_to: tuple[Mailbox, ...]
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    bcc: tuple[Mailbox, ...]
    hidden_mailboxes: int
    body: Body
    preview: str
    importance: str  # "", "high" or "low"
    list_id: str
    unsubscribe: Unsubscribe | None
    receipt_to: tuple[Mailbox, ...]  # who asks to be told that it was read
    is_automatic: bool  # written by a program: no vacation notice answers it (RFC 3834)
    root: Part
    flaws: tuple[str, ...]

    def part(self, number: str) -> Part | None:
        """Return the part of that number, also files within parts; None if there is none."""
        files = (*self.body.attachments, *self.body.inline)
        candidates = (*files, *self.root.every())
        return next((part for part in candidates if part.number == number), None)
