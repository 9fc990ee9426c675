"""The page "Today": the date, and the blocks in as many columns as there is room for."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.clock import Clock, SystemClock, local_day
from desktop.core.dates import format_day_long, format_lunar, to_lunar
from desktop.core.i18n import _
from desktop.views.home.block_feed import BlockFeed, RecentFeed
from desktop.views.home.blocks import fitting_blocks
from desktop.views.shell.screens import ScreenContext
from desktop.views.theme import look

COLUMN: Final = 320  # the least width of a column, in pixels at 100 %
MOST_COLUMNS: Final = 3
GAP: Final = 16
RENEW_MS: Final = 300
MINUTE_MS: Final = 60_000


class HomeView(QScrollArea):
    """Shows what waits today; every number opens the list that it counts.

    Signals:
        target_chosen: a Target to go to.
    """

    target_chosen = Signal(object)

    def __init__(
        self, context: ScreenContext, clock: Clock | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._clock = clock or SystemClock()
        self._today = self._day()
        self._stale: set[str] = set()
        self._columns: list[QVBoxLayout] = []
        self._body = QWidget(self)
        self._date = QLabel(self._body)
        self._lunar = QLabel(self._body)
        self._lunar.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.feeds: list[BlockFeed | RecentFeed] = [
            BlockFeed(block, context, self._body) for block in fitting_blocks()
        ]
        self.feeds.append(RecentFeed(context, self._body))
        self._place_parts()
        for feed in self.feeds:
            feed.target_chosen.connect(self.target_chosen)
        self._renew = QTimer(self)
        self._renew.setSingleShot(True)
        self._renew.setInterval(RENEW_MS)
        self._renew.timeout.connect(self._on_renew_timeout)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._on_minute_timeout)
        self._minute.start()
        context.jobs.changes.changed.connect(self._on_changed)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.retranslate()
        self.refresh()

    def _place_parts(self) -> None:
        self._whole = QVBoxLayout(self._body)
        self._whole.setContentsMargins(24, 20, 24, 24)
        self._whole.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._date, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._lunar, 1, Qt.AlignmentFlag.AlignBottom)
        self._whole.addLayout(head)
        self._grid = QHBoxLayout()
        self._grid.setSpacing(GAP)
        self._whole.addLayout(self._grid)
        self._whole.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._arrange(MOST_COLUMNS)

    @Slot()
    def refresh(self) -> None:
        """Count everything again."""
        for feed in self.feeds:
            feed.read(self._today)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Today"))
        self._date.setText(format_day_long(self._today))
        lunar = to_lunar(self._today)
        self._lunar.setText(_("Lunar: {day}").format(day=format_lunar(lunar)) if lunar else "")
        for feed in self.feeds:
            feed.retranslate()

    def focus_first(self) -> None:
        """Put the keyboard on the first number."""
        self.feeds[0].card.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def status_text(self) -> str:
        """Say what waits."""
        return format_day_long(self._today)

    def _day(self) -> dt.date:
        return local_day(self._clock.now())

    def _arrange(self, count: int) -> None:
        """Deal the cards out to columns, each to the one that is shortest so far."""
        while len(self._columns) < count:
            column = QVBoxLayout()
            column.setSpacing(GAP)
            self._columns.append(column)
            self._grid.addLayout(column, 1)
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        heights = [0] * count
        for feed in self.feeds:
            shortest = heights.index(min(heights))
            self._columns[shortest].addWidget(feed.card)
            heights[shortest] += feed.card.sizeHint().height() + GAP
        for column in self._columns[:count]:
            column.addStretch(1)
        for place in range(len(self._columns)):
            self._grid.setStretch(place, 1 if place < count else 0)
        self._count = count

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        self._stale |= set(changes.ids)
        self._renew.start()

    @Slot()
    def _on_renew_timeout(self) -> None:
        stale, self._stale = self._stale, set()
        for feed in self.feeds:
            if feed.entity in stale:
                feed.read(self._today)

    @Slot()
    def _on_minute_timeout(self) -> None:
        """Begin a new day at midnight."""
        if self._day() != self._today:
            self._today = self._day()
            self.retranslate()
            self.refresh()

    @Slot()
    def _on_look_changed(self) -> None:
        self._date.setFont(look().font("headline", 600))
        self._lunar.setFont(look().font("lead"))

    # Qt's names
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        room = self.viewport().width() - 48
        count = max(1, min(MOST_COLUMNS, (room + GAP) // (look().px(COLUMN) + GAP)))
        if count != self._count:
            self._arrange(count)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
