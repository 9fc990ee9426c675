"""A company at work on a bad day: people edit, rights change, machines crash, disks go back.

Everything follows from one seed. After the day everything heals, and what must hold is checked.
"""

from __future__ import annotations

import random
import shutil
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.server.connections import connect
from desktop.store.engine import Role
from desktop.store.migrations import HEAD
from desktop.store.mirror.outbox import waiting_count
from desktop.store.mirror.wire_rows import read_wire_row, wire_row
from desktop.store.profile import open_profile
from desktop.store.transactions import Writing
from desktop.sync.engine import Engine
from tests.server.company import Company
from tests.sync.desk import Desk
from tests.sync.faults.centre import BadNetwork

TABLES = ("account", "contact", "note", "tag")
FIELDS = ("name", "short_name", "website", "description")
ROUNDS_TO_HEAL = 12


class CrashError(Exception):
    """The machine stops here."""


class CrashingEngine(Engine):
    """An engine whose transactions sometimes never end."""

    rng: random.Random | None = None

    @contextmanager
    def engine_work(self) -> Iterator[Writing]:
        with super().engine_work() as writing:
            yield writing
            if self.rng is not None and self.rng.random() < 0.02:
                raise CrashError


class World:
    """Desks of one company, and what happens to them."""

    def __init__(
        self, company: Company, desks: list[Desk], seed: int, folder: Path, mode: str = "right"
    ) -> None:
        self.random = random.Random(seed)
        self.company = company
        self.desks = desks
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.excused: set[str] = set()  # mids that only a lost disk held
        self.violations: list[str] = []
        self.backups: dict[Desk, Path] = {}
        self.open: list[Any] = []
        for desk in desks:
            desk.network = BadNetwork(desk.centre, self.random, mode)
            self._equip(desk)

    def _equip(self, desk: Desk) -> None:
        desk.engine = CrashingEngine(desk.store, desk.store.owner(), desk.network, "PC")
        desk.engine.rng = self.random

    # --- a day
    def live(self, steps: int) -> None:
        """Let `steps` things happen, then heal and check."""
        deeds: list[tuple[int, Callable[[Desk], None]]] = [
            (8, self._make),
            (16, self._edit),
            (4, self._edit_two),
            (3, self._bin),
            (2, self._give_away),
            (3, self._share),
            (18, self._sync),
            (2, self._open_transaction),
            (1, self._back_up),
            (1, self._go_back),
        ]
        choices = [deed for weight, deed in deeds for _ in range(weight)]
        for _step in range(steps):
            self.random.choice(choices)(self.random.choice(self.desks))
        self.heal()
        self.check()

    def end(self) -> None:
        """Leave nothing open, whatever happened."""
        for connection in self.open:
            connection.close()

    def heal(self) -> None:
        """Let everything go well until nothing waits."""
        self._end_transactions(len(self.open))
        for desk in self.desks:
            desk.network.is_bad, desk.engine.rng = False, None
        for _round in range(ROUNDS_TO_HEAL):
            for desk in self.desks:
                desk.sync()

    # --- deeds
    def _make(self, desk: Desk) -> None:
        self.counts["made"] += 1
        name = f"Khách {self.counts['made']}"
        account = desk.make("account", name=name, is_shared=self.random.random() < 0.6)
        if self.random.random() < 0.5:
            desk.make("contact", full_name=f"Người của {name}", account_id=account)

    def _edit(self, desk: Desk) -> None:
        ids = self._ids(desk)
        if ids:
            self.counts["edited"] += 1
            value = f"{self.random.choice('abc')}{self.counts['edited']}"
            field = self.random.choice(FIELDS)
            value = f"https://{value}.example.vn" if field == "website" else value
            desk.change("account", self.random.choice(ids), **{field: value})

    def _edit_two(self, desk: Desk) -> None:
        ids = self._ids(desk)
        if len(ids) > 1:
            self.counts["edited two"] += 1
            with desk.store.work(desk.me, "account.change") as work:
                for one in self.random.sample(ids, 2):
                    work.bulk_update("account", [one], {"short_name": f"z{self.counts.total()}"})

    def _bin(self, desk: Desk) -> None:
        ids = self._ids(desk)
        if ids:
            self.counts["binned"] += 1
            desk.delete("account", self.random.choice(ids))

    def _give_away(self, desk: Desk) -> None:
        ids = self._ids(desk)
        other = self.random.choice(self.desks)
        if ids:
            self.counts["given away"] += 1
            desk.change("account", self.random.choice(ids), owner_id=other.me.user_id)

    def _share(self, desk: Desk) -> None:
        ids = self._ids(desk)
        if ids:
            self.counts["shared"] += 1
            shown = self.random.random() < 0.5
            desk.change("account", self.random.choice(ids), is_shared=shown)

    def _sync(self, desk: Desk) -> None:
        try:
            desk.sync()
            self.counts["rounds"] += 1
        except CrashError:
            self.counts["crashes"] += 1
            self._reopen(desk)
        except AppError:
            self.counts["lost calls"] += 1

    def _open_transaction(self, _desk: Desk) -> None:
        """Write at the centre and leave the transaction open for a while."""
        if self.open and self.random.random() < 0.5:
            self._end_transactions(1)
            return
        connection = connect(self.company.cluster.address(self.company.name))
        connection.autocommit = False
        rows = connection.execute("SELECT id FROM app.account ORDER BY id LIMIT 30").fetchall()
        if rows and len(self.open) < 2:
            (one,) = self.random.choice(rows)
            connection.execute("SET lock_timeout = '200ms'")
            try:
                connection.execute(
                    "UPDATE app.account SET description = %s WHERE id = %s",
                    (f"centre {self.counts.total()}", one),
                )
            except psycopg.errors.LockNotAvailable:
                connection.close()
                return
            self.counts["open transactions"] += 1
            self.open.append(connection)
        else:
            connection.close()

    def _end_transactions(self, count: int) -> None:
        for connection in self.open[:count]:
            if self.random.random() < 0.2:
                connection.rollback()
            else:
                connection.commit()
            connection.close()
        del self.open[:count]

    def _back_up(self, desk: Desk) -> None:
        target = self.folder / uuid.uuid4().hex
        with desk.store.reading() as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        self.backups[desk] = target

    def _go_back(self, desk: Desk) -> None:
        """Put an old copy of the database in the place of the present one."""
        backup = self.backups.get(desk)
        if backup is None:
            return
        waiting = "SELECT mid FROM outbox WHERE status IN ('queued', 'sent')"
        now = {mid for (mid,) in desk.asked(waiting)}
        self.counts["went back"] += 1
        desk.store.close()
        for side in ("-wal", "-shm"):
            (desk.folder / f"main.sqlite{side}").unlink(missing_ok=True)
        shutil.copyfile(backup, desk.folder / "main.sqlite")
        self._reopen(desk, is_closed=True)
        self.excused |= now - {mid for (mid,) in desk.asked(waiting)}

    def _reopen(self, desk: Desk, *, is_closed: bool = False) -> None:
        if not is_closed:
            desk.store.close()
        desk.store = open_profile(desk.folder, SystemClock(), Role.WORKER)
        self._equip(desk)

    def _ids(self, desk: Desk) -> list[uuid.UUID]:
        query = "SELECT id FROM account WHERE deleted_at IS NULL ORDER BY id"
        return [uuid.UUID(bytes=one) for (one,) in desk.asked(query)]

    # --- what must hold
    def check(self) -> None:
        """Note what does not hold after everything healed."""
        known = {str(mid) for (mid,) in self.company.rows("SELECT mid FROM sync.mutation")}
        for number, desk in enumerate(self.desks):
            self._check_desk(number, desk, known)

    def _check_desk(self, number: int, desk: Desk, known: set[str]) -> None:
        with desk.store.reading() as connection:
            waiting = waiting_count(connection)
            acked = connection.execute("SELECT count(*) FROM outbox WHERE status = 'acked'")
            shadows = connection.execute("SELECT count(*) FROM shadow")
            if waiting or acked.fetchone()[0] or shadows.fetchone()[0]:
                self.violations.append(f"desk {number}: {waiting} edits are stuck")
        mids = {mid for (mid,) in desk.asked("SELECT mid FROM outbox")} - self.excused
        if lost := mids - known:
            self.violations.append(f"desk {number}: {len(lost)} groups are lost")
        for table in TABLES:
            rows = [wire_row(get_entity(table), one) for one in desk.centre.rows(table, HEAD)]
            theirs = {str(row["id"]): row for row in rows}
            ours = self._rows(desk, table)
            if theirs != ours:
                self.violations.append(f"desk {number}: {table}: {_difference(theirs, ours)}")

    def _rows(self, desk: Desk, table: str) -> dict[str, Any]:
        with desk.store.reading() as connection:
            ids = connection.execute(f'SELECT id FROM "{table}"').fetchall()
            entity = get_entity(table)
            rows = [read_wire_row(connection, entity, one) for (one,) in ids]
        return {str(row["id"]): row for row in rows if row}


def _difference(theirs: dict[str, Any], ours: dict[str, Any]) -> str:
    stale = [
        {
            name: (theirs[one][name], ours[one][name])
            for name in ours[one]
            if theirs[one][name] != ours[one][name]
        }
        for one in ours.keys() & theirs.keys()
        if theirs[one] != ours[one]
    ]
    missing, ghosts = len(theirs.keys() - ours.keys()), len(ours.keys() - theirs.keys())
    return f"{missing} missing, {ghosts} ghosts, {len(stale)} stale {stale[:1]}"
