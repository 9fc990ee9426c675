"""A person at a machine: a real profile, joined to a company on a real server."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from desktop.core.clock import Clock, SystemClock
from desktop.models.base import record_class
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.store.work import Store
from desktop.sync.engine import Engine
from desktop.sync.joining import join_centre
from desktop.sync.rounds import Round
from desktop.sync.transport import Address, PostgresCentre
from desktop.sync.verifying import Differences


class Desk:
    """One profile with its engine; `joins` is False where the profile joined before."""

    def __init__(
        self,
        folder: Path,
        address: Address,
        *,
        offers: bool = True,
        joins: bool = True,
        clock: Clock | None = None,
    ) -> None:
        self.folder = folder
        self.address = address
        self.clock = clock or SystemClock()
        self.store = self.opened()
        self.centre = PostgresCentre(address)
        if joins:
            join_centre(self.store, self.centre, "PC", offers=offers)
        self.me = self.store.owner()
        self.network: Any = self.centre  # the tests of faults put a bad one between
        self.engine = Engine(self.store, self.me, self.centre, "PC")

    def opened(self) -> Store:
        """Open the profile as a program does."""
        return open_profile(self.folder, self.clock, Role.WORKER)

    def sync(self) -> Round:
        """Do one round."""
        return self.engine.round()

    def verify(self) -> Differences | None:
        """Compare everything with the centre."""
        return self.engine.verify()

    def make(self, entity: str, **values: Any) -> uuid.UUID:
        """Make a record as a person does."""
        with self.store.work(self.me, f"{entity}.create") as work:
            record = record_class(entity)(**values)
            work.session.add(record)
            work.session.flush()
            return record.id

    def change(self, entity: str, record_id: uuid.UUID, **values: Any) -> None:
        """Change a record."""
        with self.store.work(self.me, f"{entity}.change") as work:
            work.bulk_update(entity, [record_id], values)

    def delete(self, entity: str, *ids: uuid.UUID) -> None:
        """Put records into the bin."""
        with self.store.work(self.me, f"{entity}.delete") as work:
            work.delete(entity, ids)

    def cell(self, entity: str, record_id: uuid.UUID, column: str) -> Any:
        """Return a stored value, or None if the row is not there."""
        query = f'SELECT "{column}" FROM "{entity}" WHERE id = ?'
        found = self.asked(query, record_id.bytes)
        return found[0][0] if found else None

    def has(self, entity: str, record_id: uuid.UUID) -> bool:
        """Tell whether a row is there."""
        return bool(self.asked(f'SELECT 1 FROM "{entity}" WHERE id = ?', record_id.bytes))

    def asked(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what a query finds in the profile."""
        with self.store.reading() as connection:
            return list(connection.execute(query, values).fetchall())

    def leave(self) -> None:
        """Let another process have the profile."""
        self.close()

    def come_back(self) -> None:
        """Open the profile again after another process had it."""
        self.store = self.opened()
        self.engine = Engine(self.store, self.me, self.centre, "PC")

    def close(self) -> None:
        """Leave the machine."""
        self.centre.close()
        self.store.close()
