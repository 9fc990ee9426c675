"""What a repeat rule means: a sentence, and the next times."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core.dates import format_day_long, to_lunar
from desktop.core.i18n import _
from desktop.core.recurrence.preview import SHOWN, Preview
from desktop.core.recurrence.stamps import When
from desktop.core.recurrence.writing import LUNAR_SCALE
from desktop.views.style_marks import rounded
from desktop.views.theme import look

_PADDING: Final = 12


class RuleSummary(QWidget):
    """Shows a preview; of one that was refused nothing but room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = self._label()
        self.words.setFont(look().font("text", 600))
        self.times = self._label()
        self.moved = self._label()
        self.moved.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        layout.setSpacing(6)
        for label in (self.words, self.moved, self.times):
            layout.addWidget(label)
        layout.addStretch(1)
        line = self.times.fontMetrics().lineSpacing()
        self.setMinimumHeight((SHOWN + 4) * line + 3 * _PADDING)

    def show_preview(self, preview: Preview, start: When) -> None:
        """Show what a rule means for an event that begins at `start`."""
        is_lunar = LUNAR_SCALE in preview.rule
        self.words.setText(preview.words)
        lines = [_time_line(time, is_lunar=is_lunar) for time in preview.times]
        head = _("Next times:")
        self.times.setText("\n".join([head, *lines, *(["…"] if preview.goes_on else [])]))
        self.times.setVisible(bool(lines))
        is_moved = not preview.problem and _day(preview.start) != _day(start)
        self.moved.setText(
            _("The first time will be {day}.").format(day=format_day_long(_day(preview.start)))
        )
        self.moved.setVisible(is_moved)

    def _label(self) -> QLabel:
        made = QLabel(self)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box."""
        painter = QPainter(self)
        rounded(painter, self.rect(), look().colour("base"), look().colour("border"))
        painter.end()


def _time_line(time: When, *, is_lunar: bool) -> str:
    day = _day(time)
    text = format_day_long(day)
    if isinstance(time, datetime):
        text += f" {time.hour:02d}:{time.minute:02d}"
    return f"  {text}{_lunar(day) if is_lunar else ''}"


def _lunar(day: date) -> str:
    lunar = to_lunar(day)
    if lunar is None:
        return ""
    text = _("leap {day}/{month} lunar") if lunar.is_leap else _("{day}/{month} lunar")
    return f"  ({text.format(day=lunar.day, month=lunar.month)})"


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when
