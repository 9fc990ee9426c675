"""Hours of work: which minutes of which day somebody works."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import DAY

Span = tuple[int, int]  # minutes of a day, from and until
Spans = tuple[Span, ...]  # ascending, apart from each other; none on a day off

DAYS_OF_WEEK: Final = 7
BAD_HOURS: Final = N_("Working hours follow each other within one day, each with an end after it.")
NO_HOURS: Final = N_("A working week needs at least one working hour.")

OFFICE_DAY: Final[Spans] = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))


class Hours(Protocol):
    """Says when there is work; of a project, a person or a machine."""

    def spans(self, day: date) -> Spans:
        """Return the working spans of a day, ascending and apart, empty on a day off."""


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The hours of each weekday (Monday first), and of the days that differ.

    `exceptions` holds public holidays, leave and swapped working days alike.

    Raises:
        InvalidValueError: spans overlap or leave their day, or no weekday has any.
    """

    week: tuple[Spans, ...]
    exceptions: Mapping[date, Spans]

    def __post_init__(self) -> None:
        if len(self.week) != DAYS_OF_WEEK or not any(self.week):
            raise InvalidValueError(_(NO_HOURS))
        for spans in (*self.week, *self.exceptions.values()):
            check_spans(spans)

    def spans(self, day: date) -> Spans:
        """Return the working spans of a day."""
        other = self.exceptions.get(day)
        return self.week[day.weekday()] if other is None else other


@dataclass(frozen=True, slots=True)
class SharedHours:
    """The hours in which all of several people work; their leave and holidays all count."""

    of: tuple[Hours, ...]

    def spans(self, day: date) -> Spans:
        """Return the spans of a day that all have in common."""
        shared: Spans = ((0, DAY),)
        for hours in self.of:
            theirs = hours.spans(day)
            both = ((max(a, c), min(b, d)) for a, b in shared for c, d in theirs)
            shared = tuple((start, end) for start, end in both if start < end)
        return shared


def check_spans(spans: Spans) -> None:
    """Refuse spans that overlap, are empty or leave their day.

    Raises:
        InvalidValueError: they do.
    """
    after = 0
    for start, end in spans:
        if not after <= start < end <= DAY:
            raise InvalidValueError(_(BAD_HOURS))
        after = end


OFFICE_WEEK: Final = WeekHours((OFFICE_DAY,) * 5 + ((),) * 2, {})
