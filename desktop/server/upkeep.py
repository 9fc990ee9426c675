"""Looking after the centre: its state, old changes, numbers, a new beginning after a restore."""

from __future__ import annotations

from typing import Any

from desktop.server import logins
from desktop.server.connections import Connection, as_owner
from desktop.server.installing import OLDEST_IN_USE


def read_health(connection: Connection) -> dict[str, Any]:
    """Return the figures of the view sync.health by their names."""
    cursor = connection.execute("SELECT * FROM sync.health")
    names = [column.name for column in cursor.description or ()]
    return dict(zip(names, cursor.fetchone() or (), strict=True))


def warnings(connection: Connection) -> list[str]:
    """Return what an administrator should change about this server, as sentences."""
    found = []
    if connection.info.server_version // 10_000 < OLDEST_IN_USE:
        found.append(f"PostgreSQL {OLDEST_IN_USE} or newer should serve a company.")
    for name, wanted in (("ssl", "on"), ("fsync", "on"), ("password_encryption", "scram-sha-256")):
        row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
        if row and row[0] != wanted:
            found.append(f"The setting {name} is {row[0]}; it should be {wanted}.")
    return found + ([] if logins.has_door(connection) else [logins.MISSING])


def reap(connection: Connection, log_days: int, answer_days: int) -> dict[str, int]:
    """Forget what is older and end sessions that hold others up; return how much of what."""
    with as_owner(connection):
        row = connection.execute(
            "SELECT sync.reap(%s, %s) || jsonb_build_object('sessions', sync.end_sessions())",
            (log_days, answer_days),
        ).fetchone()
    return dict(row[0]) if row else {}


def new_generation(connection: Connection, reason: str) -> None:
    """Make every client compare all it has: the past is not what they have read."""
    with as_owner(connection):
        connection.execute("SELECT sync.new_generation(%s)", (reason,))


def make_series(connection: Connection, series: str, pattern: str, *, gapless: bool) -> None:
    """Make a number series, or change its pattern, in which {n} stands for the number."""
    with as_owner(connection):
        connection.execute(
            "INSERT INTO sync.number_series (series, pattern, gapless) VALUES (%s, %s, %s) "
            "ON CONFLICT (series) DO UPDATE SET pattern = excluded.pattern",
            (series, pattern, gapless),
        )
