"""A message as it is read: from what was prepared when it came, or from its source."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from desktop.core.errors import AppError, RecordGoneError
from desktop.core.i18n import N_, _
from desktop.core.mail.values import (
    Address,
    BodyState,
    MailFile,
    MailRow,
    MailView,
    MailWarning,
    PartState,
)
from desktop.core.mime import Message, read_message
from desktop.core.pages import Ref
from desktop.mail.boxes.judging import NOTHING_TOLD, Judge
from desktop.mail.boxes.known import KnownPeople
from desktop.mail.boxes.packing import unpack, unpack_view
from desktop.mail.boxes.prepared import PartFact
from desktop.mail.html import safe_html
from desktop.store.blobs import Blobs
from desktop.store.reader import Reader
from desktop.store.sql import Sql

GONE: Final = N_("The message is not there any more.")
NOT_HERE: Final = N_("The message is not on this computer.")
PART_NOT_HERE: Final = N_("The attachment is not on this computer yet.")


def read_view(
    reader: Reader,
    parts: Blobs,
    known: KnownPeople,
    judge: Judge,
    row: MailRow,
    conversation: Sequence[MailRow],
) -> MailView:
    """Return a message to read."""
    message = row.id
    asked = (
        "SELECT f.path, m.body, b.view FROM message m LEFT JOIN folder f ON f.id = m.folder"
        " LEFT JOIN body b ON b.message = m.id WHERE m.id = ?"
    )
    path, state, packed = reader.row(Sql(asked, (message,))) or ("", "remote", None)
    view = unpack_view(packed) if packed is not None else {}
    body = BodyState(state) if view else BodyState.REMOTE
    read = _read(reader, parts, message) if view else None
    shown = safe_html(read.body.html) if read and read.body.html else None
    told = judge.judged(read, shown) if read else NOTHING_TOLD
    sent_at = view.get("sent_at")
    return MailView(
        row=row,
        folder_path=path or "",
        sender=_people(view.get("from", ())),
        reply_to=_people(view.get("reply_to", ())),
        to=_people(view.get("to", ())),
        cc=_people(view.get("cc", ())),
        bcc=_people(view.get("bcc", ())),
        sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
        message_id=_angled(view.get("message_id", "")),
        references=tuple(map(_angled, view.get("references", ()))),
        html=shown.html if shown else "",
        text=view.get("text", ""),
        remote=shown.remote if shown else 0,
        warnings=told.warnings
        + tuple(MailWarning("flaw", _(flaw)) for flaw in view.get("flaws", ())),
        authentication=told.authentication,
        report=told.report,
        files=_files(reader, message),
        invitation=view.get("invitation", ""),
        unsubscribe=tuple(view.get("unsubscribe", ())),
        one_click=bool(view.get("one_click")),
        list_id=view.get("list_id", ""),
        receipt_to=view.get("receipt_to", ""),
        encryption=view.get("protection", ""),
        body=body,
        conversation=tuple(conversation),
        links=_links(reader, known, message),
    )


def read_source(reader: Reader, parts: Blobs, message: int) -> bytes:
    """Return a message as it came, or of a large one what is here; raise RecordGoneError."""
    asked = Sql("SELECT source, digest FROM body WHERE message = ?", (message,))
    found = reader.row(asked)
    if found is None or found == (None, None):
        raise RecordGoneError(_(NOT_HERE))
    packed = found[0] if found[0] is not None else parts.read(found[1])
    return unpack(packed)


def is_whole(reader: Reader, message: int) -> bool:
    """Tell whether the source that is here has all its parts."""
    asked = Sql("SELECT 1 FROM part WHERE message = ? AND facts & 2", (message,))
    fetched = Sql("SELECT 1 FROM part WHERE message = ? AND digest IS NOT NULL", (message,))
    return reader.row(asked) is None and reader.row(fetched) is None


def read_part(reader: Reader, parts: Blobs, message: int, number: str) -> bytes:
    """Return the decoded bytes of a part; raise RecordGoneError if they are not here."""
    asked = Sql(
        "SELECT digest, facts FROM part WHERE message = ? AND number = ?", (message, number)
    )
    digest, facts = reader.row(asked) or (None, 0)
    if digest is not None:
        return parts.read(digest)
    if facts & PartFact.MISSING:
        raise RecordGoneError(_(PART_NOT_HERE))
    part = read_message(read_source(reader, parts, message)).part(number)
    if part is None:
        raise RecordGoneError(_(PART_NOT_HERE))
    return part.content()


def _read(reader: Reader, parts: Blobs, message: int) -> Message | None:
    try:
        return read_message(read_source(reader, parts, message))
    except AppError:
        return None  # its text is shown


def _links(reader: Reader, known: KnownPeople, message: int) -> tuple[Ref, ...]:
    """Return the records that a message is filed with, then those of the people it names."""
    filed = "SELECT entity, record, title FROM tie WHERE message = ? AND how <> 'withdrawn'"
    named = (
        "SELECT s.address FROM message_address a JOIN address s ON s.id = a.address"
        " WHERE a.message = ? ORDER BY a.kind"
    )
    ties = [
        Ref(entity, uuid.UUID(bytes=one), title)
        for entity, one, title in reader.rows(Sql(filed, (message,)))
    ]
    addresses = [address for (address,) in reader.rows(Sql(named, (message,)))]
    whose = known.refs(addresses)
    people = [whose[one] for one in addresses if one in whose]
    unique = {(one.entity, one.id): one for one in reversed([*ties, *people])}
    return tuple(reversed(unique.values()))


def _files(reader: Reader, message: int) -> tuple[MailFile, ...]:
    asked = (
        "SELECT number, name, kind, size, facts, cid, digest FROM part WHERE message = ?"
        " ORDER BY place"
    )
    return tuple(
        MailFile(
            part=number,
            name=name,
            kind=kind,
            size=size,
            is_inline=bool(facts & PartFact.INLINE),
            cid=cid,
            state=PartState.REMOTE if facts & PartFact.MISSING else PartState.LOCAL,
            is_risky=bool(facts & PartFact.RISKY),
            digest=digest or "",
        )
        for number, name, kind, size, facts, cid, digest in reader.rows(Sql(asked, (message,)))
    )


def _people(kept: Iterable[Sequence[str]]) -> tuple[Address, ...]:
    return tuple(Address(name, address) for name, address in kept)


def _angled(bare: str) -> str:
    return f"<{bare}>" if bare else ""
