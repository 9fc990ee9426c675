"""The middle of the window: the module's page in the first tab, open records in the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.views.shell.history import History
from desktop.views.shell.list_page import ListPage
from desktop.views.shell.page_store import PageStore, is_dirty
from desktop.views.shell.record_tabs import RecordTabs
from desktop.views.shell.screens import (
    HasParts,
    OpensRecords,
    ScreenContext,
    ScreenRegister,
    ShowsTarget,
    TakesFocus,
    TellsStatus,
    connect,
)
from desktop.views.shell.targets import HOME, RECORD, Target, record
from desktop.views.shell.window_state import WindowState

if TYPE_CHECKING:
    import uuid

    from desktop.views.shell.tab_titles import TabTitles

MAIN: Final = 0  # the tab of the module's page


class Workspace(QWidget):
    """Shows pages: one in the first tab at a time, one for each open record.

    Signals:
        shown: the Target in view.
        status_changed: the text for the status bar.
        import_asked: the person wants to import into the list in view.
        unsaved_found: pages that a person must decide about before they are closed.
        left: the record that the window is for is to be closed, and the window with it.
    """

    shown = Signal(object)
    status_changed = Signal(str)
    import_asked = Signal()
    unsaved_found = Signal(object)
    left = Signal()

    def __init__(
        self,
        register: ScreenRegister,
        context: ScreenContext,
        state: WindowState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._register = register
        self._context = context
        self._state = state
        self._pages = PageStore(register, context, state)
        self.history = History()
        self.tabs = RecordTabs(register, self)
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        self.tabs.close_asked.connect(self._on_tabs_close_asked)
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)
        self.tabs.hide()

    # --- going somewhere
    def show_target(self, target: Target, *, remember: bool = True) -> None:
        """Show a place; raise UnknownEntityError if there is no screen for it."""
        widget, is_new = self._pages.get(target)
        if is_new:
            self._take_in(widget, target)
        if target.has_condition and isinstance(widget, ShowsTarget):
            widget.show_target(target)
        if remember:
            self.history.note(target)
        self._bring(self._tab_for(target), target)

    def current_page(self) -> QWidget | None:
        """Return the page in view."""
        return self._stack.currentWidget()

    def current_target(self) -> Target | None:
        """Return what is in view."""
        return self.tabs.target_at(self.tabs.currentIndex())

    def screens(self) -> list[QWidget]:
        """Return the parts in view that carry out actions."""
        page: object = self.current_page()
        return page.screens() if isinstance(page, HasParts) else self._whole()

    def panes(self) -> list[QWidget]:
        """Return the parts between which F6 moves."""
        page: object = self.current_page()
        return page.panes() if isinstance(page, HasParts) else self._whole()

    def _whole(self) -> list[QWidget]:
        page = self.current_page()
        return [page] if page else []

    def set_pane(self, pane: str) -> None:
        """Move the reading pane of all lists of the module in view."""
        target = self.current_target()
        module = self._register.module_of(target) if target else ""
        self._state.panes[module] = pane
        for page in self._pages.lists():
            if page.entity.module == module:
                page.set_pane(pane)
        self._context.actions.show_screens(self.screens())

    def focus_page(self) -> None:
        """Put the keyboard into the page in view."""
        page = self.current_page()
        if page is None:
            return
        if isinstance(page, TakesFocus):
            page.focus_first()
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- tabs
    def step_tab(self, by: int) -> None:
        """Show the next or previous tab, round the end."""
        if self.tabs.count():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def close_current(self) -> None:
        """Close the tab in front."""
        if self.tabs.currentIndex() > MAIN:
            self._on_tabs_close_asked([self.tabs.currentIndex()])
        elif self._state.card:
            self.left.emit()

    def can_close_current(self) -> bool:
        """Tell whether the tab in front can be closed."""
        return self.tabs.currentIndex() > MAIN or self._state.card

    def unsaved(self) -> list[QWidget]:
        """Return the pages that hold something not saved."""
        return self._pages.unsaved()

    def close_page(self, widget: QWidget) -> None:
        """Close a page whatever it holds: the person has decided."""
        page = self._pages.name_of(widget)
        index = self.tabs.tab_of(page)
        self._stack.removeWidget(widget)
        self._pages.drop(page)
        self.history.forget(page)
        if index > MAIN:
            self.tabs.removeTab(index)
        self.tabs.setVisible(self.tabs.count() > 1)
        if index == MAIN and self._state.card:
            self.left.emit()

    def bring(self, widget: QWidget) -> None:
        """Show a page that is here."""
        self.tabs.setCurrentIndex(self.tabs.tab_of(self._pages.name_of(widget)))

    def page_named(self, page: str) -> QWidget | None:
        """Return a page that was shown already."""
        return self._pages.find(page)

    def title_of(self, widget: QWidget) -> str:
        """Return the words on the tab of a page."""
        return self.tabs.tabText(self.tabs.tab_of(self._pages.name_of(widget))).replace("&&", "&")

    def keep(self) -> None:
        """Write down tabs and looks in the window's state."""
        targets = [self.tabs.target_at(index) for index in range(self.tabs.count())]
        self._state.main = targets[0] if targets else None
        self._state.tabs = [target for target in targets[1:] if target and target.record_id]
        self._state.current = self.tabs.currentIndex()
        self._pages.keep_views()

    def restore(self, start: Target) -> None:
        """Show a page first, and a tab for each record that was open.

        A record's card is made when its tab is first looked at.
        """
        self.show_target(start)
        for target in self._state.tabs:
            if self._register.can_show(target):
                self.tabs.add(target)
        self.tabs.setVisible(self.tabs.count() > 1)

    def retranslate(self) -> None:
        """Say anew what the page in view has to say."""
        self._on_status_changed()

    # --- inside
    @cached_property
    def _titles(self) -> TabTitles:
        from desktop.views.shell.tab_titles import TabTitles

        return TabTitles(self._pages, self.tabs, self.history, self._context.recents, self)

    def _take_in(self, widget: QWidget, target: Target) -> None:
        self._stack.addWidget(widget)
        connect(widget, "status_changed", self._on_status_changed)
        connect(widget, "target_chosen", self._on_target_chosen)
        connect(widget, "import_asked", self._on_import_asked)
        if isinstance(widget, ListPage):
            return
        connect(widget, "record_opened", self._on_record_opened)
        connect(widget, "create_requested", self._on_create_requested)
        connect(widget, "close_requested", self._on_close_requested)
        connect(widget, "dirty_changed", self._on_dirty_changed)
        if target.screen == RECORD and isinstance(widget, OpensRecords):
            self._titles.listen_to(widget)
            self._tab_for(target)
            if target.record_id is None:
                widget.begin(target.values, target.draft)
            else:
                widget.open(target.record_id)

    def _tab_for(self, target: Target) -> int:
        if not self.tabs.count():
            is_first = target.screen != RECORD or self._state.card
            self.tabs.add(target if is_first else Target(HOME))
        if target.screen != RECORD:
            self.tabs.dress(MAIN, target)
            return MAIN
        index = self.tabs.tab_of(target.page)
        return index if index >= 0 else self.tabs.add(target)

    def _bring(self, index: int, target: Target) -> None:
        if self.tabs.currentIndex() == index:
            self._on_tabs_current_changed(index)
        else:
            self.tabs.setCurrentIndex(index)

    def _on_tabs_current_changed(self, index: int) -> None:
        target = self.tabs.target_at(index)
        if target is None:
            return
        widget = self._pages.find(target.page)
        if widget is None:
            self.show_target(target)
            return
        self._stack.setCurrentWidget(widget)
        self.tabs.setVisible(self.tabs.count() > 1)
        self._context.actions.show_screens(self.screens())
        for page in self._pages.spare(widget):
            idle = self._pages.find(page)
            if idle is not None:
                self.close_page(idle)
        self._on_status_changed()
        self.shown.emit(target)

    @Slot(object)
    def _on_tabs_close_asked(self, indexes: Sequence[int]) -> None:
        targets = [self.tabs.target_at(index) for index in indexes if index > MAIN]
        unsaved = []
        for target in targets:
            page = target.page if target else ""
            widget = self._pages.find(page)
            if widget is None:
                self.tabs.removeTab(self.tabs.tab_of(page))
            elif is_dirty(widget):
                unsaved.append(widget)
            else:
                self.close_page(widget)
        self.tabs.setVisible(self.tabs.count() > 1)
        if unsaved:
            self.unsaved_found.emit(unsaved)

    def _on_status_changed(self, *_text: object) -> None:
        page: object = self.current_page()
        self.status_changed.emit(page.status_text() if isinstance(page, TellsStatus) else "")

    def _on_import_asked(self) -> None:
        self.import_asked.emit()

    def _on_close_requested(self) -> None:
        widget = self.sender()
        if isinstance(widget, QWidget) and not is_dirty(widget):
            self.close_page(widget)

    def _on_dirty_changed(self, _is_dirty: bool) -> None:
        self._context.actions.refresh()

    def _on_target_chosen(self, target: Target) -> None:
        self._context.navigate(target)

    def _on_record_opened(self, entity: str, record_id: uuid.UUID) -> None:
        self._context.navigate(record(entity, record_id))

    def _on_create_requested(self, entity: str, values: object = None) -> None:
        self._context.create(entity, values if isinstance(values, Mapping) else {})
