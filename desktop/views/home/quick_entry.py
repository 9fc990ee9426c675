"""The button "Ghi nhanh" of the page "Today": a call, a visit, a task or an appointment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.clock import to_micros
from desktop.core.entities import get_entity, is_entity
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.widgets.roomy_menu import RoomyMenu

ENTITIES: Final = ("call", "visit", "task", "event")
_HALF_HOUR: Final = timedelta(minutes=30)
Create = Callable[[str, Mapping[str, Json]], None]


class QuickEntry(QToolButton):
    """Opens a menu of what can be written down."""

    def __init__(self, create: Create, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._create = create
        self._now = now
        self.setIcon(icon("plus"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.entries = RoomyMenu(self)
        self.actions_by_key: dict[str, QAction] = {}
        for key in ENTITIES:
            if is_entity(key):
                action = QAction(icon(get_entity(key).icon), "", self)
                action.setData(key)
                action.triggered.connect(self._on_action_triggered)
                self.entries.addAction(action)
                self.actions_by_key[key] = action
        self.setMenu(self.entries)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setText(_("Quick entry"))
        self.setToolTip(_("Write down a call, a visit, a task or an appointment"))
        for key, action in self.actions_by_key.items():
            action.setText(_(get_entity(key).label).replace("&", "&&"))

    @Slot()
    def _on_action_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            key = str(action.data())
            self._create(key, self._first_values(key))

    def _first_values(self, key: str) -> dict[str, Json]:
        """Return what a form begins with: an appointment at the next half hour."""
        if key != "event":
            return {}
        now = self._now()
        start = now.replace(minute=0, second=0, microsecond=0)
        while start <= now:
            start += _HALF_HOUR
        return {"starts_at": to_micros(start), "ends_at": to_micros(start + _HALF_HOUR)}

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
