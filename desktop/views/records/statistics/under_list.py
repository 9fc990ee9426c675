"""Putting the statistics pane under a list, and taking it away again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.core.entities import Entity
from desktop.core.filters import Json
from desktop.core.json_file import JsonObject
from desktop.core.pages import ListQuery
from desktop.views.jobs import Jobs
from desktop.views.records.statistics.choice import (
    StatisticsChoice,
    choice_from_json,
    choice_to_json,
    own_choice,
)
from desktop.views.records.statistics.pane import StatisticsPane
from desktop.views.records.work_display import WorkDisplay
from desktop.views.widgets.sharing_splitter import SharingSplitter

SHARES: Final = (45, 55)


class StatisticsUnderList(QObject):
    """Shows the pane of one list; what was chosen in it comes back with it.

    Signals:
        chosen: the choice as JSON, empty when the pane was closed.
        drilled: the conditions (a tuple) of the figure whose records are wanted.
        noticed: a sentence for the person.
    """

    chosen = Signal(object)
    drilled = Signal(object)
    noticed = Signal(str)

    def __init__(
        self,
        entity: Entity,
        jobs: Jobs,
        display: WorkDisplay | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._list = parent
        self._last: JsonObject = {}
        self._splitter = SharingSplitter(SHARES, parent)
        self._splitter.setHandleWidth(5)
        self.pane = StatisticsPane(entity, jobs, display, self._splitter)
        self.pane.hide()
        self.pane.chosen.connect(self._on_pane_chosen)
        self.pane.drilled.connect(self.drilled)
        self.pane.noticed.connect(self.noticed)
        self.pane.close_asked.connect(self._on_pane_close_asked)

    def put_under(self, rows: QWidget) -> None:
        """Take the place of the rows in the layout of the list, and show them above the pane."""
        layout = self._list.layout()
        assert isinstance(layout, QBoxLayout)
        layout.replaceWidget(rows, self._splitter)
        layout.setStretchFactor(self._splitter, 1)
        self._splitter.addWidget(rows)
        self._splitter.addWidget(self.pane)
        rows.show()

    def usual(self) -> JsonObject:
        """Return what the pane shows when it is opened: what it showed last, as JSON."""
        own = own_choice(self._entity)
        return self._last or ({} if own is None else choice_to_json(own))

    def show(self, data: Mapping[str, Json], records: ListQuery, *, typing: bool = False) -> None:
        """Show the pane over a list's records; hide it where there is no choice."""
        choice = choice_from_json(self._entity, data) if data else None
        if choice is None:
            self.pane.hide()
            self.pane.reading.cancel()
            return
        if self.pane.isHidden():
            self.pane.show()
            self._splitter.share()
        self._last = choice_to_json(choice)
        self.pane.show_choice(choice, records, typing=typing)

    @Slot(object)
    def _on_pane_chosen(self, choice: StatisticsChoice) -> None:
        self._last = choice_to_json(choice)
        self.chosen.emit(self._last)

    @Slot()
    def _on_pane_close_asked(self) -> None:
        self.chosen.emit({})
