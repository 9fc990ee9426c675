"""Hours of work with the public holidays of Vietnam, and the days worked in exchange for others."""

from __future__ import annotations

from datetime import date

from desktop.core.public_holidays import HolidayKind, find_holiday
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.hours import Spans, WeekHours


@dataclass(frozen=True, slots=True)
class PublicHours:
    """A week's hours, free on public holidays, and like its longest day on make-up working days.

    The exceptions of `of` come first: a company that works on a holiday says so there.
    """

    of: WeekHours

    def spans(self, day: date) -> Spans:
        """Return the working spans of a day."""
        said = self.of.exceptions.get(day)
        if said is not None:
            return said
        holiday = find_holiday(day)
        if holiday is None:
            return self.of.week[day.weekday()]
        return max(self.of.week, key=_length) if holiday.kind is HolidayKind.MAKEUP else ()


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
