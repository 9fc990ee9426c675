"""The menus by which blocks are shown, hidden and moved."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.views.home.feed import Feed
from desktop.views.icons import icon
from desktop.views.widgets.lasting_menu import LastingMenu
from desktop.views.widgets.roomy_menu import RoomyMenu


class ShownMenu(LastingMenu):
    """All blocks, ticked where they are shown.

    Signals:
        shown_changed: the key of a block, and whether it is shown.
        reset_asked: everything as it was declared.
    """

    shown_changed = Signal(str, bool)
    reset_asked = Signal()

    def __init__(self, feeds: Iterable[Feed], shown: Iterable[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keys = set(shown)
        for feed in feeds:
            tick = _Tick(feed, self)
            tick.setChecked(feed.key in keys)
            tick.ticked.connect(self.shown_changed)
            self.addAction(tick)
        self.addSeparator()
        self.addAction(icon("rotate-ccw"), _("Reset to default"), self._on_reset)

    @Slot()
    def _on_reset(self) -> None:
        self.reset_asked.emit()


class BlockMenu(RoomyMenu):
    """What can be done with one block.

    Signals:
        moved: the key of the block, and -1 (earlier) or 1 (later).
        hidden: the key of the block.
    """

    moved = Signal(str, object)
    hidden = Signal(str)

    def __init__(
        self, feed: Feed, parent: QWidget, *, may_rise: bool, may_sink: bool, opens: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._feed = feed
        if opens:
            self.addAction(icon("list"), _("Show the list"), self._on_list)
            self.addSeparator()
        rise = self.addAction(icon("arrow-up"), _("Move forward"), self._on_rise)
        sink = self.addAction(icon("arrow-down"), _("Move back"), self._on_sink)
        rise.setEnabled(may_rise)
        sink.setEnabled(may_sink)
        self.addAction(icon("eye-off"), _("Hide this block"), self._on_hide)

    @Slot()
    def _on_list(self) -> None:
        self._feed.card.list_asked.emit()

    @Slot()
    def _on_rise(self) -> None:
        self.moved.emit(self._feed.key, -1)

    @Slot()
    def _on_sink(self) -> None:
        self.moved.emit(self._feed.key, 1)

    @Slot()
    def _on_hide(self) -> None:
        self.hidden.emit(self._feed.key)


class _Tick(QAction):
    """One block in the menu.

    Signals:
        ticked: its key, and whether it is ticked now.
    """

    ticked = Signal(str, bool)

    def __init__(self, feed: Feed, parent: QObject) -> None:
        super().__init__(_(feed.title).replace("&", "&&"), parent)
        self._key = feed.key
        self.setCheckable(True)
        self.triggered.connect(self._on_triggered)

    @Slot(bool)
    def _on_triggered(self, checked: bool) -> None:
        self.ticked.emit(self._key, checked)
