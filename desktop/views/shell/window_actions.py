"""Actions of the window that move around in it: places, tabs, panes, search, palette."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import SIGNAL, QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.core.filters import Json
from desktop.core.settings import READING_PANES
from desktop.views.shell.action_set import Handler
from desktop.views.shell.actions_window import go_to_module
from desktop.views.shell.list_page import ListPage
from desktop.views.shell.screens import Module
from desktop.views.shell.targets import HOME, LIST, RECORD, Target

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow
    from desktop.views.shell.undo import UndoStack

Kept = TypeVar("Kept", bound=QObject)
DICTIONARIES: Final = Target("dictionaries")
NEW_PREFIX: Final = "new."
IMPORT: Final = "import_asked(QString,QString)"


class _GoTo(QObject):
    """Goes to one place."""

    def __init__(self, window: MainWindow, target: Target) -> None:
        super().__init__(window)
        self._window = window
        self._target = target

    def go(self) -> None:
        """Show the place."""
        self._window.navigate(self._target)


class _NewRecord(QObject):
    """Begins a record of one entity."""

    def __init__(self, window: MainWindow, entity: str) -> None:
        super().__init__(window)
        self._window = window
        self._entity = entity

    def begin(self) -> None:
        """Begin it."""
        values: Mapping[str, Json] = {}
        self._window.create_record(self._entity, values)


class _Pane(QObject):
    """Moves the reading pane to one place."""

    def __init__(self, window: MainWindow, pane: str) -> None:
        super().__init__(window)
        self._window = window
        self._pane = pane

    def choose(self) -> None:
        """Move it there, in all lists of the module."""
        self._window.workspace.set_pane(self._pane)

    def is_chosen(self) -> bool:
        """Tell whether it is there."""
        page = self._window.workspace.current_page()
        return isinstance(page, ListPage) and page.pane == self._pane

    def can_choose(self) -> bool:
        """Tell whether there is a list in view."""
        return isinstance(self._window.workspace.current_page(), ListPage)


class WindowActions(QObject):
    """Carries out the actions that need the whole window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions = window.commands
        self._kept: list[QObject] = []
        self._bind_moves()
        for pane in READING_PANES:
            one = self._keep(_Pane(window, pane))
            self._actions.bind(
                f"pane.{pane}",
                one.choose,
                enabled=one.can_choose,
                checked=one.is_chosen,
                owner=window,
            )

    def offer_modules(self, modules: list[Module]) -> None:
        """Give each module its place in the menu and its key."""
        for place, module in enumerate(modules):
            action = go_to_module(module.key, module.label, module.icon, place)
            self._actions.register(action)
            self._actions.bind(
                action.key, self._keep(_GoTo(self._window, module.start)).go, owner=self._window
            )

    def offer_new(self, entities: list[str]) -> None:
        """Let the actions "New customer" and so on begin records."""
        for entity in entities:
            if f"{NEW_PREFIX}{entity}" in self._actions:
                one = self._keep(_NewRecord(self._window, entity))
                self._actions.bind(f"{NEW_PREFIX}{entity}", one.begin, owner=self._window)

    def offer_undo(self, undo: UndoStack) -> None:
        """Let what was done be taken back."""
        self._bind("edit.undo", undo.undo, undo.can_undo)
        self._bind("edit.redo", undo.redo, undo.can_redo)

    # --- what they do
    def go_home(self) -> None:
        """Show the page "Today"."""
        self._window.navigate(Target(HOME))

    def can_go_home(self) -> bool:
        """Tell whether there is one."""
        return self._window.register.can_show(Target(HOME))

    def go_to_dictionaries(self) -> None:
        """Show the page of all dictionaries."""
        self._window.navigate(DICTIONARIES)

    def has_dictionaries(self) -> bool:
        """Tell whether there is one."""
        return self._window.register.can_show(DICTIONARIES)

    def go_back(self) -> None:
        """Show the place before."""
        self._go(-1)

    def go_forward(self) -> None:
        """Show the place after."""
        self._go(1)

    def can_go_back(self) -> bool:
        """Tell whether there is a place before."""
        return self._window.workspace.history.can_go(-1)

    def can_go_forward(self) -> bool:
        """Tell whether there is a place after."""
        return self._window.workspace.history.can_go(1)

    def go_to_bin(self) -> None:
        """Show the recycle bin of the list in view."""
        self._window.navigate(Target(LIST, self._entity(), bin=True))

    def next_pane(self) -> None:
        """Move the keyboard to the next part of the window."""
        self._step_pane(1)

    def previous_pane(self) -> None:
        """Move the keyboard to the part before."""
        self._step_pane(-1)

    def next_tab(self) -> None:
        """Show the next tab."""
        self._window.workspace.step_tab(1)

    def previous_tab(self) -> None:
        """Show the tab before."""
        self._window.workspace.step_tab(-1)

    def new_here(self) -> None:
        """Begin a record of the kind in view."""
        self._window.create_record(self._entity(), {})

    def can_make_new(self) -> bool:
        """Tell whether records of the kind in view can be made."""
        return self._window.register.can_show(Target(RECORD, self._entity()))

    def import_here(self) -> None:
        """Begin an import into the list in view."""
        self._window.import_file("")

    def can_import(self) -> bool:
        """Tell whether anything imports files here."""
        return bool(self._window.receivers(SIGNAL(IMPORT)))

    def _entity(self) -> str:
        target = self._window.workspace.current_target()
        return target.entity if target and target.entity else self._window.register.default_entity()

    def _go(self, by: int) -> None:
        target = self._window.workspace.history.go(by)
        if target is not None:
            self._window.navigate(target, remember=False)

    def _step_pane(self, by: int) -> None:
        panes = [pane for pane in self._window.panes() if pane.isVisible()]
        focused = self._window.focusWidget()
        at = next((i for i, pane in enumerate(panes) if _holds(pane, focused)), -1 if by > 0 else 0)
        for step in range(1, len(panes) + 1):
            if _focus_in(panes[(at + step * by) % len(panes)]):
                return

    def _bind_moves(self) -> None:
        window = self._window
        workspace = window.workspace
        bind = self._bind
        bind("go.home", self.go_home, self.can_go_home)
        bind("tools.dictionaries", self.go_to_dictionaries, self.has_dictionaries)
        bind("go.back", self.go_back, self.can_go_back)
        bind("go.forward", self.go_forward, self.can_go_forward)
        bind("go.bin", self.go_to_bin)
        bind("go.next_pane", self.next_pane)
        bind("go.previous_pane", self.previous_pane)
        bind("go.next_tab", self.next_tab)
        bind("go.previous_tab", self.previous_tab)
        bind("go.palette", window.toggle_palette)
        bind("list.import", self.import_here, self.can_import)
        bind("record.new", self.new_here, self.can_make_new)
        bind("app.search", window.search.start)
        bind("app.quit", window.quit_program)
        bind("tab.close", workspace.close_current, workspace.can_close_current)
        bind("view.navigation", window.toggle_navigation, checked=window.has_navigation)
        bind("view.full_screen", window.toggle_full_screen, checked=window.is_full_screen)

    def _bind(
        self,
        key: str,
        handler: Handler,
        enabled: Callable[[], bool] | None = None,
        checked: Callable[[], bool] | None = None,
    ) -> None:
        self._actions.bind(key, handler, enabled=enabled, checked=checked, owner=self._window)

    def _keep(self, made: Kept) -> Kept:
        self._kept.append(made)
        return made


def _holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))


def _focus_in(pane: QWidget) -> bool:
    """Put the keyboard into a pane, or into the first part of it that takes it, if any does."""
    for widget in (pane, *pane.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False
