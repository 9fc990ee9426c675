"""The values of a field in a menu that stays open while they are ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.theme import look
from desktop.views.widgets.lasting_menu import LastingMenu


class ValueMenu(LastingMenu):
    """The values of a field, to be ticked.

    Signals:
        ticked: a value, and whether it is ticked now.
    """

    ticked = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def fill(self, values: Sequence[tuple[str, str, str]], chosen: Sequence[str]) -> None:
        """Offer values with their labels and colours."""
        for value, label, colour in values:
            action = _ValueAction(value, label, self)
            action.setChecked(value in chosen)
            if colour:
                action.setIcon(icon("circle", f"on_{colour}", look().px(12)))
            action.toggled_value.connect(self.ticked)
            self.addAction(action)
        if not values:
            self.addAction(_("Nothing here yet")).setEnabled(False)


class _ValueAction(QAction):
    """One value; says itself when it is ticked.

    Signals:
        toggled_value: the value, and whether it is ticked now.
    """

    toggled_value = Signal(object, object)

    def __init__(self, value: str, label: str, parent: QObject) -> None:
        super().__init__(label.replace("&", "&&"), parent)
        self._value = value
        self.setCheckable(True)
        self.triggered.connect(self._on_triggered)

    @Slot(bool)
    def _on_triggered(self, checked: bool) -> None:
        self.toggled_value.emit(self._value, checked)
