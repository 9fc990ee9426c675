"""What the keys do in the chart: everything that the mouse does, and quicker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from desktop.core.gantt.axis import STEP, snap_of
from desktop.core.gantt.parts import Part
from desktop.core.scheduling.minutes import Minute
from desktop.views.work.gantt.linking import Linking
from desktop.views.work.gantt.plan_frame import PlanFrame
from desktop.views.work.gantt.shifting import Shifting

Key = Qt.Key
Modifier = Qt.KeyboardModifier
_SIDEWAYS: Final = {Key.Key_Left: -1, Key.Key_Right: 1}
_ZOOM: Final = {Key.Key_Plus: STEP, Key.Key_Equal: STEP, Key.Key_Minus: 1 / STEP}
_ENTER: Final = (Key.Key_Return, Key.Key_Enter)
_PARTS: Final = {
    Modifier.ControlModifier: Part.BODY,
    Modifier.ShiftModifier: Part.FINISH,
    Modifier.ControlModifier | Modifier.ShiftModifier: Part.START,
}


class ChartKeys(QObject):
    """Takes the keys that a table does not use.

    Left and Right fold; with Ctrl they move bars, with Shift their end, with both their beginning.
    Plus and minus zoom, 0 fits, L links, K edits a link, Delete takes one away, Enter opens.

    Signals:
        unlink_asked: links of the selection are to be chosen from, to take one away.
        edit_asked: the link that was clicked, or one of the selection, is to be edited.
    """

    unlink_asked = Signal()
    edit_asked = Signal()

    def __init__(self, frame: PlanFrame, shifting: Shifting, linking: Linking) -> None:
        super().__init__(frame)
        self._frame = frame
        self._shifting = shifting
        self._linking = linking
        self._deeds: dict[Key, Callable[[], None]] = {
            Key.Key_0: frame.chart.fit,
            Key.Key_L: linking.join_picked,
            Key.Key_K: self.edit_asked.emit,
            Key.Key_Delete: self.unlink,
            Key.Key_Escape: self._stop,
        }
        frame.table.key_pressed.connect(self._on_key_pressed)

    @Slot(object)
    def _on_key_pressed(self, event: QKeyEvent) -> None:
        if self._is_taken(event):
            event.accept()

    def _is_taken(self, event: QKeyEvent) -> bool:
        key = Key(event.key())
        modifiers = event.modifiers() & ~Modifier.KeypadModifier
        if key in _SIDEWAYS:
            return self._go_sideways(_SIDEWAYS[key], modifiers)
        if key in _ZOOM and not modifiers & Modifier.AltModifier:
            self._frame.chart.zoom(self._frame.chart.axis.per_day * _ZOOM[key])
            return True
        if modifiers:
            return False
        if key in _ENTER and self._frame.current >= 0:
            self._frame.open(self._frame.current)
            return True
        deed = self._deeds.get(key)
        if deed is not None:
            deed()
        return deed is not None

    def _go_sideways(self, direction: int, modifiers: Modifier) -> bool:
        part = _PARTS.get(modifiers)
        if part is not None:
            self._shifting.shift(part, direction * self._step())
            return True
        place = self._frame.current
        if modifiers or place < 0:
            return False
        if self._frame.can_fold(place) and self._frame.is_folded(place) == (direction > 0):
            self._frame.fold(place)
        elif direction < 0:
            self._climb(place)
        return True

    def _climb(self, place: int) -> None:
        """Select the row above in the tree."""
        depth = self._frame.rows[place].depth
        for above in range(place - 1, -1, -1):
            if self._frame.rows[above].depth < depth:
                self._frame.table.pick(above)
                return

    def _step(self) -> Minute:
        chart = self._frame.chart
        return snap_of(chart.axis.per_day / chart.ink.unit)

    @Slot()
    def unlink(self) -> None:
        """Take the link away that was clicked, or ask which one of the selected tasks."""
        link = self._linking.chosen()
        if link is not None:
            self._linking.remove(link)
        else:
            self.unlink_asked.emit()

    def _stop(self) -> None:
        if self._frame.chart.is_dragging:
            self._frame.chart.give_up()
        else:
            self._shifting.give_up()
