"""A diary as a list: the days that have something, and what they have, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop.core.diary.entry import Entry
from desktop.core.diary.saying import clock_text
from desktop.core.diary.spans import ONE_DAY, midnight, span_of
from desktop.core.i18n import _
from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A line of the list: the head of a day, or an entry on it; a head alone says "nothing"."""

    day: date
    entry: Entry | None = None
    is_empty: bool = False


def agenda(entries: Iterable[Entry], first: date, last: date, today: date) -> list[AgendaRow]:
    """Return the lines of some days; today has a head even without entries.

    What lasts several days stands on each of them.
    """
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        span = span_of(entry)
        day, end = max(span.first_day, first), min(span.last_day, last)
        while day <= end:
            by_day.setdefault(day, []).append(entry)
            day += ONE_DAY
    if first <= today <= last:
        by_day.setdefault(today, [])
    rows: list[AgendaRow] = []
    for day in sorted(by_day):
        rows.append(AgendaRow(day, is_empty=not by_day[day]))
        rows += [AgendaRow(day, entry) for entry in sorted(by_day[day], key=_order)]
    return rows


def time_on(entry: Entry, day: date) -> str:
    """Return when an entry is on one of its days: "09:00–10:00", "from 22:00", "All day"."""
    begins, ends = midnight(day), midnight(day) + ONE_DAY
    is_begun, goes_on = entry.start < begins, entry.end > ends
    if entry.is_all_day or (entry.start <= begins and entry.end >= ends):
        return _("All day")
    if is_begun:
        return _("until {time}").format(time=clock_text(entry.end))
    if goes_on:
        return _("from {time}").format(time=clock_text(entry.start))
    return f"{clock_text(entry.start)}–{clock_text(entry.end)}"


def _order(entry: Entry) -> tuple[bool, object, object, str]:
    return (not entry.is_all_day, entry.start, entry.end, entry.title)
