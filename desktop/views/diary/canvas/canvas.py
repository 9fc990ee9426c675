"""What all surfaces of a diary have in common: selection, cursor, what they tell, tooltips."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop.core.clock import Clock, SystemClock, find_zone, local_zone
from desktop.core.diary.dragging import Drag
from desktop.core.diary.entry import Entry
from desktop.core.diary.saying import describe, list_day, say_entry, say_span
from desktop.core.diary.spans import Span
from desktop.core.i18n import _
from desktop.views.diary.canvas.inks import Inks
from desktop.views.diary.canvas.small_month import say_day
from desktop.views.diary.canvas.values import OF_ENTRIES, Hit, Options, Part
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport

_MINUTE_MS: Final = 60_000
_HOLD_MS: Final = 800  # what a save may take without the entry jumping back and forth


class Canvas(QAbstractScrollArea):
    """A surface with entries, of which one may be chosen, and a cursor on empty time.

    Signals:
        entry_chosen: the Entry on which the choice fell; None when it fell on empty time.
        entry_opened: the Entry that is wanted: double click, Enter.
        entry_moved: an EntryMove: dragged, resized or copied.
        entry_renamed: an Entry and its new title.
        delete_asked: the Entry that somebody wants to delete.
        range_chosen: the Span that was marked or that the cursor is on.
        range_opened: the Span in which a new entry is wanted: double click, Enter.
        title_typed: a Span and the title that was typed in it: a new entry.
        day_opened: the date of which everything is wanted.
        week_opened: the Monday of the week that is wanted.
        month_opened: the first day of the month that is wanted.
        day_wanted: the date that is to be shown, as the keys left what is.
        context_asked: an Entry or a Span, and the QPoint on the screen for a menu.
        dropped: the QMimeData (of now only) and the Span on which it was dropped.
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

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = Options()
        self.entries: tuple[Entry, ...] = ()
        self.chosen: Entry | None = None
        self.cursor_span: Span | None = None  # the marked time
        self.drag: Drag | None = None
        self.drop_span: Span | None = None  # where something dragged would fall
        self.inks = Inks(look())
        self._clock = clock or SystemClock()
        self._held: Drag | None = None
        use_own_viewport(self, is_filled=False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        look().changed.connect(self._on_look_changed)
        self._holding = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self._holding.timeout.connect(self._release)
        self.retranslate()
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self._on_minute_timeout)

    # --- what each surface knows itself
    @abstractmethod
    def hit(self, at: QPoint) -> Hit:
        """Return what lies at a point of the viewport."""

    @abstractmethod
    def slot_at(self, at: QPoint) -> Span | None:
        """Return the slot at a point, the nearest one of a point outside; for drags."""

    @abstractmethod
    def rect_of(self, span: Span) -> QRect:
        """Return where a title is typed for a span; empty if it cannot be seen."""

    @abstractmethod
    def reading_order(self) -> Sequence[Entry]:
        """Return the entries as Tab goes through them."""

    @abstractmethod
    def bring_into_view(self, span: Span) -> None:
        """Scroll to a span."""

    @abstractmethod
    def paint(self, painter: QPainter) -> None:
        """Draw everything."""

    @abstractmethod
    def lay_out(self) -> None:
        """Place the entries anew: other entries, another size, another look."""

    # --- what it shows
    def now(self) -> datetime:
        """Return the naive present in the zone of the surface."""
        zone = find_zone(self.options.zone) if self.options.zone else local_zone()
        return self._clock.now().astimezone(zone).replace(tzinfo=None)

    def show_options(self, options: Options) -> None:
        """Show the entries in another manner."""
        self.options = options
        self.refresh()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries on the same days; the chosen one stays chosen if it is among them."""
        self.entries = tuple(entries)
        self._held = None
        if self.chosen is not None:
            key = key_of(self.chosen)
            self.chosen = next((one for one in self.entries if key_of(one) == key), None)
        self.refresh()

    def refresh(self) -> None:
        """Place and draw everything anew."""
        self.lay_out()
        self.viewport().update()

    def ghost(self) -> tuple[Entry, Span] | None:
        """Return the entry that is on its way, and where it would be now."""
        drag = self.drag or self._held
        if drag is None or drag.entry is None or not drag.has_begun:
            return None
        return drag.entry, drag.span

    def leaving(self) -> Entry | None:
        """Return the entry that would no longer be where it is."""
        drag = self.drag or self._held
        return drag.entry if drag and drag.has_begun and not drag.is_copy else None

    def hold(self, drag: Drag) -> None:
        """Show an entry where it was let go until it was read again, or soon after."""
        self._held = drag
        self._holding.start()

    @Slot()
    def _release(self) -> None:
        self._held = None
        self.viewport().update()

    # --- selection and cursor
    def choose(self, entry: Entry | None) -> None:
        """Put the choice on an entry, or on none."""
        if entry is not None and not self._is_chosen(entry):
            self.chosen = entry
            self.tell(say_entry(entry))
            self.entry_chosen.emit(entry)
        elif entry is None and self.chosen is not None:
            self.chosen = None
            self.entry_chosen.emit(None)
        self.viewport().update()

    def _is_chosen(self, entry: Entry) -> bool:
        return self.chosen is not None and key_of(self.chosen) == key_of(entry)

    def mark(self, span: Span, *, say: bool = True) -> None:
        """Put the cursor on a span of empty time."""
        self.choose(None)
        if span != self.cursor_span:
            self.cursor_span = span
            if say:
                self.tell(self.say_slot(span))
            self.range_chosen.emit(span)
        self.viewport().update()

    def say_slot(self, span: Span) -> str:
        """Return what a screen reader says of what is marked."""
        return say_span(span)

    def open_range(self, span: Span) -> None:
        """Ask for a new entry in what is marked."""
        self.range_opened.emit(span)

    def tell(self, sentence: str) -> None:
        """Let screen readers say something, and keep it as the description."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not at start

        self.setAccessibleDescription(sentence)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    @Slot()
    def _on_look_changed(self) -> None:
        self.inks = Inks(look())
        self.refresh()

    @Slot()
    def _on_minute_timeout(self) -> None:
        self.viewport().update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw everything."""
        painter = QPainter(self.viewport())
        try:
            self.paint(painter)
        finally:
            painter.end()  # a stack that is being looked at keeps the painter alive

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self.lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew: heads stay where they are."""
        self.lay_out()
        self.viewport().update()

    def showEvent(self, event: object) -> None:
        """Let the line of now move on."""
        self._minute.start()
        self.lay_out()

    def hideEvent(self, event: object) -> None:
        """Let it rest."""
        self._minute.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it less."""
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language of now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()

    def retranslate(self) -> None:
        """Be called by its name in the language of now."""
        self.setAccessibleName(_("Diary"))

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell everything about the entry under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, at: QPoint) -> str:
        """Return what the tooltip says at a point."""
        found = self.hit(at)
        if found.part in OF_ENTRIES and found.entry is not None:
            return describe(found.entry)
        if found.day is None or found.part not in {Part.DAY, Part.MORE}:
            return ""
        head = say_day(found.day, self.options)
        here = list_day(self.entries, found.day) if found.part is Part.MORE else []
        return "\n".join((head, *here))


def key_of(entry: Entry) -> tuple[object, ...]:
    """Return what makes an entry the same one after it was read again."""
    return entry.event, entry.original, entry.person


def day_of(span: Span | None, today: date) -> date:
    """Return the day that a cursor is on; today without one."""
    return span.first_day if span else today
