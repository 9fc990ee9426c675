"""Column types, one for each way of storing: SQLite STRICT and PostgreSQL from one declaration."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from desktop.core.kinds.base import Storage

SCALE = 10_000
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)


class _Stored(TypeDecorator[Any]):
    """A type whose SQLite and PostgreSQL forms differ."""

    impl = sa.Text
    cache_ok = True
    on_sqlite: TypeEngine[Any] = sa.Text()
    on_postgresql: TypeEngine[Any] = sa.Text()

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the form for the database at hand."""
        chosen = self.on_postgresql if dialect.name == "postgresql" else self.on_sqlite
        return dialect.type_descriptor(chosen)


class Text(_Stored):
    """Text, NFC, never empty where it may be NULL."""

    cache_ok = True


class Integer(_Stored):
    """A whole number of 64 bits."""

    cache_ok = True
    on_sqlite = sa.Integer()
    on_postgresql = sa.BigInteger()


class Flag(_Stored):
    """True or False: 1 or 0 in SQLite."""

    cache_ok = True
    on_sqlite = sa.Integer()
    on_postgresql = sa.Boolean()

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> bool | int | None:
        """Return the stored form."""
        return value if value is None or dialect.name == "postgresql" else int(value)

    def process_result_value(self, value: bool | int | None, dialect: Dialect) -> bool | None:
        """Return the value."""
        return None if value is None else bool(value)


class Id(_Stored):
    """A UUID: 16 bytes in SQLite."""

    cache_ok = True
    on_sqlite = sa.LargeBinary()
    on_postgresql = postgresql.UUID(as_uuid=True)

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> object:
        """Return the stored form."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: object, dialect: Dialect) -> uuid.UUID | None:
        """Return the value."""
        return (
            uuid.UUID(bytes=value) if isinstance(value, bytes) else cast("uuid.UUID | None", value)
        )


class Key(_Stored):
    """A sort key: bytes that compare as people sort."""

    cache_ok = True
    on_sqlite = sa.LargeBinary()
    on_postgresql = postgresql.BYTEA()


class Amount(_Stored):
    """A Decimal with four places: an INTEGER scaled by 10^4 in SQLite, as TEXT does not sort."""

    cache_ok = True
    on_sqlite = sa.Integer()
    on_postgresql = sa.Numeric(19, 4)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | int | None:
        """Return the stored form."""
        if value is None or dialect.name == "postgresql":
            return value
        return int((value * SCALE).to_integral_value())

    def process_result_value(self, value: object, dialect: Dialect) -> Decimal | None:
        """Return the value."""
        return (
            Decimal(value).scaleb(-4) if isinstance(value, int) else cast("Decimal | None", value)
        )


class Moment(_Stored):
    """An aware UTC datetime: microseconds since 1970 in SQLite, which has no time zones."""

    cache_ok = True
    on_sqlite = sa.Integer()
    on_postgresql = sa.DateTime(timezone=True)

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> object:
        """Return the stored form."""
        if value is None or dialect.name == "postgresql":
            return value
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: object, dialect: Dialect) -> dt.datetime | None:
        """Return the value."""
        if isinstance(value, int):
            return EPOCH + value * MICROSECOND
        return cast("dt.datetime | None", value)


class Day(_Stored):
    """A date: TEXT YYYY-MM-DD in SQLite."""

    cache_ok = True
    on_postgresql = sa.Date()

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> object:
        """Return the stored form."""
        return value if value is None or dialect.name == "postgresql" else value.isoformat()

    def process_result_value(self, value: object, dialect: Dialect) -> dt.date | None:
        """Return the value."""
        if isinstance(value, str):
            return dt.date.fromisoformat(value)
        return cast("dt.date | None", value)


class Json(_Stored):
    """JSON: TEXT in SQLite, written without spaces so that equal values are equal texts."""

    cache_ok = True
    on_postgresql = postgresql.JSONB()

    def process_bind_param(self, value: object, dialect: Dialect) -> object:
        """Return the stored form."""
        if value is None or dialect.name == "postgresql":
            return value
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def process_result_value(self, value: object, dialect: Dialect) -> object:
        """Return the value."""
        return (
            json.loads(value) if isinstance(value, str) and dialect.name != "postgresql" else value
        )


COLUMN_TYPES: dict[Storage, type[_Stored]] = {
    Storage.TEXT: Text,
    Storage.INTEGER: Integer,
    Storage.AMOUNT: Amount,
    Storage.MOMENT: Moment,
    Storage.DAY: Day,
    Storage.FLAG: Flag,
    Storage.ID: Id,
    Storage.JSON: Json,
    Storage.KEY: Key,
}
