"""What does not go back with the records when the centre goes back to a copy.

Who and which devices are shut out, the logins of people who came later, which numbers are lent,
what the background service was asked for: all that is of today.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

from desktop.server.backups import LEFT_OUT
from desktop.server.connections import Connection, as_owner, connect


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows of the database that gives way, as JSON where a table is named with them."""

    logins: tuple[tuple[str, UUID, bool], ...] = ()  # role, user, whether it is open
    devices: tuple[tuple[Any, ...], ...] = ()
    service: tuple[tuple[str, str], ...] = ()
    numbers: tuple[tuple[Any, ...], ...] = ()  # series, next, pattern, whether without gaps
    leases: tuple[tuple[Any, ...], ...] = ()
    people: dict[UUID, list[tuple[str, str]]] = field(default_factory=dict)  # by user


def read_kept(address: dict[str, Any]) -> Kept:
    """Read what must stay; nothing if the database cannot be read: it is why somebody restores."""
    try:
        with connect(address) as admin, as_owner(admin):
            query = "SELECT role::text, user_id, is_open FROM sync.login"
            logins = tuple(admin.execute(query).fetchall())
            devices = admin.execute(
                "SELECT client_id, user_id, lease, state, device, program, rev, first_seen, "
                "last_seen FROM sync.client"
            ).fetchall()
            service = [row for table in LEFT_OUT for row in _rows(admin, f"sync.{table}", "true")]
            numbers = admin.execute(
                "SELECT series, next, pattern, gapless FROM sync.number_series"
            ).fetchall()
            leases = admin.execute(
                "SELECT series, client_id, lo, hi, expires FROM sync.number_lease"
            ).fetchall()
            people = {user: _person(admin, user) for _role, user, _is_open in logins}
    except psycopg.Error:
        return Kept()
    return Kept(logins, tuple(devices), tuple(service), tuple(numbers), tuple(leases), people)


def write_kept(admin: Connection, kept: Kept) -> None:
    """Write what must stay into a database that is up to date."""
    with as_owner(admin):
        known = {user for (user,) in admin.execute("SELECT id FROM app.app_user").fetchall()}
        for role, user, is_open in kept.logins:
            if user not in known:
                _insert(admin, kept.people.get(user, ()))
            admin.execute(
                "INSERT INTO sync.login (role, user_id, is_open) VALUES (%s, %s, %s) "
                "ON CONFLICT (role) DO UPDATE SET is_open = excluded.is_open",
                (role, user, is_open),
            )
        for device in kept.devices:
            admin.execute(
                "INSERT INTO sync.client (client_id, user_id, lease, state, device, program, rev, "
                "first_seen, last_seen) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) "
                "ON CONFLICT (client_id) DO UPDATE SET state = excluded.state",
                device,
            )
        _insert(admin, kept.service)
        _write_numbers(admin, kept)


def _write_numbers(admin: Connection, kept: Kept) -> None:
    """Let numbers that were lent stay lent: the programs that have them give them out."""
    for series in kept.numbers:
        admin.execute(
            "INSERT INTO sync.number_series AS s (series, next, pattern, gapless) "
            "VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (series) DO UPDATE SET next = greatest(s.next, excluded.next)",
            series,
        )
    for lease in kept.leases:
        admin.execute(
            "INSERT INTO sync.number_lease (series, client_id, lo, hi, expires) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            lease,
        )


def _person(admin: Connection, user: UUID) -> list[tuple[str, str]]:
    found = _rows(admin, "app.app_user", "t.id = %s", user)
    return found + _rows(admin, "app.role_member", "t.user_id = %s", user)


def _rows(admin: Connection, table: str, condition: str, *values: object) -> list[tuple[str, str]]:
    query = f"SELECT to_jsonb(t)::text FROM {table} t WHERE {condition}"
    return [(table, row) for (row,) in admin.execute(query.encode(), values).fetchall()]


def _insert(admin: Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Insert rows; one that names what the copy does not have stays out, or goes without it."""
    for table, row in rows:
        for told in (row, json.dumps(json.loads(row) | {"org_unit_id": None})):
            try:
                with admin.transaction():
                    made = f"SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
                    admin.execute(f"INSERT INTO {table} {made}".encode(), (told,))
                    admin.execute("SET CONSTRAINTS ALL IMMEDIATE")
            except psycopg.errors.ForeignKeyViolation:
                continue
            break
