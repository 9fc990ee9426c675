"""Blocks of numbers that the centre lent this machine, so that it can number without a connection.

A block belongs to one pattern in one period. What is left of it when the pattern or the year
changes, or after its last day, is never used: codes have gaps, but none comes twice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from desktop.store.engine import Connection
from desktop.store.sync_state import get_state, set_state

_BRANCH: Final = "branch"
_VAIN: Final = "numbers_in_vain:"  # and a series
_OURS: Final = "series = ? AND pattern = ? AND period = ? AND next <= hi AND expires > ?"


@dataclass(frozen=True, slots=True)
class Counted:
    """What is numbered now: the field as table.column, its pattern, the year or month."""

    series: str
    pattern: str
    period: str


def add(connection: Connection, counted: Counted, numbers: range, expires: int) -> None:
    """Keep a block; `expires` in microseconds."""
    lo, hi = numbers.start, numbers.stop - 1
    connection.execute(
        "INSERT OR IGNORE INTO number_block VALUES(?, ?, ?, ?, ?, ?, ?)",
        (counted.series, counted.pattern, counted.period, lo, hi, lo, expires),
    )


def remaining(connection: Connection, counted: Counted, now: int) -> int:
    """Return how many numbers are left."""
    query = f"SELECT coalesce(sum(hi - next + 1), 0) FROM number_block WHERE {_OURS}"
    told = (counted.series, counted.pattern, counted.period, now)
    return int(connection.execute(query, told).fetchone()[0])


def peek(connection: Connection, counted: Counted) -> int | None:
    """Return the number that comes next; None: there is none."""
    query = f"SELECT next FROM number_block WHERE {_OURS} ORDER BY lo LIMIT 1"
    told = (counted.series, counted.pattern, counted.period, 0)
    found = connection.execute(query, told).fetchone()
    return None if found is None else int(found[0])


def take(connection: Connection, counted: Counted, count: int, now: int) -> list[int]:
    """Return at most `count` numbers, and count on."""
    told = (counted.series, counted.pattern, counted.period, now)
    query = f"SELECT lo, hi, next FROM number_block WHERE {_OURS} ORDER BY lo"
    taken: list[int] = []
    for lo, hi, following in connection.execute(query, told).fetchall():
        some = range(following, min(hi + 1, following + count - len(taken)))
        taken += some
        connection.execute(
            "UPDATE number_block SET next = ? WHERE series = ? AND pattern = ? AND period = ? "
            "AND lo = ?",
            (some.stop, counted.series, counted.pattern, counted.period, lo),
        )
        if len(taken) == count:
            break
    return taken


def forget_old(connection: Connection, now: int) -> None:
    """Forget the blocks that were used up, and those after their last day."""
    connection.execute("DELETE FROM number_block WHERE next > hi OR expires <= ?", (now,))


def forget_all(connection: Connection) -> None:
    """Forget every block, as another machine has the same ones."""
    connection.execute("DELETE FROM number_block")


def note_vain(connection: Connection, counted: Counted, at: int | None) -> None:
    """Note when numbers were asked for and others came that do not serve; None: these do."""
    told = None if at is None else json.dumps([counted.pattern, counted.period, at])
    set_state(connection, f"{_VAIN}{counted.series}", told)


def asked_in_vain(connection: Connection, counted: Counted) -> int | None:
    """Return when just these numbers were asked for in vain, in microseconds; None: not yet."""
    told = get_state(connection, f"{_VAIN}{counted.series}")
    pattern, period, at = json.loads(told) if told else ("", "", 0)
    return at if told and (pattern, period) == (counted.pattern, counted.period) else None


def branch_of(connection: Connection) -> str:
    """Return the letters that stand before all codes of this branch; "" for none."""
    return get_state(connection, _BRANCH) or ""


def set_branch(connection: Connection, letters: str) -> None:
    """Let codes that are given here begin with these letters."""
    set_state(connection, _BRANCH, letters or None)
