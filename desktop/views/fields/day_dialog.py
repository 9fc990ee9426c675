"""Going to a day that is typed as people say it, lunar ones too."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.dates import format_day, format_day_long, to_lunar
from desktop.core.diary.typed_place import parse_place
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _
from desktop.views.dialogs import show
from desktop.views.theme import look

_STEPS: Final = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 7,
    Qt.Key.Key_PageDown: -7,
}


class DateDialog(QDialog):
    """One line; below it the day that it means, in both calendars."""

    def __init__(self, day: date, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today
        self.day: date | None = day
        self.setWindowTitle(_("Go to date"))
        self.field = QLineEdit(format_day(day), self)
        self.field.setAccessibleName(_("Date"))
        self.field.setPlaceholderText(_("21/11, tomorrow, +2w, 15/8 lunar"))
        self.told = QLabel(self)
        self.told.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.told.setWordWrap(True)
        self._buttons = QDialogButtonBox(self)
        self._go = self._buttons.addButton(_("Go"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setDefault(True)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self.field)
        layout.addWidget(self.told)
        layout.addSpacing(6)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(look().px(360))
        self.field.textChanged.connect(self._on_text_changed)
        self.field.installEventFilter(self)
        self.field.selectAll()
        self._on_text_changed(self.field.text())

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        try:
            self.day = parse_place(text, self._today) if text.strip() else None
            words = "" if self.day is None else _told(self.day)
        except InvalidValueError as error:
            self.day, words = None, str(error)
        self.told.setText(words)
        self._go.setEnabled(self.day is not None)

    # Qt's names
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step by arrows: days, and weeks by whole pages."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _STEPS.get(Qt.Key(event.key()))
            if by is not None and self.day is not None:
                number = self.day.toordinal() + by
                if date.min.toordinal() <= number <= date.max.toordinal():
                    self.field.setText(format_day(date.fromordinal(number)))
                return True
        return False


async def ask_day(day: date, today: date, parent: QWidget) -> date | None:
    """Return the day that is wanted; None if none is."""
    dialog = DateDialog(day, today, parent)
    return dialog.day if await show(dialog) else None


def _told(day: date) -> str:
    lunar = to_lunar(day)
    if lunar is None:
        return format_day_long(day)
    words = _("{day} – lunar {lunar_day}/{lunar_month} ({year})")
    return words.format(
        day=format_day_long(day),
        lunar_day=lunar.day,
        lunar_month=lunar.month,
        year=lunar.year_name,
    )
