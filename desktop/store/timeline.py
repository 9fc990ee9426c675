"""The timeline of a record: everything that happened with it, from every entity that says so.

Entities come in by declaration (`timeline=`, `timeline_at=`); records that hang on this one
(`parent=`) stand there at the moment of their making; changes of the record itself are asked for by
the kind `CHANGES`. Each source is read by an index, newest first, and the sources are merged.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from desktop.core.clock import day_start, from_micros, local_day, to_micros
from desktop.core.entities import Entity, children_of, iter_entities
from desktop.core.fields import Kind
from desktop.core.i18n import N_, _
from desktop.core.pages import HistoryEntry, Ref, TimelineEntry
from desktop.core.quick_dataclass import dataclass
from desktop.store.history import USER, read_history
from desktop.store.reader import Found, Reader
from desktop.store.sql import Sql, column, quoted
from desktop.store.titles import read_titles, title_text

CHANGES: Final = "change"
CHANGED: Final = N_("Changed: {fields}")
_BODIES: Final = frozenset({Kind.LONG_TEXT, Kind.RICH_TEXT})
_CREATED: Final = "created_at"
_LONGEST_TEXT: Final = 240
_LATEST: Final = 253_402_200_000_000_000  # microseconds: the last days of the year 9999


@dataclass(frozen=True, slots=True)
class _Source:
    """An entity whose records stand on the timeline: by which link, at which moment."""

    entity: Entity
    link: str
    at: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """A row on the timeline, before its texts are read."""

    at: int
    source: _Source
    rid: int


def read_timeline(
    reader: Reader,
    of: Ref,
    entity: Entity,
    kinds: Sequence[str],
    before: int,
    limit: int,
) -> list[TimelineEntry]:
    """Return the newest entries before `before` (microseconds), newest first.

    What happened at the moment of the last one is all returned, so `before` = that moment goes on
    without a gap.

    Args:
        reader: asks the database.
        of: the record; its title is not used.
        entity: the record's.
        kinds: entity keys, CHANGES for the record's own; empty: all entities, no changes.
        before: a moment; entries at it are left out.
        limit: how many.
    """
    marks = [
        mark
        for source in _sources(entity)
        if not kinds or source.entity.key in kinds
        for mark in _marks(reader, source, of.id, before, limit)
    ]
    marks.sort(key=lambda mark: (-mark.at, mark.source.entity.number, -mark.rid))
    if len(marks) > limit:
        last = marks[limit - 1].at
        marks = [mark for mark in marks if mark.at >= last]
    entries = [entry for made in _entries(reader, marks) for entry in made]
    if CHANGES in kinds:
        entries += _changes(reader, entity, of, before, limit)
    return _newest(entries, limit)


def _newest(entries: list[TimelineEntry], limit: int) -> list[TimelineEntry]:
    ordered = sorted(entries, key=lambda entry: -entry.at)
    if len(ordered) <= limit:
        return ordered
    return [entry for entry in ordered if entry.at >= ordered[limit - 1].at]


def _sources(entity: Entity) -> Iterator[_Source]:
    for other in iter_entities():
        link = _timeline_link(other, entity)
        if link:
            yield _Source(other, link, other.timeline_at)
    for child in children_of(entity.key):
        if not child.timeline and not child.hidden:
            yield _Source(child, child.parent, _CREATED)


def _timeline_link(other: Entity, entity: Entity) -> str:
    """Return the link by which records of `other` stand on the timeline of `entity`, or ""."""
    if not other.timeline:
        return ""
    links = [f.name for f in other.fields if f.kind is Kind.LINK and f.target == entity.key]
    return other.timeline if other.timeline in links else next(iter(links), "")


def _marks(
    reader: Reader, source: _Source, record_id: uuid.UUID, before: int, limit: int
) -> list[_Mark]:
    """Return the source's newest rows before `before`, with all those of the last moment."""
    if source.entity.field(source.at).kind is Kind.DATE:
        days = _found(reader, source, source.at, "", (record_id.bytes, _day_before(before)), limit)
        found = [(_micros(day), rid) for day, rid in days]
    else:
        found = _found(reader, source, source.at, "", (record_id.bytes, before), limit)
    if source.at != _CREATED:  # what has no moment of its own stands at that of its making
        without = f" AND {column('t', source.at)} IS NULL"
        found += _found(reader, source, _CREATED, without, (record_id.bytes, before), limit)
    return [_Mark(at, source, rid) for at, rid in found]


def _day_before(before: int) -> str:
    """Return the first day whose beginning is not before a moment, YYYY-MM-DD."""
    if before >= _LATEST:
        return "9999-12-31"
    day = local_day(from_micros(before))
    first = day if to_micros(day_start(day)) >= before else day + timedelta(days=1)
    return first.isoformat()


def _micros(day: str) -> int:
    """Return the moment at which what has a day and no time stands on the timeline."""
    return to_micros(day_start(date.fromisoformat(day)))


def _found(
    reader: Reader,
    source: _Source,
    name: str,
    also: str,
    params: tuple[bytes, int | str],
    limit: int,
) -> list[Found]:
    at = column("t", name)
    select = (
        f"SELECT {at}, t.rid FROM {quoted(source.entity.key)} t"
        f" WHERE {column('t', source.link)} = ? AND t.deleted_at IS NULL{also}"
    )
    newest = Sql(f"{select} AND {at} < ? ORDER BY {at} DESC LIMIT ?", (*params, limit))
    found = reader.rows(newest)
    if len(found) < limit:
        return found
    last = found[-1][0]
    same = reader.rows(Sql(f"{select} AND {at} = ?", (params[0], last)))
    return [row for row in found if row[0] > last] + same


def _entries(reader: Reader, marks: Sequence[_Mark]) -> Iterator[list[TimelineEntry]]:
    by_source = sorted(marks, key=lambda mark: mark.source.entity.number)
    for source, of_source in groupby(by_source, key=lambda mark: mark.source):
        yield _entries_of(reader, source, {mark.rid: mark.at for mark in of_source})


def _entries_of(reader: Reader, source: _Source, moments: dict[int, int]) -> list[TimelineEntry]:
    entity = source.entity
    body = next((f for f in entity.fields if f.kind in _BODIES), None)
    text = column("t", body.name) if body else "NULL"
    if body is not None and body.kind is Kind.RICH_TEXT:
        text = f"plain_text({text})"
    status = column("t", entity.status) if entity.status else "NULL"
    rids = ",".join(map(str, moments))
    found = reader.rows(
        f"SELECT t.rid, t.id, {column('t', entity.title)},"
        f" substr({text}, 1, {_LONGEST_TEXT}), coalesce(t.created_by, t.owner_id), {status}"
        f" FROM {quoted(entity.key)} t WHERE t.rid IN (SELECT value FROM json_each('[{rids}]'))"
    )
    people = read_titles(reader, USER, (row[4] for row in found if row[4]))
    return [
        TimelineEntry(
            Ref(entity.key, uuid.UUID(bytes=row[1]), title_text(entity, row[2])),
            moments[row[0]],
            " ".join((row[3] or "").split()),
            people.get(row[4], ""),
            entity.icon,
            row[5] or "",
        )
        for row in found
    ]


def _changes(
    reader: Reader, entity: Entity, of: Ref, before: int, limit: int
) -> list[TimelineEntry]:
    """Return the record's own changes, without its making."""
    found = read_history(reader, entity, of.id, limit, before)
    title = read_titles(reader, entity.key, [of.id.bytes]).get(of.id.bytes, "")
    ref = Ref(entity.key, of.id, title)
    return [
        TimelineEntry(ref, change.at, _changed_text(entity, change), change.actor, "history")
        for change in found
        if change.op == "U" and change.fields
    ]


def _changed_text(entity: Entity, change: HistoryEntry) -> str:
    labels = [_(entity.field(item.field).label) for item in change.fields]
    return _(CHANGED).format(fields=", ".join(labels))
