"""The keyboard over a diary: a cursor over slots, a way through entries, moving them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock
from desktop.core.dates import add_months
from desktop.core.diary.dragging import Deed, Drag
from desktop.core.diary.entry import Entry
from desktop.core.diary.saying import say_span
from desktop.core.diary.spans import Span, midnight, span_of
from desktop.core.diary.steps import Step
from desktop.views.diary.canvas.canvas import key_of
from desktop.views.diary.canvas.keys import (
    ALT,
    ARROWS,
    BY_KEYS,
    CTRL,
    KEYPAD,
    NONE,
    SHIFT,
    SINGLE,
    STEPS,
    Key,
)
from desktop.views.diary.canvas.pointer_canvas import PointerCanvas
from desktop.views.diary.canvas.title_edit import PASSING


class KeyedCanvas(PointerCanvas):
    """A surface whose cursor the keys move; with Ctrl they carry the chosen entry."""

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(clock, parent)
        self._carried: Span | None = None  # the slot to which the entry is carried by keys

    @abstractmethod
    def first_slot(self) -> Span:
        """Return the slot on which the cursor begins."""

    @abstractmethod
    def step(self, slot: Span, step: Step, *, far: bool) -> Span:
        """Return the slot to which a key leads; with `far` it is pressed with Ctrl."""

    @abstractmethod
    def shows(self, slot: Span) -> bool:
        """Tell whether a slot lies on one of the days that are shown."""

    # --- the cursor
    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries; the cursor stands where the chosen one was, if that one is gone."""
        before = self.chosen
        super().show_entries(entries)
        slot = None if before is None else self.slot_of(span_of(before))
        if slot is not None and self.chosen is None and self.shows(slot):
            self._anchor = self._active = slot
            self.mark(slot, say=False)
        self.keep_cursor_in_view()

    def keep_cursor_in_view(self) -> None:
        """Have no cursor rather than one on days that are no longer shown."""
        at = self._active or self.cursor_span
        if at is not None and not self.shows(at):
            self._anchor = self._active = self.cursor_span = None

    def place_cursor(self, slot: Span) -> None:
        """Put the cursor on a slot that is shown."""
        self._anchor = self._active = slot
        self.mark(slot)
        self.bring_into_view(slot)

    def _move_cursor(self, key: Key, *, far: bool, extends: bool) -> None:
        start = self._active
        if self.chosen is not None:
            start = self._anchor = self.slot_of(span_of(self.chosen))
        elif start is None and self.cursor_span is not None:
            start = self._anchor = self.slot_of(self.cursor_span)
        slot = self.first_slot() if start is None else self.step(start, STEPS[key], far=far)
        self._reach(slot, extends=extends)

    def _reach(self, slot: Span, *, extends: bool) -> None:
        """Put the moving end of the cursor on a slot; show its day if it is not."""
        if not extends or self._anchor is None:
            self._anchor = slot
        self._active = slot
        drag = Drag(Deed.MARK, self._anchor)
        drag.go(slot)
        self.mark(drag.span)
        if self.shows(slot):
            self.bring_into_view(slot)
        else:
            self.day_wanted.emit(slot.first_day)

    def slot_of(self, span: Span) -> Span:
        """Return the slot at which a span begins."""
        return span

    def _jump(self, key: Key) -> None:
        """Go a week or a month on or back, or to the end of the week."""
        start = self._active or self.cursor_span or self.first_slot()
        if self.chosen is not None:
            start = self.slot_of(span_of(self.chosen))
        day = start.first_day
        if key in {Key.Key_Up, Key.Key_Down}:
            day += timedelta(days=7 if key == Key.Key_Down else -7)
        elif key in {Key.Key_PageUp, Key.Key_PageDown}:
            day = add_months(day, 1 if key == Key.Key_PageDown else -1)
        else:
            day += timedelta(days=(6 if key == Key.Key_End else 0) - day.weekday())
        by = midnight(day) - midnight(start.first_day)
        slot = Span(start.start + by, start.end + by, start.is_all_day, start.person)
        self._reach(slot, extends=False)

    # --- carrying an entry
    def _carry(self, key: Key, *, resizes: bool) -> None:
        entry = self.drag.entry if self.drag is not None else self.chosen
        if entry is None or not entry.may_edit or entry.only_busy:
            return
        if self.drag is None:
            deed = Deed.END if resizes else Deed.MOVE
            span = span_of(entry)
            begun = self.last_slot_of(span) if resizes else self.slot_of(span)
            self.drag = Drag(deed, begun, entry, by_days=self.by_days)
            self._carried = begun
        if self._carried is None:
            return  # it is the mouse that drags
        self._carried = self.step(self._carried, STEPS[key], far=False)
        self.drag.go(self._carried)
        self.tell(say_span(self.drag.span))
        if self.shows(self._carried):
            self.bring_into_view(self.drag.span)
        else:
            self.day_wanted.emit(self._carried.first_day)
        self.viewport().update()

    def last_slot_of(self, span: Span) -> Span:
        """Return the slot at which a span ends."""
        return span

    def revert(self) -> None:
        """Leave everything as it was before the drag."""
        self._carried = None
        super().revert()

    # --- single keys
    def _rename(self) -> None:
        if self.chosen is None:
            if self.cursor_span is not None:
                self.type_title(self.cursor_span)
        elif self.chosen.may_edit and not self.chosen.only_busy:
            self.type_title(span_of(self.chosen), self.chosen.title, self.chosen)

    def _ask_delete(self) -> None:
        if self.chosen is not None and self.chosen.may_edit:
            self.delete_asked.emit(self.chosen)

    def _escape(self) -> None:
        if self.drag is not None:
            self.revert()
        else:
            self.choose(None)

    def _enter(self) -> None:
        if self._carried is not None:
            self._carried = None
            self.let_go()
        elif self.chosen is not None:
            self._open(self.chosen)
        elif self.cursor_span is not None:
            self.open_range(self.cursor_span)

    def _open_day(self) -> None:
        if self.cursor_span is not None:
            self.day_opened.emit(self.cursor_span.first_day)

    def _walk(self, *, forward: bool) -> bool:
        """Choose the next entry, or the first after the cursor; False at the end of them."""
        if self._carried is not None:
            self.revert()
        entries = self.reading_order()
        if self.chosen is not None:
            keys = [key_of(entry) for entry in entries]
            key = key_of(self.chosen)
            at = keys.index(key) if key in keys else -1
            after = at + (1 if forward else -1)
        else:
            start = self.cursor_span.start if self.cursor_span else None
            before = sum(entry.start < start for entry in entries) if start else 0
            after = before if forward else before - 1
        if not 0 <= after < len(entries):
            return False
        self.choose(entries[after])
        self.bring_into_view(span_of(entries[after]))
        return True

    def _press_key(self, event: QKeyEvent) -> bool:
        """Do what a key means; False if it means nothing here."""
        key, with_ = Key(event.key()), event.modifiers() & ~KEYPAD
        if key in STEPS and with_ in (CTRL, CTRL | SHIFT) and self._carries(key):
            self._carry(key, resizes=with_ != CTRL)
        elif key in ARROWS and self._carried is not None and with_ == NONE:
            self._carry(key, resizes=False)
        elif key in STEPS and with_ == ALT:
            self._jump(key)
        elif key in STEPS and not with_ & ALT:
            self._move_cursor(key, far=bool(with_ & CTRL), extends=bool(with_ & SHIFT))
        elif key in SINGLE and with_ == NONE:
            self._press_single(key)
        elif with_ in (NONE, SHIFT) and event.text().strip().isprintable() and event.text():
            return self._begin_typing(event.text())
        else:
            return False
        return True

    def _press_single(self, key: Key) -> None:
        if key == Key.Key_F2:
            self._rename()
        elif key == Key.Key_Delete:
            self._ask_delete()
        elif key == Key.Key_Escape:
            self._escape()
        elif key == Key.Key_Space:
            self._open_day()
        else:
            self._enter()

    def _carries(self, key: Key) -> bool:
        return key in ARROWS and (self.chosen is not None or self._carried is not None)

    def _begin_typing(self, text: str) -> bool:
        if self.chosen is not None or self.cursor_span is None or not text.strip():
            return False
        self.type_title(self.cursor_span, text)
        return True

    # Qt overrides

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is, if the keyboard led here and nothing is marked."""
        super().focusInEvent(event)
        if event.reason() in BY_KEYS and self.chosen is None and self.cursor_span is None:
            self.place_cursor(self.first_slot())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor, carry the entry, open, rename, delete, or type a title."""
        try:
            is_ours = self._press_key(event)
        except OverflowError:  # the calendar ends there
            is_ours = True
        if not is_ours:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put back what the keys carry, unless a menu or another window is open for a while."""
        super().focusOutEvent(event)
        if self._carried is not None and event.reason() not in PASSING:
            self.revert()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin a title with what an input method brings; it goes on in the line."""
        has_text = event.commitString() or event.preeditString()
        if has_text and self.chosen is None and self.cursor_span is not None:
            edit = self.type_title(self.cursor_span)
            if edit is not None:
                QCoreApplication.sendEvent(edit, event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the diary from the shortcuts of the window."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        key, with_ = Key(event.key()), event.modifiers() & ~KEYPAD
        if key in {Key.Key_Left, Key.Key_Right} and with_ & ALT:
            return False  # they lead back and forth in what was visited
        if key == Key.Key_Escape and self.drag is None and self.chosen is None:
            return False
        return key in STEPS or (key in SINGLE and with_ == NONE)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's signature
        """Go through the entries with Tab, and on to the next widget after the last."""
        if self.hasFocus() and self._walk(forward=next):
            return True
        return super().focusNextPrevChild(next)
