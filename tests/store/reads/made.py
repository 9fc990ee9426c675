"""A few hundred odd records of every kind of field, and what they are, told by Python alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from desktop.core.clock import from_micros
from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.kinds import kind_of
from desktop.core.kinds.rich import clean_rich
from desktop.core.permissions import Actor
from desktop.services.demo.reach import make_address
from desktop.store.engine import connect_reader
from desktop.store.work import Store

TODAY = date(2026, 11, 21)
LATEST = 1_795_000_000_000_000  # microseconds: a day before
WORDS = (
    "Hồng", "hong", "HỎNG", "Đức", "duc", "ĐỨC", "Nguyễn", "Văn", "An", "ân", "Phát Đạt", "Škoda",
    "Nestlé", "O'Neil", "100%", "a_b", "[x]", "*", "?", "Straße", "日本", "x\u0323\u0331", "İzmir",
    "công ty", "TNHH", "Ω", "“Sao”", "KH-0012", "a\\b", 'quo"te', "ﬁn", "Đặng–Lê",
)  # fmt: skip
PHONES = ("0912345678", "0912 345 679", "024 3825 1234", "+16502530000", "1900 1234", "số cũ 12.34")
EMAILS = ("an@example.com", "Huong.Nguyen@Example.com", "b_c%d@example.net", "lê@example.org")
TAX_CODES = ("0100109106", "0301452948", "0100109106-001", "1234", "MST 99")


@dataclass(frozen=True)
class Record:
    """A record as it lies in the database: Python values by field name."""

    id: uuid.UUID
    rid: int
    acl_id: int | None
    deleted: bool
    values: dict[str, Any]
    stored: dict[str, Any]


class Records(dict[str, list[Record]]):
    """All records by entity; says little, as hypothesis tells the arguments of every example."""

    def __repr__(self) -> str:
        return "the company's records"


def fill(store: Store, actor: Actor, seed: int, count: int) -> None:
    """Write records of the entities that the tests ask about, some of them into the bin."""
    rnd = Random(seed)
    names = {"source": 6, "industry": 5, "tag": 5, "card_group": 4, "stop_reason": 3}
    ids: dict[str, list[uuid.UUID]] = {}
    with store.work(actor, "test.fill") as work:
        for key, many in names.items():
            rows = [{"name": f"{rnd.choice(WORDS)} {place}"} for place in range(many)]
            ids[key] = work.bulk_insert(key, rows)
        work.delete("source", ids["source"][:1])  # before anything needs it: then it is refused
        people = [{"full_name": name} for name in ("Trần Thị Ánh", "Lê An", "Đỗ Bình")]
        ids["app_user"] = work.bulk_insert("app_user", people)
        for key, many in (("account", count), ("contact", count // 2), ("import_run", 30)):
            entity = get_entity(key)
            rows = [_row(rnd, entity, ids) for _ in range(many)]
            ids[key] = work.bulk_insert(key, rows)
        work.delete("account", ids["account"][::17])


def read_records(store: Store, key: str) -> list[Record]:
    """Return all records of an entity as the database holds them."""
    entity = get_entity(key)
    connection = connect_reader(store.path)
    cursor = connection.execute(f'SELECT * FROM "{key}"')
    columns = [item[0] for item in cursor.description]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor]
    connection.close()
    return [
        Record(
            uuid.UUID(bytes=row["id"]),
            row["rid"],
            row["acl_id"],
            row["deleted_at"] is not None,
            {f.name: _value(f, row[f.name]) for f in entity.fields},
            row,
        )
        for row in rows
    ]


def some_value(rnd: Random, field: Field, ids: dict[str, list[uuid.UUID]]) -> Any:
    """Return a value of the field's kind; links and tags are taken from `ids`."""
    kind = value_kind(field)
    if kind is Kind.CHOICE:
        return rnd.choice(field.options).value
    if kind is Kind.CHOICES:
        return kind_of(field).normalise(field, [one.value for one in rnd.sample(field.options, 2)])
    if kind is Kind.LINK:
        return rnd.choice(ids.get(field.target) or [None])
    if kind is Kind.TAGS:
        return [str(one) for one in rnd.sample(ids[field.target], rnd.randint(1, 3))]
    return SOME[kind](rnd)


def _some_text(rnd: Random) -> str:
    return " ".join(rnd.choices(WORDS, k=rnd.randint(1, 3)))[:40].strip()


def _some_phones(rnd: Random) -> list[dict[str, str]]:
    numbers = rnd.sample(PHONES, rnd.randint(1, 2))
    return [{"number": one, "label": rnd.choice(("", "Lan", "fax"))} for one in numbers]


def _some_address(rnd: Random) -> dict[str, str]:
    return make_address(rnd) if rnd.random() < 0.8 else {"legacy": "12 Lê Lợi, Quận 1, TP HCM"}


SOME: dict[Kind, Callable[[Random], Any]] = {
    Kind.TEXT: _some_text,
    Kind.LONG_TEXT: _some_text,
    Kind.PERSON_NAME: lambda rnd: " ".join(rnd.choices(("Nguyễn", "Thị", "Hồng", "Ánh"), k=3)),
    Kind.INTEGER: lambda rnd: rnd.randint(-5, 40),
    Kind.DURATION: lambda rnd: rnd.randint(0, 300),
    Kind.RATING: lambda rnd: rnd.randint(1, 5),
    Kind.SEQUENCE: _some_text,
    Kind.RICH_TEXT: lambda rnd: clean_rich(f"<p>{_some_text(rnd)} <b>{_some_text(rnd)}</b></p>"),
    Kind.COLOUR: lambda rnd: rnd.choice(("#d92d20", "#1f5fd1", "#123456")),
    Kind.FILE: lambda rnd: f"{rnd.getrandbits(128):032x}",
    Kind.MONEY: lambda rnd: Decimal(rnd.randint(-20, 200)) / 4,
    Kind.PERCENT: lambda rnd: Decimal(rnd.randint(0, 100)),
    Kind.DATE: lambda rnd: TODAY - timedelta(days=rnd.randint(-40, 400)),
    Kind.MOMENT: lambda rnd: from_micros(LATEST - rnd.randint(0, 40_000_000_000_000)),
    Kind.FLAG: lambda rnd: rnd.random() < 0.5,
    Kind.EMAILS: lambda rnd: rnd.sample(EMAILS, rnd.randint(1, 2)),
    Kind.PHONES: _some_phones,
    Kind.ADDRESS: _some_address,
    Kind.URL: lambda rnd: rnd.choice(("https://example.com/hồng", "http://an.example")),
    Kind.TAX_CODE: lambda rnd: rnd.choice(TAX_CODES),
    Kind.IMAGE: lambda rnd: f"{rnd.getrandbits(128):032x}",
    Kind.JSON: lambda rnd: {"a": rnd.randint(0, 3)},
}


def _row(rnd: Random, entity: Entity, ids: dict[str, list[uuid.UUID]]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for field in entity.fields:
        if field.part_of or field.kind is Kind.COMPUTED or field.name.endswith("_by"):
            continue
        if field.required or rnd.random() < 0.65:
            row[field.name] = some_value(rnd, field, ids)
    if row.get("created_at") is None:
        row.pop("created_at", None)
    return row


def _value(field: Field, stored: Any) -> Any:
    return None if stored is None else kind_of(field).from_stored(stored)
