"""The head of the page "Today": the day in both calendars, and the way to arrange the page."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.clock import local_zone
from desktop.core.dates import format_day_long, to_lunar
from desktop.core.i18n import N_, _
from desktop.views.home.head_text import HeadText
from desktop.views.icons import icon
from desktop.views.theme import look

# From this hour on.
GREETINGS: Final = (
    (18, N_("Good evening, {name}")),
    (12, N_("Good afternoon, {name}")),
    (4, N_("Good morning, {name}")),
    (0, N_("Good evening, {name}")),
)


class HomeHead(QWidget):
    """Greets the person and names the day.

    Signals:
        arrange_asked: a global point where the menu of the blocks is wanted.
        scope_chosen: whether the work of the whole team is wanted.
    """

    arrange_asked = Signal(object)
    scope_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._greeting = HeadText(self)
        self._greeting.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._greeting.hide()
        self._day = QLabel(self)
        self._lunar = HeadText(self)
        self._lunar.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.arrange = QToolButton(self)
        self.arrange.setIcon(icon("layout-grid"))
        self.arrange.setAutoRaise(True)
        self.arrange.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.arrange.clicked.connect(self._on_arrange_clicked)
        self.mine = self._scope_button()
        self.team = self._scope_button()
        self.mine.setChecked(True)
        self._row = row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._day, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self._lunar, 1, Qt.AlignmentFlag.AlignBaseline)
        for button in (self.mine, self.team, self.arrange):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self._greeting)
        whole.addLayout(row)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _scope_button(self) -> QToolButton:
        made = QToolButton(self)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setAutoRaise(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(self._on_scope_clicked)
        made.hide()
        return made

    def add_entry(self, button: QToolButton) -> None:
        """Show a button with which something is written down, at the right."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def offer_team(self) -> None:
        """Let the person look at the work of the whole team too."""
        self.mine.show()
        self.team.show()

    @Slot()
    def _on_scope_clicked(self) -> None:
        self.scope_chosen.emit(self.team.isChecked())

    def know(self, name: str) -> None:
        """Take the person's name."""
        self._name = name

    def show_now(self, now: dt.datetime) -> None:
        """Write the day, what it is called in the lunar calendar, and the greeting of the hour."""
        local = now.astimezone(local_zone())
        day = local.date()
        self._greeting.setText(greeting(self._name, local.hour))
        self._greeting.setVisible(bool(self._name))
        self._day.setText(format_day_long(day))
        self._lunar.setText(lunar_text(day))
        self.mine.setText(_("Mine"))
        self.team.setText(_("My team’s"))
        self.arrange.setAccessibleName(_("Arrange blocks"))
        self.arrange.setToolTip(_("Choose which blocks are shown"))

    @Slot()
    def _on_arrange_clicked(self) -> None:
        self.arrange_asked.emit(self.arrange.mapToGlobal(QPoint(0, self.arrange.height() + 2)))

    @Slot()
    def _on_look_changed(self) -> None:
        self._day.setFont(look().font("headline", QFont.Weight.DemiBold))
        self._lunar.setFont(look().font("lead"))


def greeting(name: str, hour: int) -> str:
    """Return how a person is greeted at an hour of the day."""
    text = next(text for since, text in GREETINGS if hour >= since)
    return _(text).format(name=name)


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
