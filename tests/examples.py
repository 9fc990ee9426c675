"""Believable records of any entity, made from what each kind of field could hold."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.kinds import kind_of
from desktop.core.ports import Commands
from desktop.core.workflow import state_at_arrival
from desktop.services.demo import names, reach
from desktop.services.seeding import shipped_id

Value = Any
SENTENCES = (
    "Khách muốn xem máy mẫu trước khi đặt.\nHẹn gọi lại sáng thứ Hai.",
    "Giao hàng tại kho Bình Dương, cần xe tải dưới 5 tấn.",
    "Đã trao đổi với kế toán trưởng, hóa đơn xuất cuối tháng.",
)
PARTS_OF_DAYS = {"day": 28, "month": 12}
LINES = ("Hỏi giá máy in", "Trưởng phòng mua hàng", "Kho số 2", "Khách quen", "Đợt 1 năm nay")


def _line(rnd: Random, field: Field) -> str:
    return f"{rnd.choice(LINES)} {rnd.randrange(1000)}"[: field.length or None].strip()


def _money(rnd: Random, _field: Field) -> Decimal:
    return Decimal(rnd.randrange(1, 900)) * 1_000_000


def _moment(rnd: Random, _field: Field) -> datetime:
    # Whole minutes: that is what people type and read.
    return datetime(
        2026, rnd.randrange(1, 13), rnd.randrange(1, 28), rnd.randrange(1, 10), 30, tzinfo=UTC
    )


def _tags(_rnd: Random, field: Field) -> list[str] | None:
    return (
        [str(shipped_id("tag", key)) for key in ("vip", "tet")] if field.target == "tag" else None
    )


MAKERS: dict[Kind, Callable[[Random, Field], Value]] = {
    Kind.TEXT: _line,
    Kind.LONG_TEXT: lambda rnd, _field: rnd.choice(SENTENCES),
    Kind.INTEGER: lambda rnd, field: rnd.randrange(1, PARTS_OF_DAYS.get(field.name, 499) + 1),
    Kind.MONEY: _money,
    Kind.PERCENT: lambda rnd, _field: Decimal(rnd.randrange(1, 20)),
    Kind.DATE: lambda rnd, _field: date(1960 + rnd.randrange(45), rnd.randrange(1, 13), 9),
    Kind.MOMENT: _moment,
    Kind.FLAG: lambda rnd, _field: rnd.random() < 0.5,
    Kind.CHOICE: lambda rnd, field: rnd.choice(field.options).value,
    Kind.TAGS: _tags,
    Kind.LINK: lambda _rnd, _field: None,  # a record that is there: see ExampleMaker
    Kind.EMAILS: lambda rnd, _field: [
        f"{rnd.choice(('info', 'sales'))}{rnd.randrange(99)}@sao.example"
    ],
    Kind.PHONES: lambda rnd, _field: [{"number": reach.make_mobile(rnd), "label": "Zalo"}],
    Kind.ADDRESS: lambda rnd, _field: reach.make_address(rnd),
    Kind.PERSON_NAME: lambda rnd, _field: names.make_person(rnd).full_name,
    Kind.URL: lambda rnd, _field: f"https://www.sao{rnd.randrange(99)}.example",
    Kind.TAX_CODE: lambda rnd, _field: reach.make_tax_code(rnd),
    Kind.IMAGE: lambda rnd, _field: f"{rnd.getrandbits(256):064x}",
    Kind.COMPUTED: lambda _rnd, _field: None,  # made by the record itself
    Kind.DURATION: lambda rnd, _field: rnd.randrange(1, 300),
    Kind.RATING: lambda rnd, _field: rnd.randrange(1, 6),
    Kind.CHOICES: lambda rnd, field: [rnd.choice(field.options).value],
    Kind.COLOUR: lambda rnd, _field: f"#{rnd.getrandbits(24):06x}",
    Kind.RICH_TEXT: lambda rnd, _field: f"<p>{rnd.choice(SENTENCES)}</p>",
    Kind.SEQUENCE: lambda rnd, _field: f"KH{rnd.randrange(100_000):05}",
    Kind.FILE: lambda rnd, _field: f"{rnd.getrandbits(256):064x}",
    Kind.JSON: lambda rnd, _field: {"columns": ["name"], "size": rnd.randrange(9)},
}


def example_value(field: Field, rnd: Random) -> Json:
    """Return a believable value of a field, in JSON form; None of links and computed fields."""
    return kind_of(field).to_json(MAKERS[field.kind](rnd, field))


def writable(entity: Entity) -> list[Field]:
    """Return the fields that people fill in."""
    return [f for f in entity.form_fields() if not f.readonly and f.kind is not Kind.COMPUTED]


# What follows from other values of a task, or has a form of its own.
LEFT_OUT = {
    "event": {"zone", "rule", "is_private"},
    "attendee": {"resource_id"},
    "task": {"duration", "stage_id", "is_milestone", "rule", "assignees"},
}
SPANS = (("starts_at", "due_at"), ("starts_at", "ends_at"), ("starts_on", "due_on"))


def _in_order(values: dict[str, Json]) -> dict[str, Json]:
    """Let what begins begin before it ends."""
    for first, last in SPANS:
        begins, ends = values.get(first), values.get(last)
        is_late = isinstance(begins, int) and isinstance(ends, int) and begins > ends
        if is_late or (isinstance(begins, str) and isinstance(ends, str) and begins > ends):
            values[first], values[last] = ends, begins
    return values


def example_values(
    entity: Entity, rnd: Random, links: Mapping[str, Json] | None = None
) -> dict[str, Json]:
    """Return values for every field that people fill in; `links` gives those of the links."""
    fields, out = writable(entity), LEFT_OUT.get(entity.key, ())
    made = {f.name: f.default if f.name in out else example_value(f, rnd) for f in fields}
    values = _in_order(made)
    return {**values, **(links or {})}


class ExampleMaker:
    """Makes example records through the commands, with the records that they must name."""

    def __init__(self, commands: Commands, seed: int = 1) -> None:
        self._commands = commands
        self._rnd = Random(seed)

    def __call__(self, key: str, **values: Json) -> str:
        """Make a record of the entity `key`, with these values where given; return its id.

        It is in its first state: what would prove a later one is left out unless it is given.
        """
        example = self.values(key).items()
        first = {name: one for name, one in example if not state_at_arrival(key, {name: one})}
        arguments = {"values": {**first, **values}}
        return str(self._commands.run(f"{key}.create", arguments).value)

    def values(self, key: str) -> dict[str, Json]:
        """Return values for a new record; what it must name is made, but none of its own kind."""
        entity = get_entity(key)
        links = {
            field.name: self._linked(entity, field)
            for field in writable(entity)
            if field.kind is Kind.LINK and field.name not in LEFT_OUT.get(key, ())
        }
        return example_values(entity, self._rnd, links)

    def field_value(self, field: Field) -> Json:
        """Return a value of a command's question."""
        if field.kind is Kind.LINK:
            return self(field.target)
        return example_value(field, self._rnd)

    def _linked(self, entity: Entity, field: Field) -> Json:
        if field.target in {entity.key, "org_unit"} and not field.required:
            return None
        if field.target in {"source", "industry"}:
            return str(shipped_id(field.target, "other"))
        return self(field.target)


def as_id(text: Json) -> uuid.UUID:
    """Return the id that a command answered."""
    return uuid.UUID(str(text))
