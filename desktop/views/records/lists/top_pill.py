"""The pill over a list that says how many rows came above, and leads there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.core.changes import Changes
from desktop.core.i18n import ngettext
from desktop.views.change_signal import ChangeSignal
from desktop.views.records.lists.place_keeper import PlaceKeeper
from desktop.views.records.lists.row_surface import RowSurface
from desktop.views.theme import look

UNDONE: Final = frozenset({"undo", "undo.group"})  # as the store and the window call it
RESTORED: Final = ".restore"
MARGIN = 8
PADDING = 14


class TopPill(QAbstractButton):
    """Shown while rows that came above were not looked at."""

    def __init__(self, table: RowSurface) -> None:
        super().__init__(table.viewport())
        self._table = table
        self._count = 0
        self._expected = 0
        self._entity = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        table.scrolled_to_top.connect(self.forget)
        table.viewport().installEventFilter(self)
        self.hide()

    @property
    def count(self) -> int:
        """How many rows it tells of."""
        return self._count

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
        self.setText(text.format(count=self._count))
        self._table.announce(self.text())
        self._place()
        self.show()
        self.raise_()

    @Slot()
    def forget(self) -> None:
        """Tell of nothing: the person saw the rows."""
        self._count = 0
        self.hide()

    def _place(self) -> None:
        metrics = self.fontMetrics()
        now = look()
        width = metrics.horizontalAdvance(self.text()) + 2 * now.px(PADDING)
        height = metrics.height() + now.px(10)
        self.setGeometry((self._table.viewport().width() - width) // 2, MARGIN, width, height)

    @Slot()
    def _on_clicked(self) -> None:
        self._table.scrollToTop()
        self.forget()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle, at the top."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill in the accent."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent"))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setPen(now.colour("on_accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
