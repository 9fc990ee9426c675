"""The line of text in which most values are edited."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.icons import icon
from desktop.views.widgets.roomy_menu import give_room

_STEPS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_PageUp: "page up",
    Qt.Key.Key_PageDown: "page down",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EditLine(QLineEdit):
    """A line edit whose further actions stand inside it and in its context menu.

    The keys of an input method never come here: it takes them before the widget does, and
    `textEdited` follows when it commits.

    Signals:
        stepped: (key, with_shift) "up", "down", "page up" or "page down", where the owner takes
            steps (`takes_steps`).
        opened: Alt+Down, as on every field with a list; Down too if it is a list of suggestions.
        entered: Enter.
        left: the cursor went to another widget.
    """

    stepped = Signal(str, bool)
    opened = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.takes_steps = False
        self.has_list = False  # Down alone opens it too, as in a box of choices
        self._own: list[QAction] = []
        self.returnPressed.connect(self.entered)

    def add_own_action(self, icon_name: str, text: str, colour: str | None = None) -> QAction:
        """Add an action as an icon at the end of the line and as an entry of the menu."""
        action = QAction(icon(icon_name, colour or "muted"), text, self)
        action.setToolTip(text)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
        self._own.append(action)
        return action

    def show_text(self, text: str) -> None:
        """Replace the text unless it is there already, and show its beginning."""
        if text != self.text():
            self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the steps that the owner wants, leave everything else to Qt."""
        step = _STEPS.get(Qt.Key(event.key()))
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_alone = modifiers == Qt.KeyboardModifier.NoModifier and self.has_list
        if step == "down" and (is_alone or modifiers == Qt.KeyboardModifier.AltModifier):
            self.opened.emit()
            event.accept()
            return
        is_plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if step and self.takes_steps and is_plain and not self.isReadOnly():
            self.stepped.emit(step, modifiers == Qt.KeyboardModifier.ShiftModifier)
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the cursor left, but not for a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show Qt's own menu with our actions below."""
        menu = self.createStandardContextMenu()
        give_room(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        enabled = [action for action in self._own if action.isEnabled() and action.isVisible()]
        if enabled:
            menu.addSeparator()
            menu.addActions(enabled)
        menu.popup(event.globalPos())


def is_enter(event: QEvent) -> bool:
    """Tell whether an event is the key Enter."""
    return isinstance(event, QKeyEvent) and event.key() in _ENTER
