"""Groups of rows: by the values of a field, or of days and moments by their months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from desktop.core.clock import days_span, from_micros, local_day, to_micros
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Stored
from desktop.core.periods import months_of
from desktop.store.group_parts import Grouping, Part
from desktop.store.ordered_values import EMPTY, Value, values_in_order
from desktop.store.orders import fill_ranks
from desktop.store.picking import Rows
from desktop.store.reader import Reader
from desktop.store.sql import Sql, column, quoted

MONTH: Final = N_("Month {month}/{year}")
UNFIT_GROUP: Final = N_("The list cannot be grouped by “{field}”.")
TIMES: Final = frozenset({Kind.DATE, Kind.MOMENT})
_NEVER: Final = frozenset({Kind.EMAILS, Kind.PHONES, Kind.ADDRESS, Kind.JSON})
_SEVERAL: Final = frozenset({Kind.TAGS, Kind.CHOICES})
_AFTER_ALL: Final = "A"  # sorts behind every day as the column holds it


def grouping_of(
    reader: Reader, rows: Rows, field: Field, name: str = "groups", *, descending: bool = False
) -> Grouping:
    """Return the groups of rows by `field`; fills the TEMP table `name`.

    Empty comes last whatever the direction. Groups may turn out to have no row.

    Raises:
        InvalidValueError: the field has no groups.
    """
    kind = value_kind(field)
    if kind in _SEVERAL:
        from desktop.store.grouping_several import groups_of_several  # few lists are grouped so

        return groups_of_several(reader, field, name, descending=descending)
    if kind in _NEVER:
        raise InvalidValueError(_(UNFIT_GROUP).format(field=_(field.label)), field=field.name)
    if kind in TIMES:
        return _by_month(reader, rows, field, name, descending=descending)
    found = values_in_order(reader, rows.entity, field, in_bin=rows.in_bin)
    if kind is Kind.FLAG:
        return _by_flag(field)
    filled = [value for value in found if value.stored is not None]
    ordered = [*(reversed(filled) if descending else filled), Value(None, _(EMPTY))]
    cell = column("t", field.name)
    fill_ranks(reader, name, [value.stored for value in ordered])
    parts = tuple(
        Part(_json(field, value.stored), value.label, Sql(f"{cell} IS ?", (value.stored,)))
        for value in ordered
    )
    return Grouping(parts, f"(SELECT pos FROM temp.{quoted(name)} WHERE value IS {cell})")


def _by_flag(field: Field) -> Grouping:
    """Return the two groups of a flag: one that was never touched is not ticked."""
    cell, kind = column("t", field.name), kind_of(field)
    return Grouping(
        (
            Part(True, kind.format(field, True), Sql(f"{cell} = 1")),
            Part(False, kind.format(field, False), Sql(f"{cell} IS NOT 1")),
        ),
        f"({cell} IS NOT 1)",
    )


def _by_month(reader: Reader, rows: Rows, field: Field, name: str, *, descending: bool) -> Grouping:
    cell = column("t", field.name)
    months = list(_months(reader, rows, field))
    ordered = months[::-1] if descending else months
    empty = Part(None, _(EMPTY), Sql(f"{cell} IS NULL"))
    parts = (*(part for _start, part in ordered), empty)
    fill_ranks(reader, name, [start for start, _part in ordered])
    # The last month that begins before the cell.
    found = f"SELECT pos FROM temp.{quoted(name)} WHERE value <= {cell} ORDER BY value DESC LIMIT 1"
    return Grouping(parts, f"coalesce(({found}), {len(ordered)})")


def _months(reader: Reader, rows: Rows, field: Field) -> Iterator[tuple[Stored, Part]]:
    """Yield each month that has rows, with its beginning as the column holds it."""
    cell = column("t", field.name)
    least = f"SELECT min({cell}) FROM {rows.table} WHERE {rows.present.text}"
    found = reader.row(least)
    while found is not None and found[0] is not None:
        day = _day(field, found[0])
        first, last = months_of(day, 1)
        start, end = _bounds(field, first, last)
        condition = Sql(f"({cell} >= ? AND {cell} < ?)", (start, end))
        label = _(MONTH).format(month=f"{first.month:02}", year=first.year)
        yield start, Part(_month_json(field, first, last), label, condition)
        found = reader.row(Sql(f"{least} AND {cell} >= ?", (end,)))


def _day(field: Field, stored: Stored) -> dt.date:
    if value_kind(field) is Kind.DATE:
        return dt.date.fromisoformat(str(stored))
    return local_day(from_micros(int(stored or 0)))


def _bounds(field: Field, first: dt.date, last: dt.date) -> tuple[Stored, Stored]:
    """Return the half-open bounds of whole days as the column holds them."""
    if value_kind(field) is Kind.DATE:
        is_last = last == dt.date.max
        after = _AFTER_ALL if is_last else (last + dt.timedelta(days=1)).isoformat()
        return first.isoformat(), after
    start, end = days_span(first, last)
    return to_micros(start), to_micros(end)


def _month_json(field: Field, first: dt.date, last: dt.date) -> Json:
    """Return the value of the BETWEEN that finds the month's rows."""
    if value_kind(field) is Kind.DATE:
        return [first.isoformat(), last.isoformat()]
    start, end = days_span(first, last)
    return [to_micros(start), to_micros(end) - 1]


def _json(field: Field, stored: Stored) -> Json:
    kind = kind_of(field)
    return kind.to_json(None if stored is None else kind.from_stored(stored))
