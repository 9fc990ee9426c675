"""Kinds that are times: a day, a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Final

from desktop.core.clock import SystemClock, from_micros, local_day, local_zone, to_micros
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json, Op
from desktop.core.i18n import _
from desktop.core.kinds.base import (
    ORDER_OPERATORS,
    ExportCell,
    FieldKind,
    Storage,
    Stored,
)
from desktop.core.kinds.cleaning import about, expect_text, refusal

_OPERATORS: Final = (*ORDER_OPERATORS[:-2], Op.DURING, Op.EMPTY, Op.FILLED)
_SERIAL_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0 has no zone
_GREATEST_SERIAL: Final = 2_958_465  # 31/12/9999
_DAY_SECONDS: Final = 86_400
_FIRST_YEAR: Final = 1000


class DateKind(FieldKind[date]):
    """A day without a time."""

    kind = Kind.DATE
    storage = Storage.DAY
    operators = _OPERATORS
    width = 100

    def to_stored(self, value: date | None) -> Stored:
        """Return YYYY-MM-DD."""
        return None if value is None else value.isoformat()

    def from_stored(self, stored: Stored) -> date | None:
        """Return the day."""
        return None if stored is None else date.fromisoformat(str(stored))

    def to_json(self, value: date | None) -> Json:
        """Return YYYY-MM-DD."""
        return None if value is None else value.isoformat()

    def from_json(self, data: Json) -> date | None:
        """Return the day of YYYY-MM-DD; raise ValueError if it is none."""
        text = expect_text(data)
        return None if text is None else date.fromisoformat(text)

    def parse(self, field: Field, text: str) -> date | None:
        """Return the day; "21/11/2026", "mai", "+3t" and "thứ 6" are understood."""
        from desktop.core.typed_days import parse_day  # only where one is typed

        if not text.strip():
            return None
        with about(field):
            return parse_day(text, _today())

    def from_cell(self, field: Field, cell: object) -> date | None:
        """Return the day of a cell: a date, a serial number of spreadsheets, a text."""
        if isinstance(cell, datetime):
            return cell.astimezone(local_zone()).date() if cell.tzinfo else cell.date()
        if cell is None or isinstance(cell, date):
            return cell
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return _of_serial(field, cell).date()
        return self.parse(field, str(cell))

    def format(self, field: Field, value: date | None) -> str:
        """Return DD/MM/YYYY."""
        return "" if value is None else _day_text(value.isoformat())

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return DD/MM/YYYY."""
        return _day_text(stored) if isinstance(stored, str) else ""

    def check(self, field: Field, value: date | None) -> None:
        """Raise InvalidValueError if the year is surely a slip of the finger."""
        if value is not None and value.year < _FIRST_YEAR:
            raise refusal(field, _("The year needs four digits."))

    def export(self, field: Field, value: date | None) -> ExportCell:
        """Return the day."""
        return value


class MomentKind(FieldKind[datetime]):
    """A day and time: in UTC for the program, in their own time zone for people."""

    kind = Kind.MOMENT
    storage = Storage.MOMENT
    operators = _OPERATORS
    width = 140

    def to_stored(self, value: datetime | None) -> Stored:
        """Return microseconds since 1970, UTC."""
        return None if value is None else to_micros(value)

    def from_stored(self, stored: Stored) -> datetime | None:
        """Return the UTC datetime."""
        return None if stored is None else from_micros(int(stored))

    def to_json(self, value: datetime | None) -> Json:
        """Return microseconds since 1970, UTC."""
        return None if value is None else to_micros(value)

    def from_json(self, data: Json) -> datetime | None:
        """Return the UTC datetime of microseconds since 1970; raise ValueError."""
        if data is None:
            return None
        if isinstance(data, bool) or not isinstance(data, int):
            raise ValueError(f"not a moment: {data!r}")  # noqa: TRY004 - data from outside
        try:
            return from_micros(data)
        except OverflowError as error:
            raise ValueError(f"not a moment: {data!r}") from error

    def parse(self, field: Field, text: str) -> datetime | None:
        """Return the moment; "21/11/2026 14:30", "mai 9h" are understood."""
        from desktop.core.typed_moments import parse_moment  # only where one is typed

        if not text.strip():
            return None
        with about(field):
            return parse_moment(text, SystemClock().now())

    def from_cell(self, field: Field, cell: object) -> datetime | None:
        """Return the moment of a cell; what has no time zone is the person's."""
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            cell = _of_serial(field, cell)
        if isinstance(cell, date) and not isinstance(cell, datetime):
            cell = datetime(cell.year, cell.month, cell.day, tzinfo=local_zone())
        if isinstance(cell, datetime):
            return (cell if cell.tzinfo else cell.replace(tzinfo=local_zone())).astimezone(UTC)
        return None if cell is None else self.parse(field, str(cell))

    def format(self, field: Field, value: datetime | None) -> str:
        """Return DD/MM/YYYY HH:MM where the person is."""
        return "" if value is None else _moment_text(to_micros(value), local_zone())

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return DD/MM/YYYY HH:MM where the person is."""
        return _moment_text(stored, local_zone()) if isinstance(stored, int) else ""

    def edit_text(self, field: Field, value: datetime | None) -> str:
        """Return DD/MM/YYYY HH:MM, with seconds where there are any, and exactly if need be."""
        if value is None:
            return ""
        local = value.astimezone(local_zone())
        if local.microsecond or local.fold:  # a clock put back shows the same time twice
            return local.isoformat()
        return f"{local:%d/%m/%Y %H:%M:%S}" if local.second else f"{local:%d/%m/%Y %H:%M}"

    def normalise(self, field: Field, value: datetime | None) -> datetime | None:
        """Return the moment in UTC; one without a time zone is the person's."""
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=local_zone())).astimezone(UTC)

    def export(self, field: Field, value: datetime | None) -> ExportCell:
        """Return the moment."""
        return value


def _today() -> date:
    return local_day(SystemClock().now())


def _of_serial(field: Field, serial: float) -> datetime:
    """Return the moment (without a zone) of a spreadsheet's day number."""
    if not 1 <= serial <= _GREATEST_SERIAL:
        raise refusal(field, _("This is not a date."))
    days, part = divmod(serial, 1)  # a part of a day is no exact number: 8:00 is 0.33333…
    return _SERIAL_ZERO + timedelta(days=days, seconds=round(part * _DAY_SECONDS))


@lru_cache(maxsize=16384)
def _day_text(iso: str) -> str:
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}"


@lru_cache(maxsize=16384)
def _moment_text(micros: int, zone: tzinfo) -> str:
    return f"{from_micros(micros).astimezone(zone):%d/%m/%Y %H:%M}"


KINDS: tuple[FieldKind[Any], ...] = (DateKind(), MomentKind())
