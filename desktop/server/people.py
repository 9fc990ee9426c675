"""People at the centre: a login of PostgreSQL, the user that records name, and roles."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import psycopg
from psycopg import sql

from desktop.core.ids import new_id
from desktop.core.kinds.cleaning import clean_words
from desktop.core.shipped import ADMINISTRATORS, ADMINISTRATORS_NAME, role_name, shipped_id
from desktop.server.connections import CLIENT, Connection, as_owner
from desktop.server.installing import ServerError
from desktop.server.logins import has_door

# A program has up to six lines: for records, for what its window asks meanwhile, and two each for
# the files that it exchanges and for one that is looked at. So much for two computers, and what a
# broken network left behind.
SESSIONS: Final = 16
_LOGIN: Final = re.compile(r"[a-z][a-z0-9._-]{1,59}")
_RESERVED: Final = re.compile(r"pg_.*|postgres|lienhe_.*|public|none")


@dataclass(frozen=True, slots=True)
class Person:
    """A user with a login."""

    login: str
    user_id: uuid.UUID
    full_name: str
    is_open: bool
    unit: str
    roles: tuple[str, ...]


def make_administrators(connection: Connection) -> None:
    """Make the role of administrators, with every right on the records of every module."""
    with as_owner(connection):
        connection.execute(
            "INSERT INTO app.user_role (id, name, rights) VALUES (%s, %s, '[\"*\"]') "
            "ON CONFLICT DO NOTHING",
            (ADMINISTRATORS, ADMINISTRATORS_NAME),  # each reads it in their own language
        )
        modules = connection.execute("SELECT DISTINCT module FROM sync.tbl ORDER BY 1").fetchall()
        for (module,) in modules:
            connection.execute(
                "INSERT INTO app.permission_grant (id, role_id, record_module, reach, level) "
                "VALUES (%s, %s, %s, 'all', 'share') ON CONFLICT DO NOTHING",
                (shipped_id("permission_grant", module), ADMINISTRATORS, module),
            )


def add_person(
    connection: Connection,
    login: str,
    full_name: str,
    password: str,
    *,
    unit: str = "",
    roles: Iterable[str] = (),
    is_administrator: bool = False,
) -> uuid.UUID:
    """Make a login and its user; return the user's id.

    Args:
        connection: of somebody who may make logins.
        login: lower-case letters, digits, full stop, hyphen and underscore.
        full_name: as colleagues read it.
        password: is sent as its SCRAM verifier, so no log of the server ever holds it.
        unit: the code or name of the unit that the person belongs to.
        roles: names of roles.
        is_administrator: also give the role of administrators.

    Raises:
        ServerError: the login is taken or malformed, or a unit or role is not there.
    """
    name = clean_words(full_name)
    if not _LOGIN.fullmatch(login) or _RESERVED.fullmatch(login) or not name:
        raise ServerError(f"{login!r} cannot be a login, or the name is empty.")
    user_id = new_id()
    try:
        with connection.transaction():
            _make_login(connection, login, password)
            with as_owner(connection):
                _make_user(connection, user_id, login, name, _unit_of(connection, unit))
                chosen = [_role_of(connection, role) for role in roles]
                chosen += [ADMINISTRATORS] if is_administrator else []
                for role in chosen:
                    connection.execute(
                        "INSERT INTO app.role_member (id, user_id, role_id) VALUES (%s, %s, %s)",
                        (new_id(), user_id, role),
                    )
    except psycopg.errors.DuplicateObject as error:
        raise ServerError(f"The login {login} is taken.") from error
    return user_id


def set_password(connection: Connection, login: str, password: str) -> None:
    """Give a login another password; raise ServerError if there is none of that name."""
    _require(connection, login)
    verifier = _verifier(connection, login, password)
    if has_door(connection):
        with as_owner(connection):
            connection.execute("SELECT logins.set_password(%s, %s)", (login, verifier))
        return
    told = sql.SQL("ALTER ROLE {} PASSWORD {}")
    connection.execute(told.format(sql.Identifier(login), sql.Literal(verifier)))


def set_open(connection: Connection, login: str, *, is_open: bool) -> int:
    """Open or shut a login; a shut one is put out at once. Return the sessions that were ended.

    What the person has on the own computer is deleted by the program when it next asks.
    """
    _require(connection, login)
    by_door = has_door(connection)
    if not by_door:
        word = sql.SQL("LOGIN" if is_open else "NOLOGIN")
        connection.execute(sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(login), word))
    with as_owner(connection):
        if by_door:
            connection.execute("SELECT logins.set_open(%s, %s)", (login, is_open))
        connection.execute("UPDATE sync.login SET is_open = %s WHERE role = %s", (is_open, login))
        if is_open:
            return 0
        ended = connection.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = %s",
            (login,),
        ).fetchone()
    return int(ended[0]) if ended else 0


def iter_people(connection: Connection) -> Iterator[Person]:
    """Yield everybody who has a login, by name."""
    rows = connection.execute(
        "SELECT l.role::text, l.user_id, u.full_name, l.is_open, coalesce(o.name, ''), "
        "ARRAY(SELECT ARRAY[r.id::text, r.name] FROM app.role_member m "
        "JOIN app.user_role r ON r.id = m.role_id "
        "WHERE m.user_id = u.id AND m.deleted_at IS NULL ORDER BY r.name) "
        "FROM sync.login l JOIN app.app_user u ON u.id = l.user_id "
        "LEFT JOIN app.org_unit o ON o.id = u.org_unit_id ORDER BY 1"
    )
    for login, user_id, name, is_open, unit, roles in rows:
        called = tuple(role_name(uuid.UUID(role), kept) for role, kept in roles)
        yield Person(login, user_id, name, is_open, unit, called)


def _make_login(connection: Connection, login: str, password: str) -> None:
    verifier = _verifier(connection, login, password)
    if has_door(connection):  # whoever makes a login may change it: later that is the door
        with as_owner(connection):
            connection.execute("SELECT logins.make(%s, %s, %s)", (login, verifier, SESSIONS))
        return
    told = sql.SQL(
        "CREATE ROLE {} LOGIN NOCREATEDB NOCREATEROLE CONNECTION LIMIT {} PASSWORD {} IN ROLE {}"
    )
    connection.execute(
        told.format(
            sql.Identifier(login),
            sql.Literal(SESSIONS),
            sql.Literal(verifier),
            sql.Identifier(CLIENT),
        )
    )


def _make_user(
    connection: Connection, user_id: uuid.UUID, login: str, name: str, unit: uuid.UUID | None
) -> None:
    connection.execute(
        "INSERT INTO app.app_user (id, full_name, login, is_active, org_unit_id) "
        "VALUES (%s, %s, %s, true, %s)",
        (user_id, name, login, unit),
    )
    connection.execute("INSERT INTO sync.login (role, user_id) VALUES (%s, %s)", (login, user_id))


def _verifier(connection: Connection, login: str, password: str) -> str:
    if not password:
        raise ServerError("A login needs a password.")
    made = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def _require(connection: Connection, login: str) -> None:
    if not connection.execute("SELECT 1 FROM sync.login WHERE role = %s", (login,)).fetchone():
        raise ServerError(f"Nobody has the login {login}.")


def _unit_of(connection: Connection, word: str) -> uuid.UUID | None:
    return _found(connection, "org_unit", "(code = %s OR name = %s)", word) if word else None


def _role_of(connection: Connection, word: str) -> uuid.UUID:
    return _found(connection, "user_role", "(name = %s OR id::text = %s)", word)


def _found(connection: Connection, table: str, condition: str, word: str) -> uuid.UUID:
    query = f"SELECT id FROM app.{table} WHERE deleted_at IS NULL AND {condition}"
    rows = connection.execute(query.encode(), (word, word)).fetchall()
    if len(rows) != 1:
        raise ServerError(f"{word!r} names {len(rows)} of {table}; it must name one.")
    return uuid.UUID(str(rows[0][0]))
