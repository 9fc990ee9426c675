"""The pill over a list that says how many rows came above, and leads there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot

from desktop.core.changes import Changes
from desktop.core.i18n import ngettext
from desktop.views.change_signal import ChangeSignal
from desktop.views.records.lists.place_keeper import PlaceKeeper
from desktop.views.records.lists.row_surface import RowSurface
from desktop.views.widgets.pill import Pill

UNDONE: Final = frozenset({"undo", "undo.group"})  # as the store and the window call it
RESTORED: Final = ".restore"


class TopPill(Pill):
    """Shown while rows that came above were not looked at."""

    def __init__(self, table: RowSurface) -> None:
        super().__init__(table)
        self._table = table
        self._expected = 0
        self._entity = ""
        self.clicked.connect(table.scrollToTop)
        table.scrolled_to_top.connect(self.forget)

    def listen_to(self, keeper: PlaceKeeper, changes: ChangeSignal, entity: str) -> None:
        """Tell of what comes above in a list of `entity`."""
        self._entity = entity
        changes.changed.connect(self._on_changed)
        keeper.came_above.connect(self.add)
        keeper.settled.connect(self._on_settled)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Say nothing of records that the person brought back and knows of."""
        if changes.command in UNDONE or changes.command.endswith(RESTORED):
            self._expected += len(changes.ids.get(self._entity, ()))

    @Slot()
    def _on_settled(self) -> None:
        """Expect nothing any more: what was expected came, or it stands below."""
        self._expected = 0

    def add(self, count: int) -> None:
        """Tell of `count` more rows above."""
        count -= self._expected
        if count <= 0 or self._table.verticalScrollBar().value() == 0:
            return
        self._count += count
        text = ngettext("{count} new item ↑", "{count} new items ↑", self._count)
        self.say(text.format(count=self._count))
        self._table.announce(self.text())
