"""A company at work on a bad day: people edit, rights change, machines crash, disks go back.

Everything follows from one seed. After the day everything heals, and what must hold is checked;
what must hold at every moment is checked after each step. docs/sync_faults.md says what is held
where.
"""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core.errors import AppError
from desktop.sync.errors import OfflineError
from tests.sync.desk import Desk
from tests.sync.faults import at_centre, checks, deeds, files, schema_step
from tests.sync.faults.centre import BadNetwork
from tests.sync.faults.chance import seeded
from tests.sync.faults.crashes import CrashError, CrashingEngine
from tests.sync.faults.place import Day
from tests.sync.faults.watching import Watch

ROUNDS_TO_HEAL = 12
OTHER_MIDS = ("no dedupe", "numbered")  # mistakes by which groups come under other mids
Cell = tuple[str, uuid.UUID, str]


class World:
    """Desks of one company, and what happens to them."""

    def __init__(self, day: Day, seed: int, mistake: str = "", more: deeds.Deeds = ()) -> None:
        self.seed = seed
        self.random = random.Random(seed)
        self.day = day
        self.company = day.company
        self.desks = list(day.desks)
        self.folder = day.folder
        self.mistake = mistake
        self.counts: Counter[str] = Counter()
        self.excused: set[str] = set()  # mids that only a lost disk held
        self.purged: set[uuid.UUID] = set()
        self.violations: list[str] = []
        self.ending: list[tuple[object, ...]] = []  # what the centre holds at last
        self.story: list[tuple[str, int, float]] = []  # deeds, at which desk, and chance then
        self.backups: dict[Desk, Path] = {}
        self.open: list[Any] = []  # transactions at the centre
        self.late: dict[Desk, Any] = {}  # answers that have not come yet
        self.own: dict[Desk, dict[Cell, Any]] = {}  # edits since the centre last told anything
        self.versions: dict[Desk, dict[tuple[str, bytes], int]] = {}
        self.merges: dict[Desk, int] = {}  # groups
        self.imports: dict[Desk, list[uuid.UUID]] = {}  # runs that were not taken back
        self.fetched: dict[Desk, set[str]] = {}  # files that came from the centre
        self.is_copied = False  # a copy of the centre's database is there
        self.went_back = False  # the centre did
        self.filled: set[uuid.UUID] = set()  # customers with a value that no desk knows
        choices = [*deeds.ALWAYS, *more]
        self._choices = [deed for weight, deed in choices for _time in range(weight)]
        for desk in self.desks:
            self.settle_in(desk)

    def settle_in(self, desk: Desk) -> None:
        """Put the bad network before a desk and the crashing engine into it."""
        watch = Watch(self.company, desk)
        desk.network = BadNetwork(desk.centre, self.random, watch, self.mistake)
        self.forget(desk)
        self.equip(desk)

    def equip(self, desk: Desk) -> None:
        """Start the program of a desk."""
        desk.engine = CrashingEngine(desk.store, desk.store.owner(), desk.network, "PC")
        desk.engine.rng = self.random
        desk.engine.is_strict = self.mistake != "groups are not strict"
        desk.engine.is_captured = self.mistake == "the engine is captured"

    # --- a day
    def live(self, steps: int) -> None:
        """Let `steps` things happen, then heal and check."""
        with seeded(self.seed, self.day.clock):
            for _step in range(steps):
                self._step()
            self.heal()
            self.check()

    def _step(self) -> None:
        desk = self.random.choice(self.desks)
        deed = self.random.choice(self._choices)
        self.story.append((deed.__name__, self.desks.index(desk), self.random.random()))
        try:
            deed(self, desk)
        except AppError:  # a rule says no, as it does to a person
            self.counts["refused here"] += 1
        self._look(desk)

    def end(self) -> None:
        """Leave nothing open, whatever happened."""
        for connection in self.open:
            connection.close()
        self.open.clear()
        for desk in self.desks:
            if desk not in self.day.desks:
                desk.close()

    def heal(self) -> None:
        """Let everything go well until nothing waits."""
        self.end_transactions(len(self.open))
        self.company.sql("UPDATE app.app_user SET is_active = true WHERE is_active = false")
        for desk in self.desks:
            desk.network.is_bad, desk.engine.rng = False, None
        for _round in range(ROUNDS_TO_HEAL):
            done = [self._heal(desk) for desk in self.desks]
            if not any(done):
                return

    def _heal(self, desk: Desk) -> bool:
        """Do a round that goes well; tell whether anything was to be done."""
        try:
            done = desk.sync()
        except OfflineError:  # the line was cut before, which is noticed when it is used
            return True
        self._after_sync(desk)
        has_moved = self.day.has_files and files.exchange(desk, self.random)
        return has_moved or bool(done.sent or done.received or done.forked or done.copied)

    def check(self) -> None:
        """Note what does not hold after everything healed."""
        self.violations += at_centre.what_is_wrong(self.company, self.purged, self.desks)
        self.violations += at_centre.what_is_counted_twice(
            self.company, self.counts["numbers asked"]
        )
        self.violations += schema_step.what_was_touched(self.company, self.filled)
        for number, desk in enumerate(self.desks):
            found = [
                *checks.what_is_stuck(desk),
                *self._what_is_lost(desk),
                *checks.what_differs(desk),
                *checks.what_is_malformed(desk),
                *checks.what_is_no_conflict(desk),
                *checks.what_is_a_ring(desk),
                *checks.what_was_kept_silently(desk),
                *files.what_is_missing(desk, self.folder / "scratch"),
                *files.what_stayed(desk, self.fetched[desk]),
                *checks.what_replay_changes(desk),
            ]
            if desk.engine.wrote_changes:
                found.append("the engine wrote what it should send")
            if differs := desk.verify():
                found.append(f"another digest: {differs[:3]}")
            self.counts["pulls compared"] += desk.network.watch.exact
            self.counts["old rows left out"] += desk.network.watch.left
            self.counts["operations judged"] += desk.network.watch.judged
            self.counts["questions and answers lost"] += desk.network.lost
            self.violations += [f"desk {number}: {one}" for one in found]
        self.ending = at_centre.what_is_there(self.company)
        if self.random.random() < 0.2:
            self._what_a_new_computer_has(self.random.choice(self.day.desks))

    # --- for the deeds
    def edit(self, desk: Desk, entity: str, record_id: uuid.UUID, **values: Any) -> None:
        """Change a record as a person does, and remember what must be seen from now on."""
        desk.change(entity, record_id, **values)
        for column in values:
            self.remember(desk, entity, record_id, column)

    def remember(self, desk: Desk, entity: str, record_id: uuid.UUID, column: str) -> None:
        """Note what somebody just typed."""
        self.own[desk][entity, record_id, column] = desk.cell(entity, record_id, column)

    def sync(self, desk: Desk) -> None:
        """Let a desk do a round."""
        self.ask(desk, desk.sync, "rounds")

    def ask(self, desk: Desk, ask: Callable[[], object], what: str) -> None:
        """Let a desk ask the centre, which may fail in any way that networks and machines have."""
        try:
            ask()
            self.counts[what] += 1
        except CrashError:
            self.counts["crashes"] += 1
            self.reopen(desk)
        except AppError:
            self.counts["lost calls"] += 1
        self._after_sync(desk)

    def reopen(self, desk: Desk, *, is_closed: bool = False) -> None:
        """Start a desk's program again, with the database that is there."""
        if not is_closed:
            desk.store.close()
        desk.store = desk.opened()
        self.equip(desk)

    def forget(self, desk: Desk) -> None:
        """Expect nothing of what a desk had: its disk is another."""
        self.own[desk], self.versions[desk] = {}, {}
        self.imports[desk], self.fetched[desk] = [], set()
        self.late.pop(desk, None)
        self.merges.pop(desk, None)

    def end_transactions(self, count: int) -> None:
        """End the oldest transactions that are open at the centre."""
        for connection in self.open[:count]:
            if self.random.random() < 0.2:
                connection.rollback()
            else:
                connection.commit()
            connection.close()
        del self.open[:count]

    def ids(self, desk: Desk, entity: str = "account") -> list[uuid.UUID]:
        """Return the living records of a desk but the funds, in the order of their making."""
        query = f'SELECT id FROM "{entity}" WHERE deleted_at IS NULL ORDER BY id'
        found = [uuid.UUID(bytes=one) for (one,) in desk.asked(query)]
        return [one for one in found if one not in self.day.funds]

    # --- inside
    def _what_a_new_computer_has(self, desk: Desk) -> None:
        """Join from a new computer; it must hold what the old one does (I-4)."""
        new = self.day.new_computer(desk)
        new.sync()
        self.counts["new computers"] += 1
        since = max(checks.since_when(one) for one in (new, desk))
        for table in checks.TABLES:
            held = [checks.rows_of(one, table) for one in (new, desk)]
            if table == "note":  # of what is old each has another part
                held = [{n: r for n, r in one.items() if checks.when(r) >= since} for one in held]
            if held[0] != held[1]:
                self.violations.append(f"a new computer has other rows of {table}")
        new.close()

    def _what_is_lost(self, desk: Desk) -> list[str]:
        if self.mistake in OTHER_MIDS:
            return []  # must be found by what became of the records
        return list(at_centre.what_is_lost(self.company, desk, self.excused, self.went_back))

    def _look(self, desk: Desk) -> None:
        seen, vanished = checks.own_edits(desk)
        self.counts["own edits seen"] += seen
        self.violations += vanished
        self.violations += checks.what_vanished(desk, self.own[desk])
        self.violations += desk.network.watch.violations
        desk.network.watch.violations.clear()

    def _after_sync(self, desk: Desk) -> None:
        if desk.network.has_told:
            self.own[desk].clear()
            desk.network.has_told = False
        desk.network.watch.compare()
        self.violations += checks.what_went_back(desk, self.versions[desk])
        self.violations += at_centre.what_does_not_balance(self.company)
