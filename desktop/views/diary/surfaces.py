"""The surfaces on which a diary is shown, one at a time, and what happens on them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QStackedWidget, QWidget

from desktop.core.clock import Clock, local_day
from desktop.core.diary.entry import Entry
from desktop.core.diary.periods import Period, View
from desktop.core.diary.spans import Span
from desktop.views.diary.agenda_view import AgendaView
from desktop.views.diary.canvas.canvas import Canvas
from desktop.views.diary.canvas.month_grid import MonthGrid
from desktop.views.diary.canvas.pointer_canvas import OuterTarget
from desktop.views.diary.canvas.time_grid import TimeGrid
from desktop.views.diary.canvas.values import OF_ENTRIES, Options, Person
from desktop.views.diary.canvas.year_grid import YearGrid
from desktop.views.diary.card_trigger import CardTrigger
from desktop.views.diary.columns import Column

_SIGNALS = (
    "entry_chosen",
    "entry_opened",
    "entry_moved",
    "entry_renamed",
    "delete_asked",
    "range_chosen",
    "range_opened",
    "title_typed",
    "day_opened",
    "week_opened",
    "month_opened",
    "day_wanted",
    "context_asked",
    "dropped",
)
Surface = TimeGrid | MonthGrid | YearGrid | AgendaView


class Surfaces(QStackedWidget):
    """Passes on what the surface in view says; see `canvas.Canvas` for the signals.

    Signals:
        card_asked: an Entry was clicked once: the global point.
    """

    entry_chosen = Signal(object)
    entry_opened = Signal(object)
    entry_moved = Signal(object)
    entry_renamed = Signal(object, object)
    delete_asked = Signal(object)
    range_chosen = Signal(object)
    range_opened = Signal(object)
    title_typed = Signal(object, object)
    day_opened = Signal(object)
    week_opened = Signal(object)
    month_opened = Signal(object)
    day_wanted = Signal(object)
    context_asked = Signal(object, object)
    dropped = Signal(object, object)
    card_asked = Signal(object, object)

    def __init__(self, clock: Clock, target: OuterTarget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._target = target
        self._made: dict[type[Surface], Surface] = {}
        self._options = Options()
        self._period: Period | None = None
        self._entries: tuple[Entry, ...] = ()

    # --- what is shown
    @property
    def surface(self) -> Surface | None:
        """The surface in view."""
        found = self.currentWidget()
        return found if isinstance(found, TimeGrid | MonthGrid | YearGrid | AgendaView) else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that are shown."""
        return self._entries

    @property
    def chosen(self) -> Entry | None:
        """The entry that is chosen."""
        surface = self.surface
        return None if surface is None else surface.chosen

    @property
    def marked(self) -> Span | None:
        """The time on which the cursor is, if no entry is chosen."""
        surface = self.surface
        if surface is None or self.chosen is not None:
            return None
        return surface.cursor_span

    def show_options(self, options: Options) -> None:
        """Show everything in another manner."""
        self._options = options
        for surface in self._made.values():
            if isinstance(surface, Canvas):
                surface.show_options(options)

    def show_period(self, period: Period, columns: Sequence[Column] = ()) -> None:
        """Bring the surface for a period to the front, with the entries known of it."""
        self._period = period
        kinds: Mapping[View, type[Surface]] = {
            View.MONTH: MonthGrid,
            View.YEAR: YearGrid,
            View.AGENDA: AgendaView,
        }
        kind = kinds.get(period.view, TimeGrid)
        surface = self._made.get(kind) or self._make(kind)
        had_focus = self.surface is not None and self.surface.hasFocus()
        self._fill(surface, period, columns)
        self.setCurrentWidget(surface)
        if had_focus:
            surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show the entries of the period in view."""
        self._entries = tuple(entries)
        surface, period = self.surface, self._period
        if isinstance(surface, AgendaView) and period is not None:
            today = local_day(self._clock.now())
            surface.show_entries(self._entries, period.first, period.last, today)
        elif isinstance(surface, TimeGrid | MonthGrid):
            surface.show_entries(self._entries)

    def show_counts(self, counts: Mapping[date, int]) -> None:
        """Show how much stands on the days of a year."""
        if isinstance(self.surface, YearGrid):
            self.surface.show_counts(counts)

    def choose(self, event: uuid.UUID) -> None:
        """Put the choice on an event, if it is shown."""
        surface = self.surface
        found = next((one for one in self._entries if one.event == event), None)
        if found is not None and surface is not None:
            surface.choose(found)

    def _fill(self, surface: Surface, period: Period, columns: Sequence[Column]) -> None:
        if isinstance(surface, TimeGrid):
            people = [Person(column.id, column.name) for column in columns]
            surface.show_days(period.days, self._entries, people)
        elif isinstance(surface, MonthGrid):
            surface.show_month(period.day, self._entries)
        elif isinstance(surface, YearGrid):
            surface.show_year(period.day.year)
        else:
            self.show_entries(self._entries)

    # --- making them
    def _make(self, kind: type[Surface]) -> Surface:
        made = AgendaView(self) if issubclass(kind, AgendaView) else kind(self._clock, self)
        for name in _SIGNALS:
            signal = getattr(made, name, None)
            if signal is not None:
                signal.connect(getattr(self, name))
        if isinstance(made, Canvas):
            made.show_options(self._options)
        if isinstance(made, TimeGrid | MonthGrid):
            made.add_target(self._target)
        if not isinstance(made, YearGrid):
            CardTrigger(made, _EntryAt(made)).triggered.connect(self.card_asked)
        self._made[kind] = made
        self.addWidget(made)
        return made


class _EntryAt:
    """Says which entry lies at a point of a surface."""

    def __init__(self, surface: QAbstractScrollArea) -> None:
        self._surface = surface

    def __call__(self, at: QPoint) -> Entry | None:
        surface = self._surface
        if isinstance(surface, AgendaView):
            return surface.entry_at(at)
        if isinstance(surface, Canvas):
            found = surface.hit(at)
            return found.entry if found.part in OF_ENTRIES else None
        return None
