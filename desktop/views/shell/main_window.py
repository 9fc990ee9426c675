"""The main window: passes on what its parts say to each other and to the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.core.commands import CommandFacts
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.jobs import Jobs
from desktop.views.shell.bars import bar_for
from desktop.views.shell.first_paint import FirstPaint
from desktop.views.shell.screens import ScreenRegister
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.targets import HOME, RECORD, Target, new_record
from desktop.views.shell.window_frame import WindowFrame
from desktop.views.shell.window_memory import WindowMemory
from desktop.views.shell.window_state import StateKeeper
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.shell.companions import Companions
    from desktop.views.shell.look_actions import LookActions
    from desktop.views.shell.palette import CommandPalette
    from desktop.views.shell.recents import Recents
    from desktop.views.shell.window_actions import WindowActions
    from desktop.views.shell.workspace import Workspace

LABELLED: Final = 1200  # logical pixels: from here on the module bar has names


class MainWindow(WindowFrame):
    """The frame in which everything happens.

    Signals:
        first_painted: the window was painted for the first time.
        page_shown: the first page shows what it has read.
        help_asked: the name of a help page, or "".
        import_asked: the key of an entity, and the path of a file or "".
        restore_asked: the name of a backup that is to take the place of the data.
        unsaved_found: pages with something not saved, of tabs that are to be closed.
        closing_held: the same, where the window itself is to be closed.
        own_window_asked: the Target of a record that is to have a window of its own.
        closed: the window closes; nothing holds it back any more.
    """

    first_painted = Signal()
    page_shown = Signal()
    help_asked = Signal(str)
    import_asked = Signal(str, str)
    restore_asked = Signal(str)
    unsaved_found = Signal(object)
    closing_held = Signal(object)
    own_window_asked = Signal(object)
    closed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        register: ScreenRegister,
        keeper: StateKeeper,
        settings: SettingsKeeper,
        recents: Recents | None = None,
    ) -> None:
        super().__init__(jobs, register, keeper, settings, recents)
        self._create: Callable[[str, Mapping[str, Json]], None] | None = None
        self._palette: CommandPalette | None = None
        self._window_actions: WindowActions | None = None
        self._look_actions: LookActions | None = None
        self.companions: Companions | None = None  # made by `complete`
        self.settings_parts: Sequence[tuple[str, Callable[[QWidget], QWidget]]] = ()
        self._may_close = False
        self.memory = WindowMemory(self, keeper)
        self.memory.restore_box()
        self._listen()
        self._first_paint = FirstPaint(self)
        self._first_paint.happened.connect(self.first_painted)

    def _listen(self) -> None:
        self.search.target_chosen.connect(self.navigate)
        self.navigation.target_chosen.connect(self.navigate)
        self.guide.target_chosen.connect(self.navigate)
        self.jobs.failed.connect(self._on_jobs_failed)
        self.commands.changed.connect(self._on_commands_changed)
        self._splitter.splitterMoved.connect(self.memory.keep_soon)

    def listen_to(self, workspace: Workspace) -> None:
        """Pass on what the middle of the window says."""
        workspace.shown.connect(self._on_workspace_shown)
        workspace.status_changed.connect(self.status.show_text)
        workspace.import_asked.connect(self._on_workspace_import_asked)
        workspace.unsaved_found.connect(self.unsaved_found)
        workspace.tabs.own_window_asked.connect(self.own_window_asked)
        workspace.left.connect(self.close, Qt.ConnectionType.QueuedConnection)

    # --- what the composition root does
    def show_modules(self) -> None:
        """Show what there is to go to: called before the first paint, when entities are known."""
        self.guide.show_modules(list(self.register.modules()))

    def show_first_page(self, start: Target | None = None) -> None:
        """Show the page that was left, or the first; called after the first paint."""
        self._bind_actions()
        first = self._first_target(start)
        if first is not None:
            self.workspace.restore(first)
            self.workspace.focus_page()
        shown = getattr(self.workspace.current_page(), "first_shown", None)
        if shown is not None:
            shown.connect(self.page_shown)
        else:  # a page that does not say so itself shows what the reader answers
            self.jobs.lists.submit(_nothing, self._on_reader_answered, self._on_reader_answered)

    def _bind_actions(self) -> WindowActions:
        """Bind what the command bar of a first page may show."""
        from desktop.views.shell.record_commands import register_commands
        from desktop.views.shell.window_actions import WindowActions

        if self._window_actions is None:
            register_commands(self.commands, self.register.commands)
            self._window_actions = WindowActions(self)
        return self._window_actions

    def _bind_rest(self) -> None:
        from desktop.views.shell.look_actions import LookActions

        actions = self._bind_actions()
        self.undo.know_commands(self.register.commands)
        actions.offer_undo(self.undo)
        actions.offer_modules(list(self.register.modules()))
        actions.offer_new([entity.key for entity in self.register.entities()])
        self._look_actions = LookActions(self.commands, self.settings, self)
        self.commands.install_keys()

    def know_commands(self, commands: Sequence[CommandFacts]) -> None:
        """Learn what can be done with records: called before the first page is shown."""
        self.register.commands = commands

    def watch_over(self) -> None:
        """Catch what nobody catches, and note where the window stands still."""
        self.complete()
        if self.companions is not None:
            self.companions.watch_over()

    def complete(self) -> None:
        """Make what is needed only when somebody works: keys, undo, dialogs, crash reports."""
        from desktop.views.shell.companions import Companions

        if self.companions is None:
            self._bind_rest()
            self.companions = Companions(self)

    def use_creator(self, create: Callable[[str, Mapping[str, Json]], None]) -> None:
        """Let `create` make new records, as by the short form; without it, the whole form does."""
        self._create = create

    def _first_target(self, start: Target | None) -> Target | None:
        wanted = [start, self._state.main, Target(HOME)]
        if self.settings.settings.start_screen == HOME:
            wanted = [start, Target(HOME), self._state.main]
        wanted += [module.start for module in self.register.modules()]
        return next((t for t in wanted if t is not None and self.register.can_show(t)), None)

    # --- going somewhere
    def navigate(self, target: Target, *, remember: bool = True) -> None:
        """Show a place, perhaps in another window; one without a screen is told."""
        if self.windows is not None and self.windows.show_elsewhere(self, target):
            return
        if not self.register.can_show(target):
            self.snackbar.show_problem(_("There is no screen for this here."))
            return
        self.workspace.show_target(target, remember=remember)
        if target.screen != RECORD:
            self.recents.add_screen(target)
        self.workspace.focus_page()

    def create_record(self, entity: str, values: Mapping[str, Json]) -> None:
        """Begin a new record."""
        if self._create is not None:
            self._create(entity, values)
        else:
            self.navigate(new_record(entity, values))

    @Slot(str)
    def import_file(self, path: str) -> None:
        """Ask for the import of a file into the list in view, or else into the customers."""
        target = self.workspace.current_target()
        entity = target.entity if target and target.entity else self.register.default_entity()
        self.import_asked.emit(entity, path)

    def toggle_palette(self) -> None:
        """Open the command palette, or close it."""
        from desktop.views.shell.palette import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(
                self.jobs, self.commands, self.register, self.recents, self
            )
            self._palette.target_chosen.connect(self.navigate)
            self._palette.help_chosen.connect(self.help_asked)
        self._palette.toggle()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or stop it."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def is_full_screen(self) -> bool:
        """Tell whether the window fills the screen."""
        return self.isFullScreen()

    def quit_program(self) -> None:
        """Close all windows."""
        if self.windows is not None:
            self.windows.quit()
        else:
            self.close()

    def panes(self) -> list[QWidget]:
        """Return the parts between which F6 moves, in their order on screen."""
        return [self.search, self.modules, self.navigation, *self.workspace.panes(), self.bar]

    # --- closing
    def close_for_good(self) -> None:
        """Close whatever is not saved: the person has decided."""
        self._may_close = True
        self.close()

    @Slot(object)
    def _on_workspace_shown(self, target: Target) -> None:
        self.guide.show_target(target)
        self.search.set_entity(target.entity)
        page = self.workspace.current_page()
        self.bar.show_keys(bar_for(page, target))
        self.fit_navigation(page)
        self.memory.keep_soon()

    def _on_reader_answered(self, _answer: object) -> None:
        QTimer.singleShot(0, self, self.page_shown.emit)  # in the next turn it is painted

    @Slot()
    def _on_workspace_import_asked(self) -> None:
        self.import_file("")

    @Slot(str)
    def _on_jobs_failed(self, sentence: str) -> None:
        self.snackbar.show_problem(sentence)

    @Slot()
    def _on_commands_changed(self) -> None:
        if self._workspace is None:
            return
        target = self.workspace.current_target()
        if target is not None:
            self.bar.show_keys(bar_for(self.workspace.current_page(), target))

    # Qt's names
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the module bar the room there is."""
        super().resizeEvent(event)
        self.modules.set_labelled(self.width() >= look().px(LABELLED))
        self.memory.keep_soon()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what is not saved, else keep the window's state and go."""
        windows = self.windows
        if windows is not None and windows.keeps(self):
            event.ignore()
            self.hide()
            return
        unsaved = self._workspace.unsaved() if self._workspace is not None else []
        if unsaved and not self._may_close:
            event.ignore()
            self.closing_held.emit(unsaved)
            return
        self.memory.close(wait=windows is None or windows.is_last(self))
        super().closeEvent(event)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.guide.retranslate()
            if self._workspace is not None:
                self._workspace.retranslate()


def _nothing(_reads: object) -> None:
    """Answer as soon as the lane is ready."""
