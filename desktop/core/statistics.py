"""Statistics of a list: by which fields its records are counted, what is measured, the answer.

By which fields and what can be measured follows from the declaration of the entity alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal
from enum import StrEnum, auto
from typing import Final

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import Condition, Filter, Group
from desktop.core.i18n import N_
from desktop.core.pages import ListQuery
from desktop.core.periods import add_months, months_of, week_of
from desktop.core.quick_dataclass import dataclass

TIMES: Final = frozenset({Kind.DATE, Kind.MOMENT})
NUMBERS: Final = frozenset(
    {Kind.INTEGER, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.RATING}  # of stars the average
)
MOST_ROWS: Final = 1_000  # the greatest ones stay; the others are one row together
MOST_COLUMNS: Final = 60
_GROUPS: Final = frozenset(
    {Kind.CHOICE, Kind.CHOICES, Kind.COLOUR, Kind.RATING, Kind.FLAG, Kind.LINK, Kind.TAGS}
)
_SEVERAL: Final = frozenset({Kind.TAGS, Kind.CHOICES})
_POINTING: Final = frozenset({Kind.LINK, Kind.TAGS})
_ONE_DAY: Final = dt.timedelta(days=1)

Number = Decimal | int | None
Key = int | str | bytes | None  # what the database groups by


class Step(StrEnum):
    """The spans into which days and moments are put together."""

    DAY = auto()
    WEEK = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()


STEP_LABELS: Final = {
    Step.DAY: N_("by day"),
    Step.WEEK: N_("by week"),
    Step.MONTH: N_("by month"),
    Step.QUARTER: N_("by quarter"),
    Step.YEAR: N_("by year"),
}
_MONTHS: Final = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}


class Measuring(StrEnum):
    """What is made of the records of a cell."""

    COUNT = auto()
    SUM = auto()
    AVERAGE = auto()  # of the records in which the field is filled


@dataclass(frozen=True, slots=True)
class Axis:
    """The field by whose values records are put into rows or columns; `step` of a time."""

    field: str
    step: Step = Step.MONTH


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """Everything that decides what a statistic says."""

    records: ListQuery
    down: Axis
    across: Axis | None = None
    measuring: Measuring = Measuring.COUNT
    measured: str = ""  # the number that is added up, or whose average is wanted


@dataclass(frozen=True, slots=True)
class Head:
    """A row or column; its records fulfil `condition`, None where no one condition says it."""

    label: str
    condition: Condition | None = None
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: how many records, and what was asked of them (None: there is no average)."""

    count: int = 0
    value: Number = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """The table: a figure for each row and column; the last of a row and the last row are totals.

    A record with several tags stands in several rows, but once in a total. `mixed` tells that
    amounts in different currencies were added up.
    """

    query: StatisticsQuery
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    figures: tuple[tuple[Figure, ...], ...]
    mixed: bool = False

    @property
    def total(self) -> Figure:
        """What was asked of all records."""
        return self.figures[-1][-1]

    def filter(self, row: int, column: int) -> tuple[Condition, ...] | None:
        """Return what the records of a cell fulfil; None where that cannot be said."""
        found: list[Condition] = []
        for heads, place in ((self.rows, row), (self.columns, column)):
            if place < len(heads):
                condition = heads[place].condition
                if condition is None:
                    return None
                found.append(condition)
        return tuple(found)


@dataclass(slots=True)
class Tally:
    """What was counted of the records of one cell so far; sums are exact."""

    count: int = 0
    filled: int = 0  # records in which the measured field is
    total: int = 0  # as the column holds it
    currencies: frozenset[str] = frozenset()

    def add(self, other: Tally) -> None:
        """Count what `other` counted, too."""
        self.count += other.count
        self.filled += other.filled
        self.total += other.total
        self.currencies |= other.currencies


Cells = dict[tuple[Key, Key], Tally]


@dataclass(slots=True)
class Counting:
    """A statistic under way: records up to number `done` of `last` are counted.

    `answer` is there when everything is counted. Rows, columns and the whole have cells of their
    own where a record may stand in several rows or columns.
    """

    query: StatisticsQuery
    done: int = 0
    last: int = 0
    both: Cells = field(default_factory=dict)
    downs: Cells = field(default_factory=dict)
    acrosses: Cells = field(default_factory=dict)
    whole: Cells = field(default_factory=dict)
    answer: Statistics | None = None


def axis_fields(entity: Entity) -> Iterator[Field]:
    """Yield the fields by which the records of an entity can be put into rows and columns."""
    for one in entity.fields:
        kind = value_kind(one)
        if kind in TIMES or (kind in _GROUPS and (kind not in _POINTING or _has_target(one))):
            yield one


def measured_fields(entity: Entity) -> Iterator[Field]:
    """Yield the numbers of an entity that can be added up."""
    return (one for one in entity.fields if value_kind(one) in NUMBERS and not one.system)


def time_fields(entity: Entity) -> Iterator[Field]:
    """Yield the fields on which a period can be laid."""
    return (one for one in entity.fields if value_kind(one) in TIMES)


def first_axis(entity: Entity) -> Axis | None:
    """Return by what a statistic begins: the status, or the first column of few values."""
    known = {one.name: one for one in axis_fields(entity)}
    for name in (entity.status, *entity.list_columns, *known):
        if name in known:
            return Axis(name)
    return None


def has_several_values(one: Field) -> bool:
    """Tell whether a record may stand in several groups of a field."""
    return value_kind(one) in _SEVERAL


def span_of(day: dt.date, step: Step) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the span in which a day lies; weeks begin on Monday."""
    if step is Step.DAY:
        return day, day
    return week_of(day) if step is Step.WEEK else months_of(day, _MONTHS[step])


def next_span(first: dt.date, step: Step) -> dt.date:
    """Return the first day of the span after that which begins with `first`.

    Raises:
        OverflowError: the calendar ends before.
    """
    if step in _MONTHS:
        return add_months(first, _MONTHS[step])
    return first + (7 if step is Step.WEEK else 1) * _ONE_DAY


def narrowed(filter_: Filter, conditions: tuple[Condition, ...]) -> Filter:
    """Return the filter with further conditions; what it says already is not said again."""
    is_whole = filter_.any_of or filter_.negated
    items: list[Condition | Group] = [filter_] if is_whole else [*filter_.items]
    for condition in conditions:
        if condition not in items:
            items.append(condition)
    return Group(tuple(items))


def _has_target(one: Field) -> bool:
    try:
        get_entity(one.target)
    except UnknownEntityError:
        return False
    return True
