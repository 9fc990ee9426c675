"""The frame of the main window: its parts, made and placed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from desktop.core.filters import Json
from desktop.views.jobs import Jobs
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.all_actions import ALL_ACTIONS
from desktop.views.shell.command_bar import CommandBar
from desktop.views.shell.guide import Guide
from desktop.views.shell.header import Header
from desktop.views.shell.module_bar import ModuleBar
from desktop.views.shell.navigation import NavigationPane
from desktop.views.shell.navigation_model import NavigationModel
from desktop.views.shell.recents import Recents
from desktop.views.shell.running import RunningWork
from desktop.views.shell.screens import ScreenContext, ScreenRegister
from desktop.views.shell.search_box import SearchBox
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.status_bar import StatusBar
from desktop.views.shell.targets import Target
from desktop.views.shell.window_state import StateKeeper

if TYPE_CHECKING:
    from desktop.views.shell.snackbar import Snackbar
    from desktop.views.shell.undo import UndoStack
    from desktop.views.shell.windows import Windows
    from desktop.views.shell.workspace import Workspace

NAVIGATION_WIDTH: Final = 232
LEAST_PAGE: Final = 480


class WindowFrame(QMainWindow):
    """Makes the parts of the window and lays them out; `MainWindow` lets them work together."""

    def __init__(
        self,
        jobs: Jobs,
        register: ScreenRegister,
        keeper: StateKeeper,
        settings: SettingsKeeper,
        recents: Recents | None = None,
    ) -> None:
        super().__init__()
        self.jobs = jobs
        self.register = register
        self.settings = settings
        self.keeper = keeper
        self.windows: Windows | None = None  # all of the program, once they are known
        self.number = 0  # of those opened since the start
        self._state = keeper.state
        self._state.default_pane = settings.settings.reading_pane
        self._is_beside_own = False  # the page in view has a navigation of its own
        self._workspace: Workspace | None = None
        self._undo: UndoStack | None = None
        self._snackbar: Snackbar | None = None
        self.recents = recents or Recents(self)
        if recents is None:
            self.recents.restore(self._state.recents)
        self.running = RunningWork(self)
        self.commands = ActionSet(self, ALL_ACTIONS)
        self.commands.set_keys(settings.settings.key_scheme, settings.settings.shortcuts)
        self.context = ScreenContext(
            jobs, self.commands, self.recents, self.running, self.navigate, self.create_record
        )
        self._make_parts()
        self._place_parts()

    def navigate(self, target: Target, *, remember: bool = True) -> None:
        """Show a place."""
        raise NotImplementedError

    def create_record(self, entity: str, values: Mapping[str, Json]) -> None:
        """Begin a new record."""
        raise NotImplementedError

    def listen_to(self, workspace: Workspace) -> None:
        """Pass on what the middle of the window says."""
        raise NotImplementedError

    # --- made when they are first needed: the first paint need not wait for their modules
    @property
    def workspace(self) -> Workspace:
        """The middle of the window, where the pages are."""
        if self._workspace is None:
            from desktop.views.shell.workspace import Workspace

            self._workspace = Workspace(self.register, self.context, self._state, self)
            # Else the page that wants most room would take it from the navigation, for good.
            self._workspace.setMinimumWidth(LEAST_PAGE)
            self._splitter.replaceWidget(1, self._workspace)
            self._middle.deleteLater()
            self._splitter.setStretchFactor(1, 1)
            self.listen_to(self._workspace)
        return self._workspace

    def keep_pages(self) -> None:
        """Write down in the window's state which pages are open, if any was shown already."""
        if self._workspace is not None:
            self._workspace.keep()

    @property
    def snackbar(self) -> Snackbar:
        """The bar that says what was done."""
        if self._snackbar is None:
            from desktop.views.shell.snackbar import Snackbar

            self._snackbar = Snackbar(self.commands, self.workspace)
        return self._snackbar

    @property
    def undo(self) -> UndoStack:
        """What can be taken back."""
        if self._undo is None:
            from desktop.views.shell.undo import UndoStack

            deeds = self.windows.deeds if self.windows is not None else None
            self._undo = UndoStack(self.jobs, self, deeds)
            self._undo.told.connect(self.snackbar.show_notice)
            self._undo.changed.connect(self.commands.refresh)
        return self._undo

    # --- the navigation
    def toggle_navigation(self) -> None:
        """Show the navigation pane, or hide it; beside a page with one of its own, for once."""
        is_wanted = self.navigation.isHidden()
        self.navigation.setVisible(is_wanted)
        if not self._is_beside_own:
            self._state.navigation = is_wanted

    def has_navigation(self) -> bool:
        """Tell whether the navigation pane is shown."""
        return not self.navigation.isHidden()

    def fit_navigation(self, page: QWidget | None) -> None:
        """Leave the room to a page that has a pane of its own at the left."""
        is_own = bool(getattr(page, "has_own_navigation", False))
        if is_own != self._is_beside_own:
            self._is_beside_own = is_own
            self.navigation.setVisible(self._state.navigation and not is_own)

    def _make_parts(self) -> None:
        self.search = SearchBox(self.jobs, self.recents, self)
        self.header = Header(self.commands, self.search, self)
        self.modules = ModuleBar(self.commands, self)
        self.bar = CommandBar(self.commands, self)
        tree = NavigationModel(self)
        self.navigation = NavigationPane(tree, self)
        self.guide = Guide(
            self.register, self.modules, self.navigation, tree, self.recents, self._state
        )
        self.status = StatusBar(self.commands, self.running, self)

    def _place_parts(self) -> None:
        self.setMenuWidget(self.header)
        self._splitter = QSplitter(self)
        self._splitter.setObjectName("navigation")
        self._splitter.setHandleWidth(5)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.navigation)
        self._middle = QWidget(self)  # stands there until there is a page
        self._splitter.addWidget(self._middle)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes(self._state.sizes.get("navigation", [NAVIGATION_WIDTH, 1000]))
        self.navigation.setVisible(self._state.navigation)
        self.modules.setVisible(not self._state.card)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self._splitter, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.modules)
        middle.addLayout(right, 1)
        central = QWidget(self)
        whole = QVBoxLayout(central)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(central)
