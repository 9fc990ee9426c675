"""The hours of a week: a line for each day, typed as people write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from desktop.core.dates import weekday_name
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _
from desktop.core.scheduling.company_hours import Week, read_spans, write_spans
from desktop.core.scheduling.hours import DAYS_OF_WEEK, NO_HOURS, Spans
from desktop.views.theme import look

_MONDAY: Final = date(2024, 1, 1)


class WeekEditor(QWidget):
    """Seven lines; an empty one is a day off.

    Signals:
        edited: another week was typed, which makes sense: a `Week`.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._week: Week | None = None
        self.lines: list[QLineEdit] = []
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setForegroundRole(self.told.palette().ColorRole.PlaceholderText)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for number in range(DAYS_OF_WEEK):
            name = weekday_name(_MONDAY + timedelta(days=number))
            line = QLineEdit(self)
            line.setAccessibleName(name)
            line.setPlaceholderText(_("Day off"))
            line.setMinimumWidth(look().px(260))
            line.editingFinished.connect(self._on_editing_finished)
            self.lines.append(line)
            form.addRow(name, line)
        form.addRow("", self.told)
        self._tell(_("Such as 8:00-12:00, 13:00-17:00; nothing on a day off."))

    def show_week(self, week: Week) -> None:
        """Show the hours of a week, but not over what is being typed."""
        if week == self._week:
            return
        self._week = week
        for line, spans in zip(self.lines, week, strict=True):
            if not (line.hasFocus() and line.isModified()):
                line.setText(write_spans(spans))

    @Slot()
    def _on_editing_finished(self) -> None:
        try:
            week = tuple(_typed(line) for line in self.lines)
        except InvalidValueError as error:
            self._tell(str(error))
            return
        if not any(week):
            self._tell(_(NO_HOURS))
            return
        self._tell("")
        if week != self._week:
            self._week = week
            self.edited.emit(week)

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))


def _typed(line: QLineEdit) -> Spans:
    spans = read_spans(line.text())
    if line.isModified():
        line.setText(write_spans(spans))
    return spans
