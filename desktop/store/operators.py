"""What each operator asks of each kind of field, as SQL on the field's column.

Only what may hold of a value stands here: "differs", "lacks" and "none of" are the negation of
these, so that they hold of an empty field too, as people expect (`desktop.store.conditions`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from desktop.core.clock import days_span, to_micros
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import Json, Op
from desktop.core.i18n import N_, _
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Storage, Stored
from desktop.core.periods import resolve_relative
from desktop.core.words import fold
from desktop.store import folded, lists_within
from desktop.store.sql import FALSE, Sql, all_of, any_of, column, values
from desktop.store.targets import Target

UNFIT: Final = N_("This filter does not fit the field “{field}”.")

_COMPARED: Final = {Op.LESS: "<", Op.AT_MOST: "<=", Op.MORE: ">", Op.AT_LEAST: ">="}


def holds(target: Target, op: Op, value: Json) -> Sql:
    """Return what holds where the field fulfils `op` with `value`.

    It never holds for an empty field, but that a box nobody touched is as good as not ticked.

    Raises:
        InvalidValueError: the kind has no such operator, or the value is none of the kind's.
    """
    if op is Op.FILLED:
        return Sql(f"{target.column} IS NOT NULL")
    family = _FAMILIES[value_kind(target.field)]
    try:
        return family(target, op, value)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise InvalidValueError(
            _(UNFIT).format(field=target.label), field=target.field.name
        ) from error


def _text(target: Target, op: Op, value: Json) -> Sql:
    if op is Op.ANY_OF:
        return _text_among(target, _items(value))
    if op is Op.EQUALS:
        return _text_among(target, [value])
    search = {Op.CONTAINS: folded.contains, Op.STARTS: folded.starts}[op]
    return search(target.column, _typed(value))


def _text_among(target: Target, items: list[Json]) -> Sql:
    """Return equality with one of the texts; null among them stands for empty.

    The sort key beside a sortable text has an index, the text itself has none.
    """
    kind, field = kind_of(target.field), target.field
    wanted = [kind.normalise(field, _typed(item)) for item in items if item is not None]
    keys = [
        column(target.alias, field.name + made.suffix)
        + _is_one_of([made.derive(text) for text in wanted])
        for made in kind.companions(field)
        if made.storage is Storage.KEY
    ]
    equal = all_of([*keys, target.column + _is_one_of([kind.to_stored(text) for text in wanted])])
    parts = [equal] if wanted else []
    return any_of([*parts, *_empty_among(target, items)])


def _is_one_of(stored: list[Stored]) -> Sql:
    return Sql(" = ?", tuple(stored)) if len(stored) == 1 else " IN " + values(stored)


def _empty_among(target: Target, items: list[Json]) -> list[Sql]:
    return [Sql(f"{target.column} IS NULL")] if None in items else []


def _ordered(target: Target, op: Op, value: Json) -> Sql:
    """Return a comparison of numbers or days."""
    if op is Op.DURING:
        first, last = resolve_relative(_typed(value), target.today)
        return _between(target, [first.isoformat(), last.isoformat()])
    if op is Op.BETWEEN:
        return _between(target, value)
    if op is Op.ANY_OF:
        return _among(target, value)
    sign = "=" if op is Op.EQUALS else _COMPARED[op]
    return Sql(f"{target.column} {sign} ?", (_stored(target.field, value),))


def _between(target: Target, value: Json) -> Sql:
    first, last = _pair(value)
    parts = [Sql(f"{target.column} IS NOT NULL")] if first is last is None else []
    if first is not None:
        parts.append(Sql(f"{target.column} >= ?", (_stored(target.field, first),)))
    if last is not None:
        parts.append(Sql(f"{target.column} <= ?", (_stored(target.field, last),)))
    return all_of(parts)


def _moment(target: Target, op: Op, value: Json) -> Sql:
    """Return a comparison with a moment (microseconds) or a whole day of the person's."""
    if op is Op.DURING:
        return _within(target, *_span(*resolve_relative(_typed(value), target.today)))
    if op is Op.BETWEEN:
        first, last = _pair(value)
        start = None if first is None else _moments_of(first)[0]
        return _within(target, start, None if last is None else _moments_of(last)[1])
    start, end = _moments_of(value)
    if op is Op.EQUALS:
        return _within(target, start, end)
    sign, bound = {
        Op.LESS: ("<", start),
        Op.AT_MOST: ("<", end),
        Op.MORE: (">=", end),
        Op.AT_LEAST: (">=", start),
    }[op]
    return Sql(f"{target.column} {sign} ?", (bound,))


def _within(target: Target, start: int | None, end: int | None) -> Sql:
    """Return what holds from `start` on and before `end`, either of which may be open."""
    parts = [Sql(f"{target.column} IS NOT NULL")] if start is end is None else []
    if start is not None:
        parts.append(Sql(f"{target.column} >= ?", (start,)))
    if end is not None:
        parts.append(Sql(f"{target.column} < ?", (end,)))
    return all_of(parts)


def _moments_of(value: Json) -> tuple[int, int]:
    """Return the half-open span of microseconds that a value names: a moment, or a local day."""
    if isinstance(value, str):
        day = dt.date.fromisoformat(value)
        return _span(day, day)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("neither a day nor microseconds")
    return value, value + 1


def _span(first: dt.date, last: dt.date) -> tuple[int, int]:
    start, end = days_span(first, last)
    return to_micros(start), to_micros(end)


def _flag(target: Target, op: Op, value: Json) -> Sql:
    """Return whether the box is ticked; one that was never touched is not."""
    if op is not Op.EQUALS or not isinstance(value, bool):
        raise ValueError("a flag is true or false")
    return Sql(f"{target.column} = 1" if value else f"{target.column} IS NOT 1")


def _chosen(target: Target, op: Op, value: Json) -> Sql:
    if op is Op.EQUALS:
        return Sql(f"{target.column} = ?", (_stored(target.field, value),))
    if op is not Op.ANY_OF:
        raise ValueError("choices are compared whole")
    return _among(target, value)


def _among(target: Target, value: Json) -> Sql:
    """Return whether the field has one of the values; null among them stands for empty."""
    items = _items(value)
    filled = [_stored(target.field, item) for item in items if item is not None]
    parts = [target.column + _is_one_of(filled)] if filled else []
    return any_of([*parts, *_empty_among(target, items)])


def _tags(target: Target, op: Op, value: Json) -> Sql:
    kind = kind_of(target.field)
    ids = kind.from_json(_items(value)) or []
    found = [lists_within.has(target, tag) for tag in ids]
    return {Op.ANY_OF: any_of, Op.ALL_OF: all_of}[op](found)


def _rich_text(target: Target, op: Op, value: Json) -> Sql:
    """Return whether the text that people read contains something; marks of HTML are not asked."""
    if op is not Op.CONTAINS:
        raise ValueError("a text of many lines contains, or is empty")
    return folded.contains(f"plain_text({target.column})", _typed(value))


def _emails(target: Target, op: Op, value: Json) -> Sql:
    if op is Op.EQUALS:
        wanted = _typed(value).strip().lower()
        return lists_within.has(target, wanted)
    if op is not Op.CONTAINS:
        raise ValueError("addresses are equal or contain")
    return lists_within.email_contains(target.column, _typed(value))


def _phones(target: Target, op: Op, value: Json) -> Sql:
    if op is Op.EQUALS:
        numbers = kind_of(target.field).parse(target.field, _typed(value)) or []
        return any_of(lists_within.has(target, item["number"]) for item in numbers)
    if op is not Op.CONTAINS:
        raise ValueError("numbers are equal or contain")
    return lists_within.phone_contains(target.column, _typed(value))


def _address(target: Target, op: Op, value: Json) -> Sql:
    """Return whether every piece between commas stands in one of the address's parts."""
    if op is not Op.CONTAINS:
        raise ValueError("an address contains, or is empty")
    pieces = [piece.strip() for piece in _typed(value).split(",")]
    found = [_address_part(target, piece) for piece in pieces if piece]
    return all_of(found) if found else holds(target, Op.FILLED, None)


def _address_part(target: Target, piece: str) -> Sql:
    name, address = target.field.name, target.column
    province = target.entity.field(f"{name}_province")
    codes = [o.value for o in province.options if fold(piece) in fold(o.label)]
    written = any_of(
        folded.contains(f"{address} ->> '{part}'", piece) for part in ("street", "legacy")
    )
    return any_of(
        [
            column(target.alias, province.name) + " IN " + values(codes) if codes else FALSE,
            folded.contains(column(target.alias, f"{name}_commune"), piece),
            _in_old_province(address, piece),
            written,
        ]
    )


def _in_old_province(address: str, piece: str) -> Sql:
    """Return whether the commune lies in the province that bore a name before July 2025."""
    from desktop.core.old_places import communes_once_in  # reads files: not at start

    codes = communes_once_in(piece)
    return f"{address} ->> 'commune' IN " + values(codes) if codes else FALSE


def _nothing(target: Target, op: Op, value: Json) -> Sql:
    raise ValueError(f"{target.field.kind} is only empty or filled")


def _stored(field: Field, value: Json) -> Stored:
    if value is None:
        raise ValueError("a comparison needs a value")
    kind = kind_of(field)
    return kind.to_stored(kind.from_json(value))


def _typed(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _items(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _pair(value: Json) -> Sequence[Json]:
    items = _items(value)
    if len(items) != 2:  # noqa: PLR2004 - the first and the last
        raise ValueError("not a first and a last")
    return items


_FAMILIES: Final[dict[Kind, Callable[[Target, Op, Json], Sql]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.PERSON_NAME: _text,
    Kind.URL: _text,
    Kind.TAX_CODE: _text,
    Kind.INTEGER: _ordered,
    Kind.DURATION: _ordered,
    Kind.RATING: _ordered,
    Kind.MONEY: _ordered,
    Kind.PERCENT: _ordered,
    Kind.DATE: _ordered,
    Kind.MOMENT: _moment,
    Kind.FLAG: _flag,
    Kind.CHOICE: _chosen,
    Kind.LINK: _chosen,
    Kind.TAGS: _tags,
    Kind.EMAILS: _emails,
    Kind.PHONES: _phones,
    Kind.ADDRESS: _address,
    Kind.CHOICES: _tags,
    Kind.COLOUR: _chosen,
    Kind.RICH_TEXT: _rich_text,
    Kind.SEQUENCE: _text,
    Kind.IMAGE: _nothing,
    Kind.FILE: _nothing,
    Kind.JSON: _nothing,
}
