"""From the bytes of a message to what is stored of it; needs no database and no network."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from desktop.core.mail.values import Importance
from desktop.core.mime import Mailbox, Message, read_message
from desktop.core.mime.subjects import is_answer
from desktop.core.words import fold
from desktop.mail.boxes.flags import split_flags
from desktop.mail.boxes.packing import pack, pack_view
from desktop.mail.boxes.prepared import (
    Fact,
    Kind,
    PartFact,
    PartRow,
    Person,
    Prepared,
    ident_of,
    node_of,
)
from desktop.mail.boxes.search_text import view_document

_ANCESTORS: Final = 20
_SHORTEST_BASE: Final = 4  # letters of a subject that may tie messages together
_EARLIEST: Final = 631_152_000  # 1990
_DAY_SECONDS: Final = 86_400
_SHOWN_PEOPLE: Final = 5
_IMPORTANCE: Final = {"high": Importance.HIGH, "low": Importance.LOW}
_RISKY: Final = frozenset(
    "ade adp app bat chm cmd com cpl dll exe hta inf ins iso jar js jse lnk mde msc msi msp pif ps1"
    " reg scr sct shb sys vb vbe vbs vhd wsc wsf wsh xlsm docm pptm apk dmg".split()
)


def prepare(
    raw: bytes,
    received: datetime | None,
    flags: Iterable[str] = (),
    *,
    size: int = 0,
    missing: Mapping[str, int] | Collection[str] = (),
) -> Prepared:
    """Return what is stored of a message. Never raises because of what the bytes are.

    Args:
        raw: the message, or of a large one its skeleton.
        received: INTERNALDATE; without it the Date header counts, if that can be true.
        flags: names, as the server gives them.
        size: octets that the server tells; else those of `raw`.
        missing: numbers of the parts that a skeleton leaves empty, with their encoded octets.
    """
    message = read_message(raw)
    at = _moment(message, received)
    whole = size or len(raw)
    bits, keywords = split_flags(flags)
    persons = tuple(_persons(message))
    sizes = missing if isinstance(missing, Mapping) else dict.fromkeys(missing, 0)
    parts = tuple(_parts(message, sizes))
    ident = ident_of(message.message_id, whole, at)
    fallback = ident.hex()
    view = _view(message)
    return Prepared(
        ident=ident,
        node=node_of(message.message_id or fallback),
        ancestors=tuple(map(node_of, _before(message))),
        at=at,
        sent_at=None if message.date is None else int(message.date.timestamp()),
        size=whole,
        subject=message.subject,
        subject_key=_subject_key(message),
        sender_name=_sender_name(message),
        people=_people(message),
        preview=message.preview,
        importance=_IMPORTANCE.get(message.importance, Importance.NORMAL),
        facts=_facts(message),
        persons=persons,
        files=sum(not part.facts & PartFact.INLINE for part in parts),
        parts=parts,
        document=view_document(message.subject, view, [part.name for part in parts]),
        view=pack_view(view),
        source=pack(raw),
        flags=bits,
        keywords=keywords,
    )


def _moment(message: Message, received: datetime | None) -> int:
    if received is not None:
        return max(int(received.timestamp()), 0)
    now = int(time.time())
    said = int(message.date.timestamp()) if message.date else 0
    return said if _EARLIEST <= said <= now + _DAY_SECONDS else now


def _before(message: Message) -> tuple[str, ...]:
    named = (*message.references, message.in_reply_to)
    return tuple(dict.fromkeys(one for one in named if one))[-_ANCESTORS:]


def _persons(message: Message) -> Iterator[Person]:
    seen: set[tuple[Kind, str]] = set()
    for kind, mailboxes in (
        (Kind.FROM, message.from_ or message.sender),
        (Kind.TO, message.to),
        (Kind.CC, message.cc),
        (Kind.BCC, message.bcc),
        (Kind.REPLY_TO, message.reply_to),
    ):
        for mailbox in mailboxes:
            address = mailbox.address.lower()
            if address and (kind, address) not in seen:
                seen.add((kind, address))
                yield Person(kind, mailbox.name, address)


def _sender_name(message: Message) -> str:
    first = next(iter(message.from_ or message.sender), None)
    return first.shown if first else ""


def _people(message: Message) -> str:
    to = [one.shown for one in (*message.to, *message.cc)]
    return ", ".join(to[:_SHOWN_PEOPLE])


def _parts(message: Message, missing: Mapping[str, int]) -> Iterator[PartRow]:
    inline = {part.number for part in message.body.inline}
    for part in (*message.body.attachments, *message.body.inline):
        facts = PartFact(0)
        if part.number in inline:
            facts |= PartFact.INLINE
        number, bytes_ = part.number.split("#", 1)[0], part.size
        if number in missing:
            facts |= PartFact.MISSING
            bytes_ = missing[number] * 3 // 4 if part.encoding == "base64" else missing[number]
        if part.name.rsplit(".", 1)[-1].lower() in _RISKY:
            facts |= PartFact.RISKY
        yield PartRow(part.number, part.name, part.content_type, bytes_, facts, part.content_id)


def _subject_key(message: Message) -> int | None:
    """Return what loose answers are known by; None where a subject says too little."""
    base = fold(message.subject_base).strip()
    letters = sum(sign.isalpha() for sign in base)
    if letters < _SHORTEST_BASE or message.list_id:
        return None
    return node_of(f"subject\n{base}")


def _facts(message: Message) -> Fact:
    facts = Fact(0)
    if message.body.invitations:
        facts |= Fact.INVITATION
    if message.list_id:
        facts |= Fact.LIST
    if message.is_automatic:
        facts |= Fact.AUTOMATIC
    if not _before(message):
        facts |= Fact.LONELY
        if is_answer(message.subject):
            facts |= Fact.LOOSE_ANSWER
    return facts


def _view(message: Message) -> dict[str, Any]:
    """Return what the reading pane shows beside the row; what is empty is left out."""

    def plain(mailboxes: Iterable[Mailbox]) -> list[list[str]]:
        return [[one.name, one.address] for one in mailboxes]

    leave = message.unsubscribe
    view = {
        "from": plain(message.from_ or message.sender),
        "reply_to": plain(message.reply_to),
        "to": plain(message.to),
        "cc": plain(message.cc),
        "bcc": plain(message.bcc),
        "sent_at": message.date.astimezone(UTC).isoformat() if message.date else "",
        "message_id": message.message_id,
        "references": list(message.references),
        "text": message.body.text,
        "has_html": bool(message.body.html),
        "invitation": next((one.text for one in message.body.invitations), ""),
        "unsubscribe": [one for one in (leave.https, leave.mailto) if one] if leave else [],
        "one_click": bool(leave and leave.is_one_click),
        "list_id": message.list_id,
        "receipt_to": message.receipt_to[0].address if message.receipt_to else "",
        "protection": message.body.protection,
        "flaws": list(message.flaws),
    }
    return {name: value for name, value in view.items() if value}
