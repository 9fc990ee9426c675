"""Everything about one person in one file: readable in a browser, and as JSON for programs.

Source: Law on Personal Data Protection 91/2025/QH15, the right to access and to be provided with
one's data.
"""

from __future__ import annotations

import html
import json
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.deletion import relations_to
from desktop.core.entities import Entity, get_entity
from desktop.core.errors import NotAllowedError, RecordGoneError
from desktop.core.fields import Kind
from desktop.core.filters import Condition, Group, Json, Op
from desktop.core.i18n import _, language
from desktop.core.kinds.files import digest_of
from desktop.core.pages import Card, HistoryEntry, ListQuery
from desktop.core.ports import Reads
from desktop.services.long_work import LongWork, long_work
from desktop.services.privacy.completeness import check_record_is_whole
from desktop.store.blobs import Blobs
from desktop.store.faults import told
from desktop.store.hanging_records import naming

RIGHT: Final = "export"
COMMENT: Final = "comment"
_COMMENTS: Final = 1  # the number of our only snapshot
_CSS: Final = (
    "body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "h1{font-size:1.6em}h2{font-size:1.2em;margin-top:2em;border-bottom:1px solid #ccc}"
    "table{border-collapse:collapse;margin:.5em 0 1.5em}"
    "td,th{text-align:left;vertical-align:top;padding:.2em 1em .2em 0}th{color:#555}"
)


@dataclass(slots=True)
class _Everything:
    """What is known about somebody."""

    person: Card
    related: list[Card] = field(default_factory=list)
    history: list[tuple[Card, list[HistoryEntry]]] = field(default_factory=list)


@long_work("privacy.export")
def export_person(work: LongWork, entity: str, id: str, path: str) -> Json:  # noqa: A002 - as the commands
    """Write everything about one record into a ZIP file; return how many records it holds.

    Raises:
        NotAllowedError: the person at the screen may not export such records.
        RuleBrokenError: the centre has older records that are not here.
        StorageError: the file could not be written; an earlier one stays.
    """
    if not work.actor.may(f"{entity}.{RIGHT}"):
        raise NotAllowedError(_("You lack the right to do this."))
    record_id = uuid.UUID(id)
    check_record_is_whole(work, record_id)
    with closing(work.reads()) as reads:
        found = _Everything(reads.card(entity, record_id))
        for other in _related(work, reads, get_entity(entity), record_id):
            found.related.append(other)
            work.report(len(found.related))
        for card in (found.person, *found.related):
            found.history.append((card, reads.history(card.entity, card.id, 1000)))
    _write(Path(path), found, Blobs(work.profile, work.store.key))
    return 1 + len(found.related)


def _related(work: LongWork, reads: Reads, entity: Entity, record_id: uuid.UUID) -> Iterator[Card]:
    seen = {record_id}
    for relation in relations_to(entity.key):
        for one in naming(work.store.path, relation, record_id, work.store.key):
            if one not in seen:
                seen.add(one)
                with suppress(RecordGoneError):
                    yield reads.card(relation.entity.key, one)
    for one in _comments(reads, record_id):
        if one not in seen:
            seen.add(one)
            with suppress(RecordGoneError):
                yield reads.card(COMMENT, one)


def _comments(reads: Reads, record_id: uuid.UUID) -> list[uuid.UUID]:
    """Return what colleagues wrote about the record, which no link names."""
    about = Group((Condition("record_id", Op.EQUALS, str(record_id)),))
    total = reads.snapshot(_COMMENTS, ListQuery(COMMENT, (), about)).total
    found = reads.ids_between(_COMMENTS, 0, total - 1) if total else []
    reads.close_list(_COMMENTS)
    return found


def _write(path: Path, found: _Everything, blobs: Blobs) -> None:
    part = path.with_name(path.name + ".part")
    try:
        with told():
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("index.html", _page(found))
                data = json.dumps(_data(found), ensure_ascii=False, indent=1)
                archive.writestr("data.json", data)
                for digest in _pictures((found.person, *found.related)):
                    if blobs.has(digest):
                        archive.writestr(f"files/{digest}", blobs.read(digest))
            part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _pictures(cards: Sequence[Card]) -> Iterator[str]:
    for card in cards:
        for one in get_entity(card.entity).fields:
            digest = card.values.get(one.name)
            if one.kind in {Kind.IMAGE, Kind.FILE} and isinstance(digest, str):
                yield digest_of(digest)


def _data(found: _Everything) -> dict[str, Any]:
    return {
        "person": _record(found.person),
        "related": [_record(card) for card in found.related],
        "history": [
            {
                "entity": card.entity,
                "id": str(card.id),
                "at": from_micros(entry.at).isoformat(),
                "actor": entry.actor,
                "command": entry.command,
                "changes": {c.field: [c.old, c.new] for c in entry.fields},
            }
            for card, entries in found.history
            for entry in entries
        ],
    }


def _record(card: Card) -> dict[str, Any]:
    return {"entity": card.entity, "id": str(card.id), "values": dict(card.values)}


def _page(found: _Everything) -> str:
    title = html.escape(found.person.title)
    parts = [
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">',
        f"<title>{title}</title><style>{_CSS}</style></head><body><h1>{title}</h1>",
        _table(found.person),
    ]
    entity = ""
    for card in found.related:
        if card.entity != entity:
            entity = card.entity
            parts.append(f"<h2>{html.escape(_(get_entity(entity).plural))}</h2>")
        parts.append(_table(card))
    parts.append(f"<h2>{html.escape(_('History'))}</h2><table>")
    parts += [_line(card, entry) for card, entries in found.history for entry in entries]
    parts.append("</table></body></html>")
    return "\n".join(parts)


def _table(card: Card) -> str:
    rows = [
        f"<tr><th>{html.escape(_(one.label))}</th>"
        f"<td>{html.escape(card.texts[one.name]).replace(chr(10), '<br>')}</td></tr>"
        for one in get_entity(card.entity).fields
        if card.texts.get(one.name) and not one.part_of
    ]
    return f"<table>{''.join(rows)}</table>"


def _line(card: Card, entry: HistoryEntry) -> str:
    by_name = get_entity(card.entity).by_name
    changes = "<br>".join(
        html.escape(f"{_(by_name[c.field].label)}: {c.old_text or '–'} → {c.new_text or '–'}")
        for c in entry.fields
        if c.field in by_name
    )
    when, who = format_moment(from_micros(entry.at)), html.escape(entry.actor)
    head = html.escape(card.title)
    return f"<tr><td>{when}</td><td>{who}</td><td>{head}</td><td>{changes}</td></tr>"
