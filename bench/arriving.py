"""S6: the list stays smooth while another process takes over what changed at the centre.

The same is measured before: what is late then is late for want of a processor, as others use it.

As a program, `python -m bench.arriving PROFILE` is that other process.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from bench.data import fresh_copy
from bench.figures import Conditions, Figure, bench
from bench.large_profile import large_profile
from bench.painted import screen_of
from bench.table import WHEEL, Scrolled
from desktop.core.changes import Changes
from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.pages import ListQuery
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.mirror import applying
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.tables import make_tables, set_state
from desktop.store.mirror.wire_rows import wire_columns, wire_row
from desktop.store.profile import open_profile

ROOT: Final = Path(__file__).resolve().parents[1]
ARRIVING: Final = 50_000
ROUNDS: Final = 3  # up and down, before
CURSOR: Final = {"generation": "", "boot": "", "snapshot": "1:1:", "lsn": "0/0"}


class Watched(Scrolled):
    """A list that is scrolled up and down until something ended."""

    def scroll_alone(self) -> float:
        """Return which part of the frames is late when nothing else is done, in percent."""
        frames = sum(len(self.scroll(way)) for way in (WHEEL, -WHEEL) * ROUNDS)
        late = 100 * self._late / frames
        self.restart()
        return late

    def scroll_beside(self, process: subprocess.Popen[bytes], changes: Changes) -> float:
        """Return which part of the frames was late, in percent."""
        frames, way = 0, WHEEL
        while process.poll() is None:
            frames += len(self.scroll(way))
            way = -way
        self._screen.jobs.changes.changed.emit(changes)
        frames += len(self.scroll(way))  # the list is read anew
        return 100 * self._late / frames


@bench(
    Figure("S6", f"late frames while {ARRIVING:,} changes arrive", "%", limit=5, goal=1),
    Figure("S6.before", "late frames before anything arrives", "%", limit=5, goal=1),
)
def measure_arriving(conditions: Conditions) -> dict[str, float]:
    """Scroll the list of customers from before the first change until after the last."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        profile = fresh_copy(large_profile(conditions.rows), Path(folder) / "profile")
        with screen_of(profile) as screen:
            shown = Watched(screen)
            shown.show_all(ListQuery("account", get_entity("account").list_columns))
            shown.scroll(WHEEL)
            shown.restart()
            before = shown.scroll_alone()
            command = [sys.executable, "-m", "bench.arriving", str(profile)]
            with subprocess.Popen(command, cwd=ROOT) as process:
                late = shown.scroll_beside(process, Changes({"account": frozenset()}))
            if process.returncode:
                raise RuntimeError("the other process failed")
            shown.close()
    return {"S6": late, "S6.before": before}


def take_over(folder: Path) -> None:
    """Apply a pull in which thousands of customers have another rating."""
    declare()
    store = open_profile(folder, SystemClock(), Role.WORKER)
    entity = get_entity("account")
    names = ", ".join(f'"{name}"' for name in wire_columns(entity))
    with store.work(store.owner(), "sync", captured=False) as work:
        connection = work.writing.connection
        make_tables(connection)
        set_state(connection, applying.CURSOR, '{"n": 1}')
    with store.reading() as connection:
        query = f'SELECT {names} FROM "account" LIMIT ?'  # noqa: S608 - names of columns
        found = connection.execute(query, (ARRIVING,)).fetchall()
    pulled = Pulled({"n": 1}, CURSOR)
    for cells in found:
        row = wire_row(entity, cells)
        pulled.rows.append(("account", row | {"short_name": "mới", "ver": 99}))
    with store.work(store.owner(), "sync", captured=False) as work:
        applying.apply_pull(work.writing.connection, pulled)
    store.close()


if __name__ == "__main__":
    take_over(Path(sys.argv[1]))
