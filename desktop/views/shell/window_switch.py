"""What a window does as one of several: new ones, records in their own, going to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.core.i18n import _
from desktop.views.shell.actions import Menu
from desktop.views.shell.list_page import ListPage
from desktop.views.shell.page_store import is_dirty
from desktop.views.shell.targets import RECORD, Target, record
from desktop.views.shell.undo import Notice

if TYPE_CHECKING:
    import uuid

    from desktop.views.shell.main_window import MainWindow
    from desktop.views.shell.windows import Windows

LISTED: Final = 20  # windows in the menu
NUMBERED: Final = 9  # of them have a digit to press


class WindowSwitch(QObject):
    """Binds the actions of one window that concern the others, and lists them in its menu."""

    def __init__(self, window: MainWindow, windows: Windows) -> None:
        super().__init__(window)
        self._window = window
        self._windows = windows
        bind = window.commands.bind
        bind("window.new", self.open_window, owner=window)
        bind("window.close", self.close_window, owner=window)
        bind("window.next", self.go_next, enabled=self.has_others, owner=window)
        bind("window.previous", self.go_previous, enabled=self.has_others, owner=window)
        bind("record.own_window", self.open_record, enabled=self.can_open_record, owner=window)
        window.header.menus.filled.connect(self._on_menus_filled)
        windows.changed.connect(window.commands.refresh)
        window.own_window_asked.connect(self.show_apart)

    def open_window(self) -> None:
        """Open a further window on what is in view."""
        self._windows.open()

    def close_window(self) -> None:
        """Close this window, after a question if something in it is not saved."""
        self._window.close()

    def go_next(self) -> None:
        """Bring the next window forward."""
        self._windows.next(1)

    def go_previous(self) -> None:
        """Bring the window before forward."""
        self._windows.next(-1)

    def has_others(self) -> bool:
        """Tell whether there are other windows."""
        return not self._windows.is_last(self._window)

    def open_record(self) -> None:
        """Show the record in view, or the selected one, in a window of its own."""
        target = self._record()
        if target is not None:
            self._move(target)

    def can_open_record(self) -> bool:
        """Tell whether there is one."""
        return self._record() is not None

    @Slot(object)
    def show_apart(self, target: Target) -> None:
        """Show a record of a tab or a list in a window of its own."""
        if target.record_id is not None:
            self._move(target)

    def _move(self, target: Target) -> None:
        window = self._window
        page = window.workspace.page_named(target.page)
        if page is not None and is_dirty(page):
            sentence = _("Save the record first; then it can move into its own window.")
            window.snackbar.show_notice(Notice(sentence, "record.save", is_problem=True))
            return
        self._windows.open_card(target, self._window)

    def _record(self) -> Target | None:
        target = self._window.workspace.current_target()
        page = self._window.workspace.current_page()
        if isinstance(page, ListPage):
            ask = getattr(page.records, "current_record", None)
            chosen: uuid.UUID | None = ask() if ask is not None else None
            return record(page.entity.key, chosen) if chosen is not None else None
        if target is None or target.screen != RECORD or target.record_id is None:
            return None
        is_own = self._window.keeper.state.card and self._window.workspace.tabs.currentIndex() == 0
        return None if is_own else target

    @Slot(object, object)
    def _on_menus_filled(self, menu: Menu, made: QMenu) -> None:
        if menu is not Menu.WINDOW:
            return
        made.addSeparator()
        for place, window in enumerate(self._windows.in_order()[:LISTED], 1):
            title = window.windowTitle().replace("&", "&&")
            action = QAction(f"&{place} {title}" if place <= NUMBERED else title, made)
            action.setData(window.number)
            action.setCheckable(True)
            action.setChecked(window is self._window)
            action.triggered.connect(self._on_window_chosen)
            made.addAction(action)

    @Slot()
    def _on_window_chosen(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        for window in self._windows.in_order():
            if window.number == action.data():
                self._windows.bring_forward(window)
