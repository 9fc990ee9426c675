"""The frame of the page of mail: its parts beside each other, and how they are remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.core.clock import Clock, SystemClock
from desktop.core.filters import Json
from desktop.core.json_file import JsonObject
from desktop.views.mail.folder_tree import FolderTree
from desktop.views.mail.list_pane import ListPane
from desktop.views.mail.mail_state import MailState, state_from_json
from desktop.views.mail.reading_pane import ReadingPane
from desktop.views.shell.screens import ScreenContext
from desktop.views.theme import look

SIDE: Final = 214
LIST: Final = 400
NARROW: Final = 760  # pixels: below, the reading pane goes to the bottom
NARROWEST: Final = 60  # pixels of the tree
RIGHT, BOTTOM, OFF = "right", "bottom", "off"


class MailFrame(QWidget):
    """Tree, list and reading pane, placed as there is room."""

    def __init__(
        self, context: ScreenContext, clock: Clock | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.jobs = context.jobs
        self.clock = clock or SystemClock()
        self.state = MailState()
        self.tree = FolderTree(self)
        self.middle = ListPane(self.jobs, self.clock, self)
        self.list = self.middle.list
        self.pane = ReadingPane(self.clock, self)
        self._has_accounts = False
        self._is_placed = False  # the room was shared when it was first seen
        self._place_parts()
        self.tree.hide()  # until there is an account
        self.pane.hide()

    # --- what is shown
    def set_pane(self, where: str) -> None:
        """Move the reading pane."""
        self.state = replace(self.state, pane=where)
        self._place_pane()

    def keep_paper(self, *, is_paper: bool) -> None:
        """Read mail on light ground in a dark theme too, or not."""
        self.state = replace(self.state, is_paper=is_paper)
        self.pane.is_paper = is_paper
        self.pane.show_text()

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """Return the parts between which F6 moves."""
        shown = self.pane.isVisible() and self.pane.view is not None
        return [self.tree, self.list, *([self.pane.body] if shown else [])]

    def screens(self) -> list[QWidget]:
        """Return the part that carries out actions."""
        return [self]

    def view_state(self) -> JsonObject:
        """Return what is kept."""
        sizes = {}
        if not self.tree.isHidden():
            sizes["page"] = tuple(self._page.sizes())
        if not self.pane.isHidden() and self._is_placed:
            sizes[self._side()] = tuple(self._halves.sizes())
        return replace(self.state, sizes={**self.state.sizes, **sizes}).to_json()

    def restore_view_state(self, state: Mapping[str, Json]) -> None:
        """Look so again."""
        self.state = state_from_json(state)
        self.pane.is_paper = self.state.is_paper
        self._share_page()
        self._place_pane()

    def show_parts(self, *, has_accounts: bool) -> None:
        """Show all parts, or leave the page to the invitation where there is no account."""
        was_hidden = self.tree.isHidden()
        self._has_accounts = has_accounts
        self.tree.setVisible(has_accounts)
        if has_accounts and was_hidden:
            self._share_page()
        self._place_pane()

    # --- inside
    def _place_parts(self) -> None:
        self._halves = QSplitter(self)
        self._halves.setHandleWidth(5)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(self.middle)
        self._halves.addWidget(self.pane)
        self._halves.setStretchFactor(1, 1)
        self._halves.setSizes([look().px(LIST), 600])
        self._page = QSplitter(self)
        self._page.setHandleWidth(5)
        self._page.addWidget(self.tree)
        self._page.addWidget(self._halves)
        self._page.setStretchFactor(1, 1)
        self._page.setSizes([look().px(SIDE), 1000])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)

    def _side(self) -> str:
        is_right = self._halves.orientation() == Qt.Orientation.Horizontal
        return RIGHT if is_right else BOTTOM

    def _share_page(self) -> None:
        """Give the tree the width it had; one too narrow to be read was never meant."""
        sizes = self.state.sizes.get("page", ())
        if len(sizes) == self._page.count() and sizes[0] >= NARROWEST:
            self._page.setSizes(list(sizes))
        else:
            side = look().px(SIDE)
            self._page.setSizes([side, max(1, self.width() - side)])

    def _place_pane(self) -> None:
        """Put the reading pane where it is wanted; a narrow window has it at the bottom."""
        is_right = self.state.pane == RIGHT and self.width() >= look().px(NARROW)
        wanted = Qt.Orientation.Horizontal if is_right else Qt.Orientation.Vertical
        is_seen = self.isVisible() and self._has_accounts
        if self._halves.orientation() != wanted or (is_seen and not self._is_placed):
            self._is_placed = is_seen
            self._halves.setOrientation(wanted)
            room = self._halves.width() if is_right else self._halves.height()
            first = min(look().px(LIST), room * 2 // 5) if is_right else room * 2 // 5
            usual = (first, max(1, room - first))
            self._halves.setSizes(list(self.state.sizes.get(self._side(), usual)))
        self.pane.setVisible(self._has_accounts and self.state.pane != OFF)

    # Qt's name
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the pane where it has room."""
        super().resizeEvent(event)
        self._place_pane()
