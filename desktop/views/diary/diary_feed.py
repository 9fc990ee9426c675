"""What a diary reads: its calendars, the entries of the days on the screen, which days are busy."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.diary.day_facts import OwnDay, OwnDays
from desktop.core.diary.entry import CalendarInfo, Entry
from desktop.core.organisation import Person
from desktop.core.pages import ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.company_hours import CompanyHours, bounds_of, free_days
from desktop.views.diary.canvas.values import Options
from desktop.views.diary.entry_menu import Category
from desktop.views.hours.reading import read_hours
from desktop.views.jobs import Jobs

# What a diary shows something of.
CONCERNS: Final = frozenset(
    {"event", "event_variation", "attendee", "calendar", "event_category", "busy_time", "day_off"}
)
OF_CALENDARS: Final = frozenset(
    {"calendar", "event_category", "day_off", "working_hours", "share", "app_user", "org_unit"}
)
SOON_MS: Final = 60  # several changes of a moment are read once
ENTRIES: Final = "diary entries"
CALENDARS: Final = "diary calendars"
DAYS: Final = "diary days"
CATEGORIES: Final = ListQuery("event_category", ("name", "colour"))
DAYS_OFF: Final = ListQuery("day_off", ("day", "name", "is_working"))
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What entries stand in and are made of: calendars, categories, people, days off."""

    calendars: tuple[CalendarInfo, ...] = ()
    categories: tuple[Category, ...] = ()
    people: tuple[Person, ...] = ()
    own_days: OwnDays = field(default_factory=dict)
    hours: CompanyHours = CompanyHours()

    def shown_in(self, options: Options, me: uuid.UUID | None) -> Options:
        """Return how a diary is shown with the days off and working hours that were decided.

        Where nobody said when people work, the window's own setting counts.
        """
        hours, shown = self.hours, replace(options, own_days=self.own_days)
        if not hours.is_known:
            return shown
        week = hours.week_of(me)
        start, end = bounds_of(week)
        return replace(
            shown, hours=hours, me=me, weekend=free_days(week), work_start=start, work_end=end
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: days, the zone of their hours, calendars (or users: their diaries)."""

    days: Span
    zone: str
    calendars: frozenset[uuid.UUID]


class DiaryFeed(QObject):
    """Asks the card reader; an older question of a kind gives way to a newer one.

    Signals:
        surroundings_read: the Surroundings of the entries.
        entries_read: the Wanted and the tuple of Entry that answers it.
        days_read: how many entries the days of the small calendar have, by date.
    """

    surroundings_read = Signal(object)
    entries_read = Signal(object, object)
    days_read = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._wanted: Wanted | None = None
        self._marked: tuple[Span, str, frozenset[uuid.UUID]] | None = None
        self._is_asleep = True
        self._stale = {CALENDARS}
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._on_soon_timeout)
        jobs.changes.changed.connect(self._on_changed)

    # --- asking
    def ask_surroundings(self) -> None:
        """Read calendars, categories, people and the company's own days."""
        self._submit(_surroundings, self._on_surroundings_read, CALENDARS)

    def ask_entries(self, wanted: Wanted) -> None:
        """Read the entries of some days."""
        self._wanted = wanted

        def ask(reads: Reads) -> tuple[Wanted, tuple[Entry, ...]]:
            return wanted, reads.diary(*wanted.days, wanted.zone, wanted.calendars)

        self._submit(ask, self._on_entries_read, ENTRIES)

    def ask_days(self, span: Span, zone: str, calendars: frozenset[uuid.UUID]) -> None:
        """Read which days of the small calendar have something."""
        self._marked = (span, zone, calendars)

        def ask(reads: Reads) -> Mapping[date, int]:
            return reads.diary_days(*span, zone, calendars)

        self._submit(ask, self._on_days_read, DAYS)

    def wake(self) -> None:
        """Read what changed while nobody looked."""
        self._is_asleep = False
        self._read_stale()

    def rest(self) -> None:
        """Ask nothing until somebody looks again."""
        self._is_asleep = True
        for topic in (ENTRIES, CALENDARS, DAYS):
            self._jobs.cards.cancel(topic)
        self._stale |= {ENTRIES, CALENDARS, DAYS}

    # --- answers
    def _submit(
        self, ask: Callable[[Reads], object], done: Callable[[Any], None], topic: str
    ) -> None:
        self._stale.discard(topic)
        self._jobs.cards.submit(ask, done, self._jobs.report, topic=topic)

    def _on_surroundings_read(self, found: Surroundings) -> None:
        self.surroundings_read.emit(found)

    def _on_entries_read(self, answer: tuple[Wanted, tuple[Entry, ...]]) -> None:
        wanted, found = answer
        if wanted == self._wanted:
            self.entries_read.emit(wanted, found)

    def _on_days_read(self, found: Mapping[date, int]) -> None:
        self.days_read.emit(found)

    # --- changes
    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        touched = set(changes.ids)
        if touched & CONCERNS:
            self._stale |= {ENTRIES, DAYS}
        if touched & OF_CALENDARS:
            self._stale |= {CALENDARS, ENTRIES, DAYS}
        if self._stale:
            self._soon.start()

    @Slot()
    def _on_soon_timeout(self) -> None:
        self._read_stale()

    def _read_stale(self) -> None:
        if self._is_asleep:
            return
        stale = set(self._stale)
        if CALENDARS in stale:
            self.ask_surroundings()
        if ENTRIES in stale and self._wanted is not None:
            self.ask_entries(self._wanted)
        if DAYS in stale and self._marked is not None:
            self.ask_days(*self._marked)


def by_person(entries: Collection[Entry], columns: Collection[uuid.UUID]) -> tuple[Entry, ...]:
    """Return entries for columns side by side: of people, and of calendars that are nobody's."""
    placed = []
    for one in entries:
        column = one.person if one.person in columns else one.calendar
        if column in columns:
            placed.append(replace(one, person=column))
    return tuple(placed)


def _surroundings(reads: Reads) -> Surroundings:
    categories = reads.first_page(CATEGORIES).rows
    return Surroundings(
        reads.calendars(),
        tuple(Category(row.id, row.texts[0], str(row.values[1] or "")) for row in categories),
        reads.organisation().people,
        dict(_own_day(row) for row in reads.first_page(DAYS_OFF).rows),
        read_hours(reads),
    )


def _own_day(row: Row) -> tuple[date, OwnDay]:
    day, name, is_working = row.values
    found = day if isinstance(day, date) else date.fromisoformat(str(day))
    return found, OwnDay(str(name or ""), bool(is_working))
