"""What hangs on the records of a person: titles, consents, pictures and files."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.fields import Field, Kind
from desktop.core.kinds.files import digest_of
from desktop.store.capture import EXTRA
from desktop.store.engine import Connection
from desktop.store.sql import column, quoted

People = Mapping[str, set[uuid.UUID]]  # records of one person, by entity
_PICTURES: Final = frozenset({Kind.IMAGE, Kind.FILE})
CONSENT: Final = "consent"
ATTACHMENT: Final = "attachment"
_AMONG: Final = "(SELECT unhex(value) FROM json_each(?))"


def read_title(connection: Connection, entity: str, record_id: uuid.UUID) -> str:
    """Return what a record is called, "" if it is not there."""
    name = quoted(get_entity(entity).title)
    query = f"SELECT {name} FROM {quoted(entity)} WHERE id = ?"
    row = connection.execute(query, (record_id.bytes,)).fetchone()
    return str(row[0] or "") if row else ""


def consents_of(connection: Connection, people: People) -> dict[str, set[uuid.UUID]]:
    """Return the entries of the log of consents that name the records, by their entity."""
    return {CONSENT: _naming(connection, CONSENT, people)}


def files_of(connection: Connection, people: People) -> dict[str, set[uuid.UUID]]:
    """Return the files that hang on the records, by their entity."""
    found = _naming(connection, ATTACHMENT, people)
    return {ATTACHMENT: found} if found else {}


def _naming(connection: Connection, key: str, people: People) -> set[uuid.UUID]:
    links = [
        one
        for one in get_entity(key).fields
        if one.kind is Kind.LINK and one.target in people and not one.system
    ]
    parts = [f"{quoted(one.name)} IN {_AMONG}" for one in links]
    condition = " OR ".join(parts) or "0"
    query = f"SELECT id FROM {quoted(key)} WHERE {condition}"
    rows = connection.execute(query, [_listed(people[one.target]) for one in links])
    return {uuid.UUID(bytes=one) for (one,) in rows}


def pictures_of(connection: Connection, people: People) -> set[str]:
    """Return the hashes of all pictures and files that the records name or once named."""
    found: set[str] = set()
    for key, ids in people.items():
        for one in get_entity(key).fields:
            if one.kind in _PICTURES:
                found |= _digests(connection, key, one, _listed(ids))
    return found


def _digests(connection: Connection, key: str, one: Field, listed: str) -> set[str]:
    name = column("t", one.name)
    now = f"SELECT {name} FROM {quoted(key)} t WHERE t.id IN {_AMONG}"
    past = (
        "SELECT value FROM change, json_each(diff, ?)"
        f" WHERE tbl = ? AND row_id IN {_AMONG} AND value IS NOT NULL"
    )
    member = f"{EXTRA}.{one.name}" if one.custom else one.name
    rows = [
        *connection.execute(now, (listed,)),
        *connection.execute(past, (f'$."{member}"', key, listed)),
    ]
    return {digest_of(str(value)) for (value,) in rows if value}


def _listed(ids: Iterable[uuid.UUID]) -> str:
    return json.dumps([one.hex for one in ids])
