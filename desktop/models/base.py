"""The base of every record: identity, owner, unit, rights, version, times, bin, custom fields."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, Unpack

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from desktop.core.entities import Entity, EntityFacts, register_entity
from desktop.core.fields import FIELD_INFO, Field, Kind, Option
from desktop.core.i18n import N_
from desktop.core.ids import new_id
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Companion
from desktop.models.types import COLUMN_TYPES, Id, Integer, Json, Moment

COMPANION_INFO = "companion"  # the key under which a derived column keeps (field name, Companion)

FOLLOWED_INFO = "followed"  # the key by which a column says that triggers keep it

NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

R = TypeVar("R", bound="Record")
_classes: dict[str, type[Record]] = {}


class Base(DeclarativeBase):
    """The metadata of all tables; records derive from `Record`."""

    metadata = sa.MetaData(naming_convention=NAMES)


class Record(Base):
    """A row with an owner, a version and a life on several machines.

    Ids are made on the client, so that a record made offline keeps its id on the server. On
    SQLite the table also has `rid INTEGER PRIMARY KEY` (store.ddl), which the mapper never sees.
    """

    __abstract__ = True
    __entity__: ClassVar[Entity]

    id: Mapped[uuid.UUID] = mapped_column(Id, primary_key=True, default=new_id, sort_order=-9)
    owner_id: Mapped[uuid.UUID | None] = mapped_column(Id, sort_order=90)
    org_unit_id: Mapped[uuid.UUID | None] = mapped_column(Id, sort_order=91)
    visibility: Mapped[int | None] = mapped_column(Integer, sort_order=92)
    acl_id: Mapped[int | None] = mapped_column(Integer, sort_order=93)
    ver: Mapped[int] = mapped_column(Integer, default=0, nullable=False, sort_order=94)
    created_at: Mapped[dt.datetime | None] = mapped_column(Moment, sort_order=95)
    created_by: Mapped[uuid.UUID | None] = mapped_column(Id, sort_order=96)
    updated_at: Mapped[dt.datetime | None] = mapped_column(Moment, sort_order=97)
    updated_by: Mapped[uuid.UUID | None] = mapped_column(Id, sort_order=98)
    deleted_at: Mapped[dt.datetime | None] = mapped_column(Moment, sort_order=99)
    extra: Mapped[dict[str, Any] | None] = mapped_column(Json, sort_order=100)

    def __init_subclass__(cls) -> None:
        if "__tablename__" in cls.__dict__:
            _add_companions(cls)
            cls.__table_args__ = {"sqlite_strict": True}
        super().__init_subclass__()


COMMON_FIELDS = (
    Field("owner_id", N_("Person in charge"), Kind.LINK, target="app_user", sortable=True),
    Field("org_unit_id", N_("Unit in charge"), Kind.LINK, target="org_unit"),
    Field("created_at", N_("Created on"), Kind.MOMENT, readonly=True, sortable=True, system=True),
    Field("created_by", N_("Created by"), Kind.LINK, target="app_user", readonly=True, system=True),
    Field("updated_at", N_("Changed on"), Kind.MOMENT, readonly=True, sortable=True, system=True),
    Field("updated_by", N_("Changed by"), Kind.LINK, target="app_user", readonly=True, system=True),
)


def column(field: Field, *, default: object = None) -> MappedColumn[Any]:
    """Return the mapped column of `field`, whose name is filled in from the attribute."""
    storage = COLUMN_TYPES[kind_of(field).storage]
    return mapped_column(
        storage, default=default, nullable=not field.required, info={FIELD_INFO: field}
    )


def entity(key: str, **facts: Unpack[EntityFacts]) -> Callable[[type[R]], type[R]]:
    """Declare the decorated record class as the entity `key`; see `core.entities.Entity`."""

    def declare(record: type[R]) -> type[R]:
        if record.__tablename__ != key:
            raise ValueError(f"{record.__name__}: the table must be called {key}")
        record.__entity__ = Entity(key=key, fields=tuple(_fields_of(record)), **facts)
        register_entity(record.__entity__)
        _classes[key] = record
        return record

    return declare


def record_class(key: str) -> type[Record]:
    """Return the mapped class of the entity `key`; raise KeyError."""
    return _classes[key]


def _add_companions(cls: type[Record]) -> None:
    for name, value in list(cls.__dict__.items()):
        if not isinstance(value, MappedColumn):
            continue
        field = value.column.info.get(FIELD_INFO)
        if field is None:
            continue
        named = _named(field, name)
        value.column.info[FIELD_INFO] = named
        for companion in kind_of(named).companions(named):
            kept = mapped_column(
                COLUMN_TYPES[companion.storage],
                nullable=True,
                info={COMPANION_INFO: (name, companion)},
            )
            attribute = name + companion.suffix
            setattr(cls, attribute, kept)
            cls.__annotations__[attribute] = Mapped[Any]


def _named(field: Field, name: str) -> Field:
    return Field(**{**{slot: getattr(field, slot) for slot in Field.__slots__}, "name": name})


def _fields_of(record: type[Record]) -> list[Field]:
    fields: list[Field] = []
    for item in record.__table__.columns:
        if FIELD_INFO in item.info:
            field = item.info[FIELD_INFO]
            fields.append(field)
            fields += [_part(field, c) for c in kind_of(field).companions(field) if c.kind]
    return [*fields, *COMMON_FIELDS]


def _part(field: Field, companion: Companion[Any]) -> Field:
    options: tuple[Option, ...] = companion.options() if companion.options else ()
    return Field(
        field.name + companion.suffix,
        companion.label,
        companion.kind or Kind.TEXT,
        readonly=True,
        sortable=field.sortable and companion.sortable,
        target=companion.target,
        options=options,
        part_of=field.name,
    )
