"""Filters judged by plain Python, written apart from the SQL that they are compared with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from desktop.core.clock import from_micros, local_day
from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import Condition, Group, Op
from desktop.core.kinds import kind_of
from desktop.core.kinds.places import commune_name, province_name
from desktop.core.kinds.rich import plain_text
from desktop.core.old_places import communes_once_in
from desktop.core.periods import resolve_relative
from desktop.core.words import fold
from tests.store.reads.made import TODAY, Record

Find = Callable[[str, Any], Record | None]
NEGATIVE = {
    Op.DIFFERS: Op.EQUALS,
    Op.LACKS: Op.CONTAINS,
    Op.NONE_OF: Op.ANY_OF,
    Op.EMPTY: Op.FILLED,
}
SEPARATORS = re.compile(r"[\s.()/+\-\u00a0]+")


def fulfils(record: Record, entity: Entity, item: Condition | Group, find: Find) -> bool:
    """Tell whether a record fulfils a filter."""
    if isinstance(item, Group):
        results = [fulfils(record, entity, member, find) for member in item.items]
        held = (any(results) if item.any_of else all(results)) if results else True
        return held is not item.negated
    op = item.op
    if item.value is None and op in {Op.EQUALS, Op.DIFFERS}:
        op = Op.EMPTY if op is Op.EQUALS else Op.FILLED
    if op in NEGATIVE:
        return not _positive(record, entity, item.field, NEGATIVE[op], item.value, find)
    return _positive(record, entity, item.field, op, item.value, find)


def _positive(record: Record, entity: Entity, path: str, op: Op, value: Any, find: Find) -> bool:
    name, _dot, rest = path.partition(".")
    field = entity.field(name)
    if field.kind is Kind.LINK and not rest and op in {Op.CONTAINS, Op.STARTS}:
        rest = get_entity(field.target).title
    held = record.values[name]
    if rest:
        target = find(field.target, held)
        return target is not None and fulfils(
            target, get_entity(field.target), Condition(rest, op, value), find
        )
    if op is Op.FILLED:
        return held is not None
    if value_kind(field) is Kind.FLAG:
        return bool(held) is value
    if op is Op.ALL_OF and not value:
        return True
    if (
        op is Op.ANY_OF
        and value_kind(field) not in {Kind.TAGS, Kind.CHOICES}
        and None in value
        and held is None
    ):
        return True
    return held is not None and JUDGES[value_kind(field)](field, held, op, value)


def _text(field: Field, held: str, op: Op, value: Any) -> bool:
    if op is Op.EQUALS:
        return held == kind_of(field).normalise(field, value)
    if op is Op.ANY_OF:
        return any(_text(field, held, Op.EQUALS, one) for one in value if one is not None)
    if op is Op.STARTS:
        return fold(held).startswith(fold(value))
    return fold(value) in fold(held)


def _rich(field: Field, held: str, op: Op, value: Any) -> bool:
    return _text(field, plain_text(held), op, value)


def _ordered(field: Field, held: Any, op: Op, value: Any) -> bool:
    kind = kind_of(field)
    if op is Op.DURING:
        first, last = resolve_relative(value, TODAY)
        return first <= held <= last
    if op is Op.BETWEEN:
        low, high = (None if one is None else kind.from_json(one) for one in value)
        return (low is None or held >= low) and (high is None or held <= high)
    return _compared(op, held, kind.from_json(value))


def _compared(op: Op, held: Any, wanted: Any) -> bool:
    tests = {
        Op.EQUALS: held == wanted,
        Op.LESS: held < wanted,
        Op.AT_MOST: held <= wanted,
        Op.MORE: held > wanted,
        Op.AT_LEAST: held >= wanted,
    }
    return bool(tests[op])


def _moment(field: Field, held: Any, op: Op, value: Any) -> bool:
    if op is Op.DURING:
        first, last = resolve_relative(value, TODAY)
        return first <= local_day(held) <= last
    if op is Op.BETWEEN:
        low, high = value
        return (low is None or _moment(field, held, Op.AT_LEAST, low)) and (
            high is None or _moment(field, held, Op.AT_MOST, high)
        )
    if isinstance(value, str):
        return _compared(op, local_day(held), date.fromisoformat(value))
    return _compared(op, held, from_micros(value))


def _choice(field: Field, held: Any, op: Op, value: Any) -> bool:
    kind = kind_of(field)
    if op is Op.EQUALS:
        return bool(held == kind.from_json(value))
    return held in [kind.from_json(one) for one in value if one is not None]


def _tags(_field: Field, held: list[str], op: Op, value: Any) -> bool:
    return bool(set(value) & set(held)) if op is Op.ANY_OF else set(value) <= set(held)


def _emails(_field: Field, held: list[str], op: Op, value: str) -> bool:
    if op is Op.EQUALS:
        return value.strip().lower() in [one.lower() for one in held]
    return any(fold(value.strip()) in fold(one) for one in held)


def _phones(field: Field, held: list[dict[str, str]], op: Op, value: str) -> bool:
    if op is Op.EQUALS:
        wanted = kind_of(field).parse(field, value) or []
        found = {one["number"] for one in held if one["number"].removeprefix("+").isdigit()}
        return any(one["number"] in found for one in wanted)
    typed = SEPARATORS.sub("", value)
    if value.strip().startswith("+84"):
        typed = "0" + typed.removeprefix("84")
    if typed.isdigit():
        return any(typed in _dialled(one["number"]) for one in held)
    shown = [f"{one['number']} {one.get('label', '')}" for one in held]
    return any(fold(value.strip()) in fold(one) for one in shown)


def _dialled(number: str) -> str:
    return "0" + number[3:] if number.startswith("+84") else SEPARATORS.sub("", number)


def _address(_field: Field, held: Mapping[str, str], _op: Op, value: str) -> bool:
    texts = [held.get("street", ""), held.get("legacy", "")]
    texts += [commune_name(held["commune"])] if "commune" in held else []
    texts += [province_name(held["province"])] if "province" in held else []
    pieces = [piece.strip() for piece in value.split(",") if piece.strip()]
    return all(
        any(fold(piece) in fold(text) for text in texts)
        or held.get("commune") in communes_once_in(piece)
        for piece in pieces
    )


JUDGES: dict[Kind, Callable[[Field, Any, Op, Any], bool]] = {
    Kind.RICH_TEXT: _rich,
    **dict.fromkeys(
        (Kind.SEQUENCE, Kind.TEXT, Kind.LONG_TEXT, Kind.PERSON_NAME, Kind.URL, Kind.TAX_CODE), _text
    ),
    **dict.fromkeys(
        (Kind.INTEGER, Kind.MONEY, Kind.PERCENT, Kind.DATE, Kind.DURATION, Kind.RATING), _ordered
    ),
    Kind.MOMENT: _moment,
    **dict.fromkeys((Kind.CHOICE, Kind.COLOUR, Kind.LINK), _choice),
    Kind.TAGS: _tags,
    Kind.CHOICES: _tags,
    Kind.EMAILS: _emails,
    Kind.PHONES: _phones,
    Kind.ADDRESS: _address,
}
ONE_DAY = timedelta(days=1)
