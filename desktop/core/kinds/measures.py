"""Kinds that measure: how long something takes, and how many stars something gets."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from desktop.core.fields import Field, Kind
from desktop.core.i18n import _
from desktop.core.kinds.base import FieldKind, Stored
from desktop.core.kinds.cleaning import clean_line, refusal
from desktop.core.kinds.numbers import IntegerKind
from desktop.core.patterns import Pattern
from desktop.core.words import fold

HOUR: Final = 60
WORKING_DAY: Final = 8 * HOUR
WORKING_WEEK: Final = 5 * WORKING_DAY
MOST_STARS: Final = 5
_FULL, _EMPTY = "★", "☆"
_CLOCK = Pattern(r"(\d{1,6}):([0-5]\d)(?::[0-5]\d)?")
_HOURS = Pattern(r"(\d{1,15}(?:[.,]\d{1,4})?) ?(?:h|g|gio|tieng|hours?|hrs?)(?![a-z]) ?(.*)")
_MINUTES = Pattern(r"(\d{1,15}) ?(?:m|p|ph|phut|mins?|minutes?)?\.?")
_DAYS = Pattern(r"(\d{1,5}(?:[.,]\d{1,4})?) ?(?:(d|ngay|days?)|(?:w|tuan|weeks?))")
_BARE = Pattern(r"(\d{1,6})(?:[.,](\d{1,4}))?")
_HALF: Final = ("ruoi", "and a half")
_STARS = Pattern(r"([0-5]) ?(?:sao|stars?|/ ?5)")


class DurationKind(IntegerKind):
    """A length of time in whole minutes."""

    kind = Kind.DURATION
    width = 110

    def parse(self, field: Field, text: str) -> int | None:
        """Return the minutes; "1 giờ 30", "1h30", "1,5 giờ", "1:30" and "90" are understood.

        "2 ngày" and "1 tuần" are working days of eight hours and weeks of five of them.
        """
        line = clean_line(text)
        if line is None:
            return None
        folded = fold(line).strip()
        minutes = _hours(folded) if field.in_hours else None
        minutes = _minutes(folded) if minutes is None else minutes
        if minutes is None:
            sentence = _("“{text}” is no length of time. Write “1 h 30” or “90”.")
            if field.in_hours:
                sentence = _("“{text}” is no length of time. Write “4 h 30” or “2 days”.")
            raise refusal(field, sentence.format(text=line))
        self.check(field, minutes)
        return minutes

    def from_cell(self, field: Field, cell: object) -> int | None:
        """Return the minutes of a cell: a number of minutes, a time of day, or text.

        A number is minutes in every field: that is how it leaves the program.
        """
        if isinstance(cell, str) and _MINUTES.fullmatch(cell.strip()):
            return super().from_cell(replace(field, in_hours=False), cell)
        if isinstance(cell, dt.time):
            return cell.hour * HOUR + cell.minute
        if isinstance(cell, dt.timedelta):
            minutes = round(cell / dt.timedelta(minutes=1))
            self.check(field, minutes)
            return minutes
        return super().from_cell(field, cell)

    def format(self, field: Field, value: int | None) -> str:
        """Return hours and minutes: "1 giờ 30", "45 phút"."""
        if value is None:
            return ""
        hours, minutes = divmod(value, HOUR)
        if not hours:
            return _("{minutes} min").format(minutes=minutes)
        if not minutes:
            return _("{hours} h").format(hours=hours)
        return _("{hours} h {minutes:02}").format(hours=hours, minutes=minutes)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return hours and minutes: "1 giờ 30", "45 phút"."""
        return self.format(field, stored) if isinstance(stored, int) else ""

    def check(self, field: Field, value: int | None) -> None:
        """Raise InvalidValueError if the time is negative or too long."""
        if value is not None and value < 0:
            raise refusal(field, _("A length of time cannot be negative."))
        super().check(field, value)


class RatingKind(IntegerKind):
    """One to five stars; no stars is no rating."""

    kind = Kind.RATING
    right = False
    width = 100
    groupable = True

    def parse(self, field: Field, text: str) -> int | None:
        """Return the stars; "4", "4 sao", "4/5" and "★★★★" are understood."""
        line = clean_line(text)
        if line is None:
            return None
        if not line.strip(_FULL + _EMPTY):
            return self.normalise(field, line.count(_FULL))
        named = _STARS.fullmatch(fold(line))
        return self.normalise(field, super().parse(field, named.group(1) if named else line))

    def from_cell(self, field: Field, cell: object) -> int | None:
        """Return the stars of a cell."""
        return self.normalise(field, super().from_cell(field, cell))

    def format(self, field: Field, value: int | None) -> str:
        """Return the stars: "★★★★☆"."""
        if value is None:
            return ""
        return _FULL * value + _EMPTY * (MOST_STARS - value)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the stars: "★★★★☆"."""
        return self.format(field, stored) if isinstance(stored, int) else ""

    def edit_text(self, field: Field, value: int | None) -> str:
        """Return the number of stars."""
        return "" if value is None else str(value)

    def normalise(self, field: Field, value: int | None) -> int | None:
        """Return the stars; None for none."""
        return value or None

    def check(self, field: Field, value: int | None) -> None:
        """Raise InvalidValueError for less than no star or more than five."""
        if value is not None and not 0 <= value <= MOST_STARS:
            sentence = _("Between 1 and {count} stars are possible.")
            raise refusal(field, sentence.format(count=MOST_STARS))


def _hours(text: str) -> int | None:
    """Return the minutes of a number of hours without a unit."""
    bare = _BARE.fullmatch(text)
    return round(float(f"{bare.group(1)}.{bare.group(2) or 0}") * HOUR) if bare else None


def _minutes(text: str) -> int | None:
    days = _DAYS.fullmatch(text)
    if days:
        unit = WORKING_DAY if days.group(2) else WORKING_WEEK
        return round(float(days.group(1).replace(",", ".")) * unit)
    clock = _CLOCK.fullmatch(text)
    if clock:
        return int(clock.group(1)) * HOUR + int(clock.group(2))
    hours = _HOURS.fullmatch(text)
    if hours is None:
        minutes = _MINUTES.fullmatch(text.replace(".", "") if text[:1].isdigit() else text)
        return int(minutes.group(1)) if minutes else None
    whole = round(float(hours.group(1).replace(",", ".")) * HOUR)
    rest = hours.group(2).strip()
    if not rest or rest in _HALF:
        return whole + (HOUR // 2 if rest else 0)
    more = _MINUTES.fullmatch(rest)
    return whole + int(more.group(1)) if more else None


KINDS: tuple[FieldKind[Any], ...] = (DurationKind(), RatingKind())
