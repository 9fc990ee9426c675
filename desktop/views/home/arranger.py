"""Lets the person show, hide and move blocks, and knows how they are arranged."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.views.home.arrange_menus import BlockMenu, ShownMenu
from desktop.views.home.arrangement import Arrangement
from desktop.views.home.block_feed import BlockFeed
from desktop.views.home.feed import Feed


class Arranger(QObject):
    """Opens the menus of the blocks and carries out what is chosen in them.

    Signals:
        arranged: other blocks are shown, or in another order.
    """

    arranged = Signal()

    def __init__(self, feeds: Mapping[str, Feed], window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._feeds = feeds
        self.arrangement = Arrangement()
        for feed in feeds.values():
            feed.menu_asked.connect(self._on_feed_menu_asked)

    def shown(self) -> list[str]:
        """Return the keys of the blocks that are shown, in their order."""
        return self.arrangement.shown(list(self._feeds))

    def arrange(self, arrangement: Arrangement) -> None:
        """Arrange the blocks so."""
        self.arrangement = arrangement
        self.arranged.emit()

    @Slot(object)
    def choose(self, at: QPoint) -> None:
        """Offer all blocks to be ticked."""
        feeds = [self._feeds[key] for key in self.arrangement.placed(list(self._feeds))]
        menu = ShownMenu(feeds, self.shown(), self._window)
        menu.shown_changed.connect(self._on_menu_shown_changed)
        menu.reset_asked.connect(self._on_menu_reset_asked)
        menu.popup(at)

    @Slot(str, object)
    def _on_feed_menu_asked(self, key: str, at: QPoint) -> None:
        shown, feed = self.shown(), self._feeds[key]
        menu = BlockMenu(
            feed,
            self._window,
            may_rise=key != shown[0],
            may_sink=key != shown[-1],
            opens=isinstance(feed, BlockFeed),
        )
        menu.moved.connect(self._on_menu_moved)
        menu.hidden.connect(self._on_menu_hidden)
        menu.popup(at)

    @Slot(str, bool)
    def _on_menu_shown_changed(self, key: str, is_shown: bool) -> None:
        self.arrange(self.arrangement.showing(key, is_shown=is_shown))

    @Slot()
    def _on_menu_reset_asked(self) -> None:
        self.arrange(Arrangement())

    @Slot(str, object)
    def _on_menu_moved(self, key: str, by: int) -> None:
        self.arrange(self.arrangement.moved(list(self._feeds), key, by))

    @Slot(str)
    def _on_menu_hidden(self, key: str) -> None:
        self.arrange(self.arrangement.showing(key, is_shown=False))
