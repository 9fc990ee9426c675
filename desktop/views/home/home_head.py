"""The head of the page "Today": the day in both calendars, and the way to arrange the page."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.core.dates import format_day_long, to_lunar
from desktop.core.i18n import _
from desktop.views.home.head_text import HeadText
from desktop.views.icons import icon
from desktop.views.theme import look


class HomeHead(QWidget):
    """Names the day.

    Signals:
        arrange_asked: a global point where the menu of the blocks is wanted.
    """

    arrange_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = QLabel(self)
        self._lunar = HeadText(self)
        self._lunar.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.arrange = QToolButton(self)
        self.arrange.setIcon(icon("layout-grid"))
        self.arrange.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.arrange.setAutoRaise(True)
        self.arrange.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.arrange.clicked.connect(self._on_arrange_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._day, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self._lunar, 1, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self.arrange, 0, Qt.AlignmentFlag.AlignVCenter)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_day(self, day: dt.date) -> None:
        """Write the day, and what it is called in the lunar calendar."""
        self._day.setText(format_day_long(day))
        self._lunar.setText(lunar_text(day))
        self.arrange.setText(_("Arrange blocks"))
        self.arrange.setToolTip(_("Choose which blocks are shown"))

    @Slot()
    def _on_arrange_clicked(self) -> None:
        self.arrange_asked.emit(self.arrange.mapToGlobal(QPoint(0, self.arrange.height() + 2)))

    @Slot()
    def _on_look_changed(self) -> None:
        self._day.setFont(look().font("headline", QFont.Weight.DemiBold))
        self._lunar.setFont(look().font("lead"))


def lunar_text(day: dt.date) -> str:
    """Return a day in the lunar calendar, short: "13/10 âm lịch (Bính Ngọ)"; "" outside it."""
    lunar = to_lunar(day)
    if lunar is None:
        return ""
    text = (
        _("{day}/{month} leap, lunar calendar ({year})")
        if lunar.is_leap
        else _("{day}/{month} lunar calendar ({year})")
    )
    return text.format(day=lunar.day, month=lunar.month, year=lunar.year_name)
