"""The working hours of a company and of its people, as they are kept, typed and reckoned with."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.hours import (
    DAYS_OF_WEEK,
    OFFICE_WEEK,
    Hours,
    SharedHours,
    Spans,
    WeekHours,
    check_spans,
)
from desktop.core.scheduling.public_hours import PublicHours

WORKING_HOURS: Final = "working_hours"  # the entity that keeps them
COMPANY_WEEK: Final = uuid.UUID("6f8c9a52-5d0e-5b6e-9d1c-0a7c2f4e8b11")  # the id of the company's
UNREADABLE: Final = N_("“{text}” are no hours. Write such as 8:00-12:00, 13:00-17:00.")
_SPAN: Final = re.compile(
    r"\s*(\d{1,2})(?:[:hg.](\d{2})?)?\s*[-\u2013\u2014]\s*(\d{1,2})(?:[:hg.](\d{2})?)?\s*"
)
_HOUR: Final = 60

Week = tuple[Spans, ...]  # of Monday to Sunday


@dataclass(frozen=True, slots=True)
class CompanyHours:
    """When a company works, which people work otherwise, and its own days off.

    `days` are the days that the company decided about: True is worked. `is_said` tells whether the
    company's week was chosen, `own` holds the weeks of people who chose one.
    """

    week: Week = OFFICE_WEEK.week
    own: Mapping[uuid.UUID, Week] = field(default_factory=dict)
    days: Mapping[date, bool] = field(default_factory=dict)
    is_said: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anybody said when people work."""
        return self.is_said or bool(self.own)

    def week_of(self, person: uuid.UUID | None) -> Week:
        """Return a person's week: the own one, else the company's."""
        return self.week if person is None else self.own.get(person, self.week)

    def of(self, person: uuid.UUID | None = None) -> Hours:
        """Return the hours of a person, or of the company, without public and own days off."""
        week = self.week_of(person)
        longest = max(week, key=_length)
        days = {day: longest if is_worked else () for day, is_worked in self.days.items()}
        return PublicHours(WeekHours(week, days))

    def together(self, people: Collection[uuid.UUID]) -> Hours:
        """Return the hours in which all of some people work; of nobody, the company's."""
        weeks = {self.week_of(one): one for one in people}
        if len(weeks) < 2:  # noqa: PLR2004 - all work alike
            return self.of(next(iter(weeks.values()), None))
        return SharedHours(tuple(self.of(one) for one in weeks.values()))


def week_id(person: uuid.UUID | None) -> uuid.UUID:
    """Return the id of the record that holds a week: the same on every computer."""
    return COMPANY_WEEK if person is None else uuid.uuid5(person, WORKING_HOURS)


def week_from_json(data: object) -> Week | None:
    """Return a week that is kept; None if it makes no sense."""
    try:
        week = tuple(
            tuple((int(first), int(last)) for first, last in spans)
            for spans in data  # type: ignore[attr-defined]  # whatever is no list is refused below
        )
        return WeekHours(week, {}).week
    except (InvalidValueError, TypeError, ValueError):
        return None


def week_to_json(week: Week) -> list[Json]:
    """Return what is kept of a week: for each day its spans as minutes since midnight."""
    return [[[first, last] for first, last in spans] for spans in week]


def read_spans(text: str) -> Spans:
    """Return the hours of a day as somebody typed them; nothing for a day off.

    Raises:
        InvalidValueError: they are none, or do not follow each other.
    """
    spans = tuple(_span(piece, text) for piece in re.split(r"[,;]", text) if piece.strip())
    check_spans(spans)
    return spans


def write_spans(spans: Spans) -> str:
    """Return the hours of a day as they are shown: "8:00–12:00, 13:00–17:00"."""
    return ", ".join(f"{_clock(first)}\u2013{_clock(last)}" for first, last in spans)


def bounds_of(week: Week) -> tuple[int, int]:
    """Return the earliest beginning and the latest end of a week, in minutes since midnight."""
    spans = [span for day in week for span in day]
    return min(first for first, _last in spans), max(last for _first, last in spans)


def free_days(week: Week) -> frozenset[int]:
    """Return the days of a week (0 is Monday) without hours."""
    return frozenset(day for day in range(DAYS_OF_WEEK) if not week[day])


def _span(piece: str, text: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(piece)
    if found is None:
        raise InvalidValueError(_(UNREADABLE).format(text=text))
    first, first_minute, last, last_minute = (int(one or 0) for one in found.groups())
    if max(first_minute, last_minute) >= _HOUR:
        raise InvalidValueError(_(UNREADABLE).format(text=text))
    return first * _HOUR + first_minute, last * _HOUR + last_minute


def _clock(minute: int) -> str:
    return f"{minute // _HOUR}:{minute % _HOUR:02d}"


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
