"""Reports about mail that was sent: not delivered, late, read, or complained about.

Standard ones are read by their fields (RFC 3464, 6533, 8098, 5965). Many servers write a letter
instead: of these the code, the recipient and the id of the message are looked for in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.mime.addresses_in_text import addresses_in
from desktop.core.mime.encoded_words import header_text
from desktop.core.mime.headers import Headers, body_start, header_start, read_headers
from desktop.core.mime.lists import message_ids
from desktop.core.mime.mail_words import DAEMONS, DELAYS, UNDELIVERED
from desktop.core.mime.values import Message, Part
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass
from desktop.core.words import fold

FAILED: Final = "failed"
DELAYED: Final = "delayed"
DELIVERED: Final = "delivered"
READ: Final = "read"
COMPLAINED: Final = "complained"

_ACTIONS: Final = {
    "failed": FAILED, "delayed": DELAYED, "delivered": DELIVERED, "relayed": DELIVERED,
    "expanded": DELIVERED,
}  # fmt: skip
_STATUS: Final = Pattern(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_SMTP_CODE: Final = Pattern(r"(?:^|[\s:(<#-])([45]\d\d)[\s-]")
_DAEMON: Final = Pattern(DAEMONS)
_FAILURE: Final = Pattern(UNDELIVERED)
_DELAY: Final = Pattern(DELAYS)
_MESSAGE_ID: Final = Pattern(r"(?im)^[ \t>]*message-id:\s*<([^<>\s]{3,500})>")
_MOST_TEXT: Final = 30_000
_TOP_OF_TEXT: Final = 3_000
_MOST_RECIPIENTS: Final = 500
_LONGEST_WORDS: Final = 1_000
_RETURNED: Final = frozenset(("message/rfc822", "message/global", "text/rfc822-headers",
                              "message/global-headers", "message/rfc822-headers"))  # fmt: skip
_STATUS_TYPES: Final = frozenset(("message/delivery-status", "message/global-delivery-status"))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message at one recipient.

    `action` is one of the words above. `status` is the enhanced code ("5.1.1", RFC 3463), "" if
    none is known; `said` are the words of the server.
    """

    recipient: str
    action: str
    status: str = ""
    said: str = ""

    @property
    def is_final(self) -> bool:
        """Whether trying again would not help."""
        return self.action == FAILED and not self.status.startswith("4")


@dataclass(frozen=True, slots=True)
class Report:
    """A report about one message that was sent.

    `message_id` and `subject` are those of that message, "" if the report does not say;
    `envelope_id` is what the sender named it (ENVID). `is_standard`: read by fields, not by words.
    """

    deliveries: tuple[Delivery, ...]
    message_id: str = ""
    subject: str = ""
    envelope_id: str = ""
    is_standard: bool = True


def read_report(message: Message) -> Report | None:
    """Return the report that a message is; None if it is none."""
    parts = list(message.root.every())
    for part in parts:
        if part.content_type in _STATUS_TYPES:
            return _delivery_report(message, parts)
        if part.content_type == "message/disposition-notification":
            return _receipt(message, part, parts)
        if part.content_type == "message/feedback-report":
            return _complaint(message, part, parts)
    return _letter(message, parts)


def _delivery_report(message: Message, parts: list[Part]) -> Report:
    told = [part for part in parts if part.content_type in _STATUS_TYPES]
    groups = [group for part in told for group in _groups(part.content())]
    about = next((group for group in groups if "reporting-mta" in group), Headers([]))
    deliveries = tuple(_delivery(fields) for fields in groups if _recipient(fields))
    if not deliveries:
        letter = _letter(message, parts, is_certain=True)
        deliveries = letter.deliveries if letter else ()
    returned = _returned(parts)
    return Report(
        deliveries=deliveries[:_MOST_RECIPIENTS],
        message_id=_first_id(returned) or _id_in(message),
        subject=returned.text("subject", 500),
        envelope_id=about.text("original-envelope-id", 300),
    )


def _delivery(fields: Headers) -> Delivery:
    said = _words(fields.text("diagnostic-code", _LONGEST_WORDS) or fields.text("x-postfix"))
    found = _STATUS.search(fields.text("status", 200)) or _STATUS.search(said)
    status = found[1] if found else ""
    action = _ACTIONS.get(fields.text("action", 50).lower().split(" ")[0], "")
    if not action:
        action = DELAYED if status.startswith("4") else FAILED
    if status in {"5.0.0", "4.0.0"} and (better := _STATUS.search(said)):
        status = better[1]
    return Delivery(_recipient(fields), action, status, said)


def _receipt(message: Message, part: Part, parts: list[Part]) -> Report:
    fields = _merged(part)
    recipient = _address(fields, "final-recipient") or _address(fields, "original-recipient")
    recipient = recipient or (message.from_[0].address if message.from_ else "")
    deleted = "deleted" in fields.text("disposition", 200).lower()
    ids = message_ids(fields.first("original-message-id"))
    return Report(
        (Delivery(recipient, DELIVERED if deleted else READ),),
        ids[0] if ids else message.in_reply_to,
        _returned(parts).text("subject", 500),
    )


def _complaint(message: Message, part: Part, parts: list[Part]) -> Report:
    fields = _merged(part)
    returned = _returned(parts)
    recipient = _address(fields, "original-rcpt-to") or _address(fields, "removal-recipient")
    if not recipient:
        recipient = next(iter(addresses_in(returned.text("to", 1_000))), "")
    kind = fields.text("feedback-type", 50)
    return Report(
        (Delivery(recipient, COMPLAINED, said=kind),),
        _first_id(returned) or _id_in(message),
        returned.text("subject", 500),
    )


def _letter(message: Message, parts: list[Part], *, is_certain: bool = False) -> Report | None:
    """Return the report that a server wrote as a letter; None if this is none."""
    text = message.body.text[:_MOST_TEXT]
    sender = message.from_[0].shown + " " + message.from_[0].address if message.from_ else ""
    is_daemon = bool(_DAEMON.search(fold(sender))) or "x-failed-recipients" in message.headers
    told = fold(f"{message.subject}\n{text[:_TOP_OF_TEXT]}")
    if not is_certain and not (is_daemon and _FAILURE.search(told)):
        return None
    own = {mailbox.address.lower() for mailbox in (*message.to, *message.from_)}
    named = addresses_in(message.headers.text("x-failed-recipients", 5_000))
    recipients = named or [one for one in addresses_in(text) if one.lower() not in own][:1]
    found, code = _STATUS.search(text), _SMTP_CODE.search(text)
    status = found[1] if found else f"{code[1][0]}.0.0" if code else ""
    is_late = status.startswith("4") or bool(not status and _DELAY.search(fold(message.subject)))
    said = next(filter(_tells_code, text.split("\n")), "")
    returned = _returned(parts)
    return Report(
        tuple(
            Delivery(recipient, DELAYED if is_late else FAILED, status, _words(said))
            for recipient in recipients or [""]
        ),
        _first_id(returned) or _id_in(message),
        returned.text("subject", 500),
        is_standard=False,
    )


def _tells_code(line: str) -> bool:
    return bool(_STATUS.search(line) or _SMTP_CODE.search(line))


def _groups(content: bytes) -> Iterator[Headers]:
    """Yield the groups of fields between blank lines: the first about the message."""
    blocks = content.replace(b"\r\n", b"\n").strip(b"\n").split(b"\n\n", _MOST_RECIPIENTS)
    return (read_headers(block) for block in blocks)


def _merged(part: Part) -> Headers:
    return Headers([field for group in _groups(part.content()) for field in group.fields])


def _recipient(fields: Headers) -> str:
    return _address(fields, "final-recipient") or _address(fields, "original-recipient")


def _address(fields: Headers, name: str) -> str:
    """Return the address of a field such as "rfc822; an@abc.vn"."""
    text = fields.text(name, 1_000)
    return text.rpartition(";")[2].strip(" <>\"'")[:320]


def _returned(parts: list[Part]) -> Headers:
    """Return the header of the message that the report brings back."""
    for part in parts:
        if part.content_type in _RETURNED:
            content = part.content()[:200_000]
            start = header_start(content)
            return read_headers(content[start : body_start(content, start, len(content))[0]])
    return Headers([])


def _first_id(headers: Headers) -> str:
    return next(iter(message_ids(headers.first("message-id"))), "")


def _id_in(message: Message) -> str:
    """Return the id of a message whose header stands in the text of the report."""
    found = _MESSAGE_ID.search(message.body.text[:_MOST_TEXT])
    return found[1] if found else message.in_reply_to


def _words(said: str) -> str:
    """Return the words of a server without the name of its protocol before them."""
    head, semicolon, rest = said.partition(";")
    plain = rest if semicolon and head.strip().lower() in {"smtp", "x-unix", "x-postfix"} else said
    return header_text(" ".join(plain.split()).encode(), _LONGEST_WORDS)
