"""The line in which the title of an entry is typed, on its place in the diary."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.i18n import _

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ENDING: Final = _ENTER | {Qt.Key.Key_Escape}
# The focus comes back by itself: another window lies over this one, or a menu of the line is open.
PASSING: Final = frozenset({
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
})  # fmt: skip
LONGEST: Final = 250


class TitleEdit(QLineEdit):
    """A line that ends with Enter, Escape, or by leaving it.

    Signals:
        typed: the title that somebody wants; not sent for an empty line.
        ended: the line is no longer needed; sent once, after `typed`.
    """

    typed = Signal(object)
    ended = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._has_ended = False
        self.setMaxLength(LONGEST)
        self.setAccessibleName(_("Title"))
        self.setPlaceholderText(_("Title"))

    def finish(self, *, keep: bool) -> None:
        """End; with `keep`, what was typed counts."""
        if self._has_ended:
            return
        self._has_ended = True
        title = self.text().strip()
        if keep and title:
            self.typed.emit(title)
        self.ended.emit()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End with Enter and Escape."""
        if event.key() in _ENTER:
            self.finish(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finish(keep=False)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Escape from the shortcuts of the window."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in _ENDING:
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed when the person goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in PASSING:
            self.finish(keep=True)
