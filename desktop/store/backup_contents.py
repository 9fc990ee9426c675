"""What a backup holds, read without changing it, and how it differs from the data of now."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.core.clock import Clock
from desktop.core.entities import Entity, iter_entities
from desktop.core.errors import StorageError
from desktop.core.i18n import _
from desktop.store.engine import DATABASE, Connection, Role, connect_reader
from desktop.store.faults import told
from desktop.store.maintenance import refill_search
from desktop.store.migrations import HEAD

_MIGRATED: Final = "old-backup"  # a folder of the cache

Missing = tuple[Entity, list[uuid.UUID]]


@dataclass(frozen=True, slots=True)
class Contents:
    """How many living records of each entity there are, and when the last change was made."""

    counts: dict[str, int]
    newest: int | None  # microseconds since 1970, UTC


def read_contents(database: Path, key: bytes | None = None) -> Contents:
    """Count what a database holds, of whatever version of the program.

    Raises:
        CorruptStoreError, StorageError: it cannot be read.
    """
    with told(), closing(connect_reader(database, key)) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = {name for (name,) in connection.execute(query)}
        counts = {
            entity.key: _count(connection, entity)
            for entity in iter_entities()
            if entity.key in tables
        }
        (newest,) = connection.execute("SELECT max(at) FROM change").fetchone()
    return Contents(counts, newest)


def missing_now(now: Path, backup: Path, limit: int, key: bytes | None = None) -> list[Missing]:
    """Return the records that live in the backup and are deleted or gone now, by entity."""
    with told(), closing(connect_reader(now, key)) as connection:
        address = f"{backup.absolute().as_uri()}?mode=ro"
        if key is None:
            connection.execute("ATTACH DATABASE ? AS old", (address,))
        else:
            connection.execute(f"ATTACH DATABASE ? AS old KEY \"x'{key.hex()}'\"", (address,))
        return [
            (entity, ids)
            for entity in iter_entities()
            if not entity.hidden and (ids := _missing_of(connection, entity, limit))
        ]


def states_now(now: Path, entity: str, ids: list[uuid.UUID], key: bytes | None = None) -> list[str]:
    """Return of each record whether it is "living", "deleted" or "gone" in the data of now."""
    with told(), closing(connect_reader(now, key)) as connection:
        query = f'SELECT deleted_at IS NOT NULL FROM "{entity}" WHERE id = ?'
        found = [connection.execute(query, (one.bytes,)).fetchone() for one in ids]
    return ["gone" if row is None else "deleted" if row[0] else "living" for row in found]


def read_own_fields(
    database: Path, entity: str, record_id: uuid.UUID, key: bytes | None = None
) -> dict[str, Any] | None:
    """Return the values of the company's own fields of a record, as they are stored."""
    with told(), closing(connect_reader(database, key)) as connection:
        query = f'SELECT extra FROM "{entity}" WHERE id = ?'
        row = connection.execute(query, (record_id.bytes,)).fetchone()
    found = json.loads(row[0]) if row and row[0] else None
    return found if isinstance(found, dict) else None


@contextmanager
def readable(backup: Path, cache: Path, clock: Clock, key: bytes | None = None) -> Iterator[Path]:
    """Give a database with the backup's records in the form of this program.

    A backup of an earlier version is migrated in a copy, which is kept until another is needed.

    Raises:
        StorageError: a later version of the program made it, or there is no room for the copy.
    """
    with told(), closing(connect_reader(backup, key)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > HEAD:
        raise StorageError(_("A later version of the program wrote this profile. Please update."))
    yield backup if version == HEAD else _migrated(backup, cache / _MIGRATED, clock, key)


def _migrated(backup: Path, folder: Path, clock: Clock, key: bytes | None) -> Path:
    from desktop.store.profile import open_profile  # Alembic is needed only here

    place = folder / f"{backup.stem}-{HEAD}"
    if not (place / "ready").exists():
        with told():
            shutil.rmtree(folder, ignore_errors=True)
            place.mkdir(parents=True)
            shutil.copyfile(backup, place / DATABASE)
        with closing(open_profile(place, clock, Role.WORKER, key)) as store:
            refill_search(store)
        (place / "ready").touch()
    return place / DATABASE


def _count(connection: Connection, entity: Entity) -> int:
    query = f'SELECT count(*) FROM "{entity.key}" WHERE deleted_at IS NULL'
    (count,) = connection.execute(query).fetchone()
    return int(count)


def _missing_of(connection: Connection, entity: Entity, limit: int) -> list[uuid.UUID]:
    rows = connection.execute(
        f'SELECT o.id FROM old."{entity.key}" o LEFT JOIN main."{entity.key}" n ON n.id = o.id '
        "WHERE o.deleted_at IS NULL AND (n.id IS NULL OR n.deleted_at IS NOT NULL) LIMIT ?",
        (limit,),
    )
    return [uuid.UUID(bytes=found) for (found,) in rows]
