"""The events that a calendar file holds, before they are taken: when, what, how often."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.core.clock import find_zone, from_micros
from desktop.core.errors import InvalidValueError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.saying import say_rule
from desktop.views.theme import look

HEADS: Final = (N_("Starts"), N_("Subject"), N_("Repeats"), N_("Place"))
_WIDTHS: Final = (130, 240, 170, 140)
_DAY: Final = "%d/%m/%Y"
_TIME: Final = "%d/%m/%Y %H:%M"


class EventTable(QTreeWidget):
    """Shows what a file holds; nothing in it can be changed."""

    def __init__(self, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setColumnCount(len(HEADS))
        self.setHeaderLabels([_(head) for head in HEADS])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAccessibleName(_("Events of the file"))
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, look().px(width))

    def show_events(self, told: Sequence[Json]) -> None:
        """Show events as the worker tells them."""
        self.clear()
        for one in told:
            if isinstance(one, dict):
                self.addTopLevelItem(self._item(one))

    def _item(self, told: dict[str, Json]) -> QTreeWidgetItem:
        local = from_micros(int(str(told["starts_at"]))).astimezone(find_zone(self._zone))
        when = local.strftime(_DAY if told["is_all_day"] else _TIME)
        start = local.date() if told["is_all_day"] else local.replace(tzinfo=None)
        repeats = ""
        if rule := str(told["rule"] or ""):
            try:
                repeats = say_rule(parse_rule(rule), start)
            except InvalidValueError:
                repeats = rule
        item = QTreeWidgetItem([when, str(told["title"]), repeats, str(told["place"])])
        for column in range(len(HEADS)):
            item.setToolTip(column, item.text(column))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        return item
