"""A company at work on a bad day: people edit, rights change, machines crash, disks go back.

Everything follows from one seed. After the day everything heals, and what must hold is checked.
"""

from __future__ import annotations

import json
import random
import shutil
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from desktop.core.clock import SystemClock
from desktop.core.errors import AppError
from desktop.server.connections import connect
from desktop.store.engine import Role
from desktop.store.mirror import applying
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.tables import get_state
from desktop.store.profile import open_profile
from desktop.sync.engine import Engine
from tests.server.company import Company
from tests.sync.desk import Desk
from tests.sync.faults import checks
from tests.sync.faults.centre import BadNetwork
from tests.sync.faults.crashes import CrashError, CrashingEngine

FIELDS = ("name", "short_name", "website", "description")
ROUNDS_TO_HEAL = 12


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
        self.late: dict[Desk, Pulled] = {}
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
            (4, self._edit_contact),
            (2, self._purge),
            (2, self._own_field),
            (6, self._late_pull),
            (2, self._open_transaction),
            (1, self._back_up),
            (1, self._go_back),
        ]
        choices = [deed for weight, deed in deeds for _ in range(weight)]
        for _step in range(steps):
            desk = self.random.choice(self.desks)
            self.random.choice(choices)(desk)
            seen, vanished = checks.own_edits(desk)
            self.counts["own edits seen"] += seen
            self.violations += vanished
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

    def _edit_contact(self, desk: Desk) -> None:
        ids = [uuid.UUID(bytes=one) for (one,) in desk.asked("SELECT id FROM contact ORDER BY id")]
        if ids:
            self.counts["contacts edited"] += 1
            desk.change("contact", self.random.choice(ids), description=f"p{self.counts.total()}")

    def _own_field(self, desk: Desk) -> None:
        ids = self._ids(desk)
        if ids:
            self.counts["own fields"] += 1
            name = self.random.choice(("x_size", "x_area"))
            value = {name: self.random.choice((None, self.counts.total()))}
            desk.change("account", self.random.choice(ids), extra=value)

    def _purge(self, desk: Desk) -> None:
        query = "SELECT id FROM account WHERE deleted_at IS NOT NULL ORDER BY id"
        binned = [uuid.UUID(bytes=one) for (one,) in desk.asked(query)]
        if binned:
            self.counts["purged"] += 1
            with desk.store.work(desk.me, "account.purge") as work:
                work.purge("account", [self.random.choice(binned)])

    def _late_pull(self, desk: Desk) -> None:
        """Ask for a pull whose answer comes when another was applied already."""
        late = self.late.pop(desk, None)
        if late is None:
            with desk.store.reading() as connection:
                cursor = get_state(connection, applying.CURSOR)
                client = get_state(connection, "client_id") or ""
            pulled = None if cursor is None else self._asked(desk, client, json.loads(cursor))
            if pulled is not None and not pulled.load:
                self.late[desk] = pulled
            return
        with Engine.engine_work(desk.engine) as writing:
            touched = applying.apply_pull(writing.connection, late)
        self.counts["late pulls" if touched is None else "pulls in time"] += 1

    def _asked(self, desk: Desk, client: str, cursor: Any) -> Pulled | None:
        try:
            return desk.centre.pull(client, cursor)
        except AppError:  # the profile went back and is not greeted yet
            return None

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

    def check(self) -> None:
        """Note what does not hold after everything healed."""
        known = {str(mid) for (mid,) in self.company.rows("SELECT mid FROM sync.mutation")}
        for number, desk in enumerate(self.desks):
            found = [
                *checks.what_is_stuck(desk),
                *checks.what_is_lost(desk, known | self.excused),
                *checks.what_differs(desk),
                *checks.what_replay_changes(desk),
            ]
            if desk.engine.wrote_changes:
                found.append("the engine wrote what it should send")
            if differs := desk.verify():
                found.append(f"another digest: {differs[:3]}")
            self.violations += [f"desk {number}: {one}" for one in found]
