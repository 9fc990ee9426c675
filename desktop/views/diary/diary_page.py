"""The diary: calendars at the left, days, weeks, months or people at the right."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.core.clock import Clock, SystemClock, local_day, local_zone
from desktop.core.diary.entry import Entry
from desktop.core.diary.periods import Period, View
from desktop.core.filters import Json
from desktop.core.i18n import ngettext
from desktop.core.json_file import JsonObject
from desktop.views.diary.calendar_menu import CalendarDeeds
from desktop.views.diary.canvas.values import Options, Person
from desktop.views.diary.columns import Column, columns_of
from desktop.views.diary.diary_deeds import DiaryDeeds
from desktop.views.diary.diary_feed import DiaryFeed, Surroundings, Wanted, by_person
from desktop.views.diary.diary_state import DiaryState, state_from_json
from desktop.views.diary.group_menu import GroupMenu
from desktop.views.diary.handling import Handling
from desktop.views.diary.header import DiaryHeader
from desktop.views.diary.page_actions import PageActions
from desktop.views.diary.side_pane import SidePane
from desktop.views.diary.surfaces import Surfaces
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import Target
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.printing.printable import Printable
    from desktop.views.records.form_editors import FormEditors

SIDE: Final = 232
BAR: Final = (
    "record.new",
    "-",
    "record.open",
    "diary.hold",
    "record.delete",
    "-",
    "diary.people",
    "diary.settings",
    "-",
    "file.print",
)


class DiaryPage(QWidget):
    """Shows what the state says around one day; the day is not kept.

    Signals:
        target_chosen: a Target to go to.
        record_opened: entity and id of a record that is to be shown whole.
        status_changed: what the status bar says.
    """

    target_chosen = Signal(object)
    record_opened = Signal(str, object)
    status_changed = Signal(str)
    bar_keys = BAR
    has_own_navigation = True

    def __init__(
        self,
        context: ScreenContext,
        editors: FormEditors,
        me: uuid.UUID | None = None,
        clock: Clock | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.jobs = context.jobs
        self.editors = editors
        self.me = me
        self.clock = clock or SystemClock()
        self.state = DiaryState()
        self.day = self.today
        self.around = Surroundings()
        self._read: tuple[Entry, ...] = ()  # as the store has them
        self._asked: Wanted | None = None
        self.deeds = DiaryDeeds(self.jobs, self, self._zone)
        self.feed = DiaryFeed(self.jobs, self)
        self.header = DiaryHeader(context.actions, self)
        self.side = SidePane(context, me, self.clock, self)
        self.surfaces = Surfaces(self.clock, self.side.days, self)
        self.handling = Handling(self)
        self.actions_here = PageActions(self)
        self._kept = (CalendarDeeds(self), GroupMenu(self))
        self._place_parts()
        self._listen()
        self.show_all()

    # --- what is shown
    @property
    def today(self) -> date:
        """The day that it is where the person is."""
        return local_day(self.clock.now())

    @property
    def zone(self) -> str:
        """The IANA name of the zone of the hours."""
        return self.state.options.zone or str(local_zone())

    @property
    def period(self) -> Period:
        """What is in view."""
        state = self.state
        return Period(state.view, self.day, state.count, state.work_days)

    @property
    def columns(self) -> list[Column]:
        """Who stands beside each other, if the view is of people."""
        if self.state.view is not View.PEOPLE:
            return []
        offered = {column.id: column for column in self.offered_columns()}
        chosen = [offered[one] for one in self.state.people if one in offered]
        return chosen or list(offered.values())[:1]

    def offered_columns(self) -> list[Column]:
        """Return who can stand beside each other."""
        return columns_of(self.around.calendars, self.around.people, self.me)

    def shown_calendars(self) -> frozenset[uuid.UUID]:
        """Return the calendars whose entries are shown."""
        if self.state.view is View.PEOPLE:
            return frozenset(column.id for column in self.columns)
        known = self.around.calendars
        return frozenset(info.id for info in known if self.state.is_on(info, self.me))

    def go_to(self, day: date) -> None:
        """Show the period around a day."""
        self.day = day
        self.show_all()

    def change_state(self, state: DiaryState) -> None:
        """Show another state; it is kept with the window."""
        self.state = state
        self.show_all()

    def look_at(self, view: View, *, count: int | None = None, day: date | None = None) -> None:
        """Show the diary in another way."""
        self.day = day or self.day
        shown = self.state.count if count is None else count
        if count is None and view is View.DAYS and self.state.view is not View.DAYS:
            shown = 1
        self.change_state(replace(self.state, view=view, count=shown))

    @Slot()
    def show_all(self) -> None:
        """Show period, calendars and entries as the state says; read what is not known."""
        period, columns = self.period, self.columns
        self.header.show_period(period.view, period.title())
        self.surfaces.show_options(self._options())
        self.surfaces.show_period(period, columns)
        self.side.show_around(self.around, self.state, period)
        self.read()
        self.context.actions.refresh()

    def read(self) -> None:
        """Read the entries of the period in view."""
        period = self.period
        wanted = Wanted((period.first, period.last), self.zone, self.shown_calendars())
        self._asked = wanted
        if not self.around.calendars:
            return
        is_year = period.view is View.YEAR
        span = (period.first, period.last) if is_year else self.side.shown_days()
        self.feed.ask_days(span, self.zone, self.shown_calendars())
        if not is_year:
            self.feed.ask_entries(wanted)

    @Slot()
    def show_as_read(self) -> None:
        """Show the entries as the store has them, and what is being moved where it is to be."""
        self.surfaces.show_entries(self.handling.with_moved(self._read))

    # --- what the shell asks
    def show_target(self, target: Target) -> None:
        """Show the day that a target names in ISO 8601."""
        try:
            self.go_to(date.fromisoformat(target.search))
        except ValueError:
            return

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        self.feed.ask_surroundings()
        self.read()

    def focus_first(self) -> None:
        """Put the keyboard into the diary."""
        surface = self.surfaces.surface
        if surface is not None:
            surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def status_text(self) -> str:
        """Say how many entries are shown."""
        if self.state.view is View.YEAR:
            return ""
        count = len({(one.event, one.original) for one in self._read})
        return ngettext("{count} appointment", "{count} appointments", count).format(count=count)

    def printable(self) -> Printable | None:
        """Return what is printed: what is in view, but not the overview of a year."""
        from desktop.views.diary.diary_print import AgendaPrint, DiaryPrint

        if self.state.view is View.YEAR:
            return None
        if self.state.view is View.AGENDA:
            return AgendaPrint(self.period, self._read)
        people = [Person(column.id, column.name) for column in self.columns]
        return DiaryPrint(self.period, self._read, self._options(), people)

    def view_state(self) -> JsonObject:
        """Return what is kept."""
        sizes = tuple(self._splitter.sizes())
        return replace(self.state, sizes=sizes).to_json()

    def restore_view_state(self, state: Mapping[str, Json]) -> None:
        """Look so again."""
        self.state = state_from_json(state)
        if len(self.state.sizes) == self._splitter.count():
            self._splitter.setSizes(list(self.state.sizes))
        self.show_all()

    # --- inside
    def _options(self) -> Options:
        return self.around.shown_in(self.state.options, self.me)

    def _place_parts(self) -> None:
        self._splitter = QSplitter(self)
        self._splitter.setHandleWidth(5)
        self._splitter.addWidget(self.side)
        self._splitter.addWidget(self.surfaces)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([look().px(SIDE), 1000])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._splitter, 1)

    def _listen(self) -> None:
        self.feed.surroundings_read.connect(self._on_surroundings_read)
        self.feed.entries_read.connect(self._on_entries_read)
        self.feed.days_read.connect(self.side.show_counts)
        self.feed.days_read.connect(self.surfaces.show_counts)
        self.side.week_chosen.connect(self.handling.on_week_opened)
        self.side.dropped.connect(self.handling.on_dropped_on_day)
        self.side.day_chosen.connect(self.go_to)
        self.side.month_turned.connect(self.read)
        self.side.tasks.task_opened.connect(self.record_opened)
        self.header.date_asked.connect(self.actions_here.go_to_date)

    def _zone(self) -> str:
        return self.zone

    @Slot(object)
    def _on_surroundings_read(self, around: Surroundings) -> None:
        self.around = around
        self.show_all()

    @Slot(object, object)
    def _on_entries_read(self, wanted: Wanted, found: Sequence[Entry]) -> None:
        if wanted != self._asked:
            return
        columns = [column.id for column in self.columns]
        self._read = by_person(found, columns) if columns else tuple(found)
        self.show_as_read()
        self.status_changed.emit(self.status_text())
        self.context.actions.refresh()

    # Qt's names
    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was out of view."""
        super().showEvent(event)
        self.feed.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing that nobody sees."""
        super().hideEvent(event)
        self.feed.rest()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.header.retranslate()
            self.side.retranslate()
            self.show_all()
