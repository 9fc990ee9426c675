"""How far back the histories on this computer go.

Of a history (an entity that declares its moments: calls, visits, meetings, notes) a joined profile
holds what happened since its *horizon*, all of it. What lies before may be here too, since it
changed or was fetched, and is kept up to date by every pull like the rest; the centre has it all.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.store.engine import Connection
from desktop.store.held_history import HORIZONS
from desktop.store.mirror.tables import get_state, set_state

WANTED: Final = "horizons_wanted"  # by table, microseconds: since when histories shall be here
MONTHS: Final = "history_months"  # that people chose; 0: everything


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a history: what happened since a moment, and some rows whatever their age."""

    since: int  # microseconds
    also: frozenset[uuid.UUID] = frozenset()

    def covers(self, other: Window) -> bool:
        """Tell whether nothing of another window lies outside of this one."""
        return self.since <= other.since and other.also <= self.also


def histories() -> list[Entity]:
    """Return the entities of which a profile may hold the recent part alone."""
    return [entity for entity in iter_entities() if entity.history]


def horizons(connection: Connection) -> dict[str, int]:
    """Return since when the histories are here; all of one that is not named is."""
    return read(connection, HORIZONS)


def begin(connection: Connection, since: int, months: int) -> None:
    """Let a profile that joins begin with what happened since a moment, so many months ago."""
    set_state(connection, MONTHS, str(months))
    for key in (HORIZONS, WANTED):
        write(connection, key, {entity.key: since for entity in histories()})


def want(connection: Connection, wanted: Mapping[str, int | None]) -> None:
    """Arrange that histories are here since other moments (None: all of one); rounds do it."""
    write(connection, WANTED, read(connection, WANTED) | dict(wanted))


def to_reach(connection: Connection) -> dict[str, int | None]:
    """Return the histories of which more is wanted than is here, and since when."""
    wanted = read(connection, WANTED)
    return {
        table: wanted.get(table)
        for table, since in horizons(connection).items()
        if table not in wanted or wanted[table] < since
    }


def reached(connection: Connection, table: str, since: int | None) -> None:
    """Note that all of a history since a moment is here now; None: all of it."""
    write(connection, HORIZONS, horizons(connection) | {table: since})


def window_of(connection: Connection, table: str, since: int) -> Window:
    """Return the part of a history from a moment on, with what is here of the rest.

    What is edited here belongs to it, whatever the edit made of its age.
    """
    shadows = "SELECT row_id FROM shadow WHERE tbl = ?"
    found = connection.execute(f"{old_rows(table)} UNION {shadows}", (since, table)).fetchall()
    return Window(since, frozenset(uuid.UUID(bytes=row_id) for (row_id,) in found))


def windows(connection: Connection) -> dict[str, Window]:
    """Return which parts of the histories are here, by table; a whole one is left out."""
    return {
        table: window_of(connection, table, since) for table, since in horizons(connection).items()
    }


# --- records of which everything was fetched
def note_whole(connection: Connection, record_id: bytes) -> None:
    """Note that all is here that happened with a record."""
    connection.execute("INSERT OR IGNORE INTO sync_whole VALUES(?)", (record_id,))


def forget_whole(connection: Connection) -> None:
    """Note that of no record all is known to be here: other rows may be shown than before."""
    connection.execute("DELETE FROM sync_whole")


def moment_of(entity: Entity) -> str:
    """Return SQL for when a record of a history happened: the last of its moments."""
    first, *more = (f'"{name}"' for name in reversed(entity.history))
    last = first
    for name in more:
        last = f"max(coalesce({name}, {last}), coalesce({last}, {name}))"  # nothing is no moment
    return f"coalesce({last}, created_at)"


def old_rows(table: str) -> str:
    """Return the query of the ids of a history that happened before a moment."""
    return f'SELECT id FROM "{table}" WHERE {moment_of(get_entity(table))} < ?'


def read(connection: Connection, key: str) -> dict[str, int]:
    """Return moments by table, as they are kept under a key."""
    told: dict[str, int] = json.loads(get_state(connection, key) or "{}")
    return told


def write(connection: Connection, key: str, told: Mapping[str, int | None]) -> None:
    """Keep moments by table; without one a table is left out."""
    some = {table: since for table, since in told.items() if since is not None}
    set_state(connection, key, json.dumps(some) if some else None)
