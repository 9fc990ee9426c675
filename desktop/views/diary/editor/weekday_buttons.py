"""Seven buttons, one for each day of the week."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.core.dates import weekday_name
from desktop.views.theme import look

_MONDAY: Final = date(2024, 1, 1)
_WIDTH: Final = 44


class WeekdayButtons(QWidget):
    """Any number of weekdays (Monday 0) is pressed in.

    Signals:
        edited: the person changed them.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.buttons = [self._button(_MONDAY + timedelta(days=day)) for day in range(7)]
        for button in self.buttons:
            layout.addWidget(button)

    def days(self) -> tuple[int, ...]:
        """Return the days that are pressed in."""
        return tuple(day for day, button in enumerate(self.buttons) if button.isChecked())

    def choose(self, days: Collection[int]) -> None:
        """Press these days in and no others."""
        for day, button in enumerate(self.buttons):
            button.setChecked(day in days)

    def _button(self, day: date) -> QToolButton:
        button = QToolButton(self)
        button.setText(weekday_name(day, short=True))
        button.setCheckable(True)
        button.setFixedWidth(look().px(_WIDTH))
        button.setAccessibleName(weekday_name(day))
        button.setToolTip(weekday_name(day))
        button.clicked.connect(self._on_button_clicked)
        return button

    @Slot()
    def _on_button_clicked(self) -> None:
        self.edited.emit()
