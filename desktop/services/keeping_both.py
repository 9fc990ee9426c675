"""Keeping both sides of a conflict: a second record with what I typed."""

from __future__ import annotations

import uuid

from desktop.core.entities import get_entity
from desktop.core.errors import RecordGoneError
from desktop.core.fields import Kind
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.permissions import Actor
from desktop.models.base import record_class
from desktop.services.records import create_record
from desktop.store.mirror.kept import form_value
from desktop.store.mirror.problems import Problem, close
from desktop.store.mirror.wire_rows import OWN
from desktop.store.work import Store


def keep_both(store: Store, actor: Actor, found: Problem) -> uuid.UUID:
    """Make a copy of the record with my value in the field; the record keeps the centre's.

    Codes that are counted are given anew, and the problem is settled. Return the id of the copy.

    Raises:
        RecordGoneError: the record is gone; the problem stays open.
    """
    entity = get_entity(found.table)
    name = found.column.removeprefix(OWN)
    with store.work(actor, f"{entity.key}.create") as work:
        record = work.session.get(record_class(entity.key), found.row_id)
        if record is None:
            raise RecordGoneError(_("This record is not here any more."))
        values = {
            field.name: kind_of(field).to_json(getattr(record, field.name, None))
            for field in entity.fields
            if not field.readonly and field.kind is not Kind.SEQUENCE
        }
        values[name] = form_value(entity, found.column, found.mine)
        kept = {key: value for key, value in values.items() if value is not None}
        made = uuid.UUID(create_record(work, entity.key, kept))
        close(work.connection, found.n, work.writing.at)  # with it: else there might be two
        return made
