"""Looking into a backup: what going back would change, and single records of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import NotAllowedError, RecordGoneError, RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.pages import Card, Ref
from desktop.core.paths import Profile
from desktop.models.base import Record, record_class
from desktop.services.backups.shelf import backup_path
from desktop.services.long_work import LongWork, long_work
from desktop.store.backup import is_sound
from desktop.store.backup_contents import (
    missing_now,
    read_contents,
    read_own_fields,
    readable,
    states_now,
)
from desktop.store.reads import LocalReads
from desktop.store.work import Work

FOUND: Final = 60
GONE: Final = "gone"
DELETED: Final = "deleted"


@long_work("backup.preview")
def preview_backup(work: LongWork, name: str) -> Json:
    """Return what going back to a backup means.

    {"is_sound", "rows": [[entity, records then, records now]], "newest": the moment of the last
    change in it, "newest_now"}; moments in microseconds.
    """
    path = backup_path(work, name)
    work.report(0)
    if not is_sound(path, work.store.key):
        return {"is_sound": False, "rows": [], "newest": None, "newest_now": None}
    then = read_contents(path, work.store.key)
    now = read_contents(work.store.path, work.store.key)
    keys = [key for key in now.counts if then.counts.get(key) or now.counts[key]]
    rows: list[Json] = [[key, then.counts.get(key, 0), now.counts[key]] for key in keys]
    return {"is_sound": True, "rows": rows, "newest": then.newest, "newest_now": now.newest}


@long_work("backup.find")
def find_in_backup(work: LongWork, name: str, text: str) -> Json:
    """Return [entity, id, title, detail, "living"/"deleted"/"gone"] of records in a backup.

    Nothing typed: those that are deleted or gone now.
    """
    with _opened(work, name) as (path, reads):
        refs: list[tuple[Ref, str]] = []
        if text.strip():
            refs = [(hit.ref, hit.detail) for hit in reads.search(text, FOUND)]
        else:
            for entity, ids in missing_now(work.store.path, path, FOUND, work.store.key):
                refs += [(ref, "") for ref in reads.refs(entity.key, ids)]
    return [
        [ref.entity, str(ref.id), ref.title, detail, _state(work, ref.entity, ref.id)]
        for ref, detail in refs
    ]


@long_work("backup.compare")
def compare_record(work: LongWork, name: str, entity: str, id: str) -> Json:  # noqa: A002 - as the commands
    """Return {"title", "state", "fields": [[label, then, now]]} of a record, as people read it."""
    facts, record_id = get_entity(entity), uuid.UUID(id)
    with _opened(work, name) as (_path, reads):
        then = reads.card(entity, record_id)
    now = _card_now(work, entity, record_id)
    rows: list[Json] = []
    for field in facts.form_fields():
        old, new = then.texts.get(field.name, ""), now.texts.get(field.name, "") if now else ""
        if old or new:
            rows.append([field.label, old, new])
    return {"title": then.title, "state": _state(work, entity, record_id), "fields": rows}


@long_work("backup.bring_back")
def bring_back(work: LongWork, name: str, entity: str, id: str) -> Json:  # noqa: A002 - as the commands
    """Give a record the values that it has in a backup, as one change that can be undone.

    Raises:
        NotAllowedError: the person lacks the right to restore such records.
        RuleBrokenError: it belongs to a record that is gone for good.
    """
    command = f"{entity}.restore"
    if not work.actor.may(command):
        raise NotAllowedError(_("You lack the right to do this."))
    record_id = uuid.UUID(id)
    with _opened(work, name) as (path, reads):
        then = reads.card(entity, record_id)
        own = read_own_fields(path, entity, record_id, work.store.key)
    with work.store.work(work.actor, command) as unit:
        _put_back(unit, then, own)
    return then.title


def _put_back(unit: Work, then: Card, own: object) -> None:
    facts, cls = get_entity(then.entity), record_class(then.entity)
    record = unit.session.get(cls, then.id)
    if record is not None and record.deleted_at is not None:
        unit.restore(then.entity, [then.id])
        record = unit.session.get(cls, then.id)
    if record is None:
        unit.session.add(record := cls(id=then.id))
    with unit.session.no_autoflush:
        for field in _restorable(facts, cls):
            setattr(record, field.name, _value(unit, field, then))
        record.extra = own if isinstance(own, dict) else None
    unit.session.flush()


def _restorable(facts: Entity, cls: type[Record]) -> Iterator[Field]:
    for field in facts.fields:
        is_own = field.name in cls.__table__.columns and not field.part_of and not field.system
        if is_own and field.kind is not Kind.COMPUTED:
            yield field


def _value(unit: Work, field: Field, then: Card) -> object:
    value = kind_of(field).from_json(then.values.get(field.name))
    if field.kind is Kind.LINK and isinstance(value, uuid.UUID):
        if unit.session.get(record_class(field.target), value) is not None:
            return value
        if field.required:
            sentence = _("It belongs to “{title}”, which is gone for good. Bring that back first.")
            raise RuleBrokenError(sentence.format(title=then.texts.get(field.name, "")))
        return None
    return value


def _state(work: LongWork, entity: str, record_id: uuid.UUID) -> str:
    return states_now(work.store.path, entity, [record_id], work.store.key)[0]


def _card_now(work: LongWork, entity: str, record_id: uuid.UUID) -> Card | None:
    with closing(work.reads()) as reads:
        try:
            return reads.card(entity, record_id)
        except RecordGoneError:
            return None


@contextmanager
def _opened(work: LongWork, name: str) -> Iterator[tuple[Path, LocalReads]]:
    backup, cache = backup_path(work, name), Profile(work.profile).cache
    work.report(0)
    with readable(backup, cache, work.store.clock, work.store.key) as path:
        reads = LocalReads(path, work.store.clock, work.store.key)
        try:
            yield path, reads
        finally:
            reads.close()
