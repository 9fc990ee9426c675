"""The head of the diary: its arrows, what it shows, and the ways to show it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFont, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.core.diary.periods import View
from desktop.core.i18n import _
from desktop.views.home.head_text import HeadText
from desktop.views.icons import icon
from desktop.views.shell.action_set import ActionSet
from desktop.views.theme import look

VIEW_ACTIONS: Final = {
    View.DAYS: "diary.view_day",
    View.WORK_WEEK: "diary.view_work_week",
    View.WEEK: "diary.view_week",
    View.MONTH: "diary.view_month",
    View.AGENDA: "diary.view_agenda",
    View.YEAR: "diary.view_year",
    View.PEOPLE: "diary.view_people",
}
NARROW: Final = 900  # logical pixels: below it the ways to show are pictures


class DiaryHeader(QWidget):
    """Everything in it is an action of the window as well.

    Signals:
        groups_asked: a global point at which the menu of calendar groups is wanted.
        date_asked: the title was clicked: another day is wanted.
    """

    groups_asked = Signal(object)
    date_asked = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.back = self._button("diary.previous")
        self.on = self._button("diary.next")
        self.today = self._button("diary.today", outlined=True)
        self.title = Title(self)
        self.title.clicked.connect(self.date_asked)
        self.views = {view: self._view_button(key) for view, key in VIEW_ACTIONS.items()}
        self.groups = QToolButton(self)
        self.groups.setIcon(icon("layers"))
        self.groups.setAutoRaise(True)
        self.groups.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.groups.clicked.connect(self._on_groups_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(2)
        for button in (self.back, self.on, self.today):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.title, 1)
        for button in self.views.values():
            row.addWidget(button)
        row.addSpacing(6)
        row.addWidget(self.groups)
        actions.keys_changed.connect(self.retranslate)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_period(self, view: View, title: str) -> None:
        """Say what is shown."""
        self.title.setText(title)
        self.title.setAccessibleName(title)
        for one, button in self.views.items():
            button.setChecked(one is view)

    @Slot()
    def retranslate(self) -> None:
        """Write the words in the language in use."""
        self.today.setText(_("Today"))
        for button in (self.back, self.on, self.today, *self.views.values()):
            key = button.objectName()
            button.setToolTip(self._actions.tip(key))
            button.setAccessibleName(self._actions.label(key))
            if button in self.views.values():
                button.setText(self._actions.label(key))
        self.title.setToolTip(self._actions.tip("diary.go_to_date"))
        self.groups.setToolTip(_("Which calendars are shown"))
        self.groups.setAccessibleName(_("Which calendars are shown"))

    def _button(self, key: str, *, outlined: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(key)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoRaise(not outlined)
        if outlined:
            button.setProperty("outlined", True)
        else:
            button.setIcon(icon(self._actions.declared(key).icon))
        button.clicked.connect(self._on_button_clicked)
        return button

    def _view_button(self, key: str) -> QToolButton:
        button = self._button(key)
        button.setCheckable(True)
        return button

    @Slot()
    def _on_button_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._actions.run(sender.objectName())
            self._actions.refresh()

    @Slot()
    def _on_groups_clicked(self) -> None:
        self.groups_asked.emit(self.groups.mapToGlobal(QPoint(0, self.groups.height() + 2)))

    @Slot()
    def _on_look_changed(self) -> None:
        self.title.setFont(look().font("title", QFont.Weight.DemiBold))
        self.retranslate()
        self._fit()

    def _fit(self) -> None:
        style = (
            Qt.ToolButtonStyle.ToolButtonTextOnly
            if self.width() >= look().px(NARROW)
            else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        for button in self.views.values():
            button.setToolButtonStyle(style)

    # Qt's names
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write words where there is room for them."""
        super().resizeEvent(event)
        self._fit()


class Title(HeadText):
    """What is shown; a click asks for another day.

    Signals:
        clicked: it was.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    # Qt's names
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say so."""
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
