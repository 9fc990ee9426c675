"""The rows and columns of a statistic: what the database groups by, and what people read."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Final

from desktop.core.dates import format_day
from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import Condition, Op
from desktop.core.i18n import N_, _
from desktop.core.kinds import kind_of
from desktop.core.quick_dataclass import dataclass
from desktop.core.statistics import (
    TIMES,
    Axis,
    Head,
    Key,
    Step,
    axis_fields,
    has_several_values,
    next_span,
    span_of,
)
from desktop.store.local_days import day_of_number, local_day_number
from desktop.store.ordered_values import EMPTY, UNKNOWN_RECORD
from desktop.store.reader import Reader
from desktop.store.sql import column
from desktop.store.titles import read_titles, title_key

UNFIT_AXIS: Final = N_("Statistics cannot be made by “{field}”.")
WEEK: Final = N_("Week {week}/{year}")
QUARTER: Final = N_("Q{quarter}/{year}")
MOST_FILLED: Final = 400  # so many empty spans are shown between others
_MONTH_SIGNS: Final = 7  # of "2026-11"
_WHOLE_MONTHS: Final = frozenset({Step.MONTH, Step.QUARTER, Step.YEAR})

Rank = tuple[bool, Any, Any]


@dataclass(frozen=True, slots=True)
class AxisSql:
    """How the database groups by a field: an expression, and what is joined for it."""

    axis: Axis | None
    field: Field | None
    cell: str = "0"
    join: str = ""

    @property
    def has_several(self) -> bool:
        """Whether a record may stand in several groups."""
        return bool(self.join)


def axis_sql(entity: Entity, axis: Axis | None, name: str) -> AxisSql:
    """Return how to group by an axis; everything is one group without one.

    Raises:
        InvalidValueError: the field has no groups.
    """
    if axis is None:
        return AxisSql(None, None)
    field = next((one for one in axis_fields(entity) if one.name == axis.field), None)
    if field is None:
        named = entity.by_name.get(axis.field)
        label = _(named.label) if named else axis.field
        raise InvalidValueError(_(UNFIT_AXIS).format(field=label), field=axis.field)
    cell = column("t", field.name)
    if has_several_values(field):
        return AxisSql(axis, field, f"{name}.value", f" LEFT JOIN json_each({cell}) {name}")
    return AxisSql(axis, field, _expression(field, cell, axis.step))


def _expression(field: Field, cell: str, step: Step) -> str:
    kind = value_kind(field)
    if kind is Kind.MOMENT:
        return local_day_number(cell)
    if kind is Kind.DATE and step in _WHOLE_MONTHS:
        return f"substr({cell}, 1, {_MONTH_SIGNS})"
    return f"({cell} IS 1)" if kind is Kind.FLAG else cell


def groups_of(axis: AxisSql, keys: Iterable[Key]) -> dict[Key, Key]:
    """Return into which group each key of the database belongs: days into their spans."""
    if axis.field is None or value_kind(axis.field) not in TIMES or axis.axis is None:
        return {key: key for key in keys}
    step = axis.axis.step
    return {key: None if key is None else span_of(_day(key), step)[0].isoformat() for key in keys}


def _day(key: Key) -> dt.date:
    if isinstance(key, int):
        return day_of_number(key)
    text = str(key)
    return dt.date.fromisoformat(text if len(text) > _MONTH_SIGNS else f"{text}-01")


def heads_of(reader: Reader, axis: AxisSql, keys: set[Key]) -> dict[Key, Head]:
    """Return what people read of each group, in the order they expect; empty comes last."""
    field = axis.field
    if field is None or axis.axis is None:
        return {}
    kind = value_kind(field)
    filled: Iterable[Key] = [key for key in keys if key is not None]
    if kind in TIMES:
        made = dict(_spans(field, {str(key) for key in filled}, axis.axis.step))
    elif kind in {Kind.LINK, Kind.TAGS}:
        made = _records(reader, field, filled)
    elif kind is Kind.FLAG:
        made = {key: _flag(field, key) for key in (1, 0) if key in keys}
    else:
        made = _choices(field, filled)
    if None in keys:
        made[None] = Head(_(EMPTY), Condition(field.name, Op.EMPTY))
    return made


def _flag(field: Field, key: Key) -> Head:
    label = kind_of(field).format(field, bool(key))
    return Head(label, Condition(field.name, Op.EQUALS, bool(key)))


def _choices(field: Field, keys: Iterable[Key]) -> dict[Key, Head]:
    places = {option.value: place for place, option in enumerate(field.options)}
    colours = {option.value: option.colour for option in field.options}
    kind = kind_of(field)

    def rank(key: Key) -> tuple[int, str]:
        return places.get(str(key), len(places)), str(key)

    def head(key: Key) -> Head:
        colour = colours.get(str(key), "")
        if value_kind(field) is Kind.CHOICES:
            label = kind.format(field, [str(key)])
            return Head(label, Condition(field.name, Op.ANY_OF, [str(key)]), colour)
        value = kind.to_json(kind.from_stored(key))
        return Head(kind.format_stored(field, key), Condition(field.name, Op.EQUALS, value), colour)

    return {key: head(key) for key in sorted(keys, key=rank)}


def _records(reader: Reader, field: Field, keys: Iterable[Key]) -> dict[Key, Head]:
    """Return the heads of linked records or tags by their titles; unknown ones come last."""
    ids = {key: _id(key) for key in keys}
    target = get_entity(field.target)
    titles = read_titles(reader, field.target, (one.bytes for one in ids.values()))

    def rank(key: Key) -> Rank:
        title = titles.get(ids[key].bytes)
        return title is None, b"" if title is None else title_key(target, title), ids[key].bytes

    is_tags = value_kind(field) is Kind.TAGS
    made: dict[Key, Head] = {}
    for key in sorted(ids, key=rank):
        text = str(ids[key])
        condition = (
            Condition(field.name, Op.ANY_OF, [text])
            if is_tags
            else Condition(field.name, Op.EQUALS, text)
        )
        made[key] = Head(titles.get(ids[key].bytes, _(UNKNOWN_RECORD)), condition)
    return made


def _id(key: Key) -> uuid.UUID:
    return uuid.UUID(bytes=key) if isinstance(key, bytes) else uuid.UUID(str(key))


def _spans(field: Field, firsts: set[str], step: Step) -> Iterator[tuple[Key, Head]]:
    days = sorted(dt.date.fromisoformat(first) for first in firsts)
    for day in _without_gaps(days, step):
        first, last = span_of(day, step)
        condition = Condition(field.name, Op.BETWEEN, [first.isoformat(), last.isoformat()])
        yield first.isoformat(), Head(_span_label(first, step), condition)


def _without_gaps(days: list[dt.date], step: Step) -> list[dt.date]:
    """Return every span from the first to the last, unless they lie very far apart."""
    made = days[:1]
    while made and made[-1] < days[-1]:
        if len(made) >= len(days) + MOST_FILLED:
            return days
        made.append(next_span(made[-1], step))
    return made


def _span_label(first: dt.date, step: Step) -> str:
    if step is Step.WEEK:
        year, week, _weekday = first.isocalendar()
        return _(WEEK).format(week=week, year=year)
    if step is Step.QUARTER:
        return _(QUARTER).format(quarter=(first.month + 2) // 3, year=first.year)
    if step is Step.DAY:
        return format_day(first)
    return f"{first.month:02}/{first.year}" if step is Step.MONTH else str(first.year)
