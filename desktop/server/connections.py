"""Connections of an administrator to the centre."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import psycopg
import sqlalchemy as sa
from psycopg.conninfo import make_conninfo

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]
OWNER: Final = "lienhe_owner"  # owns everything, logs in nowhere
CLIENT: Final = "lienhe_client"  # what every person's login is a member of
LOGINS: Final = "lienhe_logins"  # may make logins; owns the door to that, and nothing else
SECONDS: Final = 15


def connect(address: dict[str, Any]) -> Connection:
    """Return a connection that commits each statement; raise psycopg.OperationalError."""
    told: dict[str, Any] = {"application_name": "lienhe server", "connect_timeout": SECONDS}
    return psycopg.connect(make_conninfo(**(told | address)), autocommit=True)


@contextmanager
def as_owner(connection: Connection) -> Iterator[Connection]:
    """Work in one transaction as the owner of the centre; it is committed at the end."""
    with connection.transaction():
        connection.execute(f"SET LOCAL ROLE {OWNER}")
        connection.execute("SET LOCAL TIME ZONE 'UTC'")
        yield connection


@contextmanager
def alchemy(connection: Connection) -> Iterator[sa.Connection]:
    """Open another connection like this one for Alembic: one transaction, as the owner."""
    told = make_conninfo(connection.info.dsn, password=connection.info.password)
    engine = sa.create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(told), poolclass=sa.NullPool
    )
    with engine.begin() as opened:
        opened.exec_driver_sql(f"SET LOCAL ROLE {OWNER}")
        yield opened
