"""All windows of the program on one profile: opened, brought back, counted, closed together.

Nothing of it is imported before the first rows are painted: the first window takes part later.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.ports import Outcome
from desktop.views.jobs import Jobs
from desktop.views.shell.gone_names import GoneNames
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.page_store import is_dirty
from desktop.views.shell.recents import Recents
from desktop.views.shell.targets import HOME, RECORD, Target
from desktop.views.shell.undo import Deeds
from desktop.views.shell.window_closing import QuitGuard
from desktop.views.shell.window_end import WindowEnd
from desktop.views.shell.window_return import WindowReturn
from desktop.views.shell.window_state import StateKeeper
from desktop.views.shell.window_switch import WindowSwitch

MakeWindow = Callable[[Jobs, StateKeeper, Recents], MainWindow]


class Windows(QObject):
    """Knows every window, the one that was worked in last first.

    Signals:
        opened: a window that has just been made.
        changed: windows came or went.
        all_closed: the last window was closed.
        restore_asked: the name of a backup that is to take the place of the data.
        gone: windows exist no more, and a collection is due; whether the first was among them.
    """

    opened = Signal(object)
    changed = Signal()
    all_closed = Signal()
    restore_asked = Signal(str)
    gone = Signal(object)

    def __init__(self, jobs: Jobs, make: MakeWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._make = make
        self._all: list[MainWindow] = []
        self._end = WindowEnd(self)
        self._end.gone.connect(self.gone)
        self._left: StateKeeper | None = None  # of the last window that was no card
        self._return = WindowReturn(self)
        self._quit = QuitGuard(self)
        self.deeds = Deeds(self)
        self._names = GoneNames(jobs, self)
        self.is_ending = False
        self.is_demo = False
        self._numbers = count(1)
        self.hides_last: Callable[[], bool] = never
        jobs.committed.connect(self._on_jobs_committed)
        jobs.failed.connect(self._on_jobs_failed)
        jobs.broken.connect(self._on_jobs_broken)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_app_focus_changed)

    def every(self) -> tuple[MainWindow, ...]:
        """Return the windows, the one that was worked in last first."""
        return tuple(self._all)

    @property
    def active(self) -> MainWindow | None:
        """The window that was worked in last."""
        return self._all[0] if self._all else None

    # --- coming
    def take(self, window: MainWindow) -> None:
        """Let a window be one of these."""
        window.windows = self
        window.number = next(self._numbers)
        self._all.append(window)
        window.recents.setParent(self)
        window.closed.connect(self._on_window_closed)
        window.restore_asked.connect(self.restore_asked)
        window.guide.favourites_changed.connect(self._on_favourites_changed)
        WindowSwitch(window, self)
        self.changed.emit()

    def open(self, target: Target | None = None, *, card: bool = False) -> MainWindow:
        """Open a further window, at `target` or where the active one is."""
        beside = self._all[0]
        keeper, self._left = (None, self._left) if card else (self._left, None)
        is_back = keeper is not None
        keeper = keeper or beside.keeper.beside(beside.keeper.copy(card=card))
        window = self.add(keeper)
        if not is_back:
            window.memory.stand_beside(beside)
        window.show()
        here = beside.workspace.current_target()
        start = target or (here if here and here.screen != RECORD else Target(HOME))
        self.fill(window, start if window.register.can_show(start) else None)
        window.raise_()
        window.activateWindow()
        self._note_active(window)
        return window

    def open_card(self, target: Target, source: MainWindow) -> None:
        """Show a record in a window of its own, and no longer in a tab of `source`."""
        shown = next((one for one in self._all if _is_card_of(one, target)), None)
        if shown is not None:
            self.bring_forward(shown)
            return
        tabs = source.workspace.tabs
        place = tabs.tab_of(target.page)
        if place > 0:
            tabs.close_asked.emit([place])
        self.open(target, card=True)

    def settle(self, *, is_demo: bool) -> None:
        """Go on once the database is open for writing: bring back the windows of before."""
        self.is_demo = is_demo
        for window in self._all:
            if window.companions is not None:
                window.companions.title.show()
        self.restore()

    def restore(self) -> None:
        """Bring back, one after the other, the windows that were open before."""
        if self._all:
            self._return.begin(self._all[0])

    def add(self, keeper: StateKeeper) -> MainWindow:
        """Return a further window, not shown yet."""
        window = self._make(self._jobs.for_window(), keeper, self._all[0].recents)
        self.take(window)
        self.opened.emit(window)
        return window

    @staticmethod
    def fill(window: MainWindow, start: Target | None) -> None:
        """Show a window's first page, and make the rest of it."""
        window.show_modules()
        window.show_first_page(start)
        window.complete()

    # --- going somewhere
    def show_elsewhere(self, window: MainWindow, target: Target) -> bool:
        """Show a target in another window than the one that asks, where that is its place.

        A record with something typed in it stays the only one that is typed in; a window for one
        record shows no lists.
        """
        for other in self._all:
            if other is not window and target.record_id and _is_dirty(other, target):
                self._bring(other, target)
                return True
        if not window.keeper.state.card or target.screen == RECORD:
            return False
        whole = next((one for one in self._all if not one.keeper.state.card), None)
        if whole is None:
            self.open(target)
        else:
            self._bring(whole, target)
        return True

    def _bring(self, window: MainWindow, target: Target) -> None:
        self.bring_forward(window)
        window.navigate(target)

    def bring_forward(self, window: MainWindow) -> None:
        """Put a window before the others, with the keyboard in it."""
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        self._note_active(window)

    def next(self, by: int) -> None:
        """Bring another window forward, in the order in which they were opened."""
        ordered = self.in_order()
        if len(ordered) > 1:
            at = ordered.index(self._all[0])
            self.bring_forward(ordered[(at + by) % len(ordered)])

    def in_order(self) -> list[MainWindow]:
        """Return the windows as they were opened."""
        return sorted(self._all, key=_number)

    # --- going
    def quit(self) -> None:
        """Close all windows, after one question about what is not saved in any of them."""
        self._quit.begin()

    def end(self) -> None:
        """Close all windows whatever they hold; they come back at the next start."""
        self.is_ending = True
        for window in reversed(self._all.copy()):
            window.close_for_good()

    def keeps(self, window: MainWindow) -> bool:
        """Tell whether closing a window shall only hide it: the last one, with a tray icon."""
        return not self.is_ending and self._all == [window] and self.hides_last()

    def is_last(self, window: MainWindow) -> bool:
        """Tell whether the program ends with this window."""
        return self._all == [window]

    @Slot()
    def _on_window_closed(self) -> None:
        window = self.sender()
        if not isinstance(window, MainWindow) or window not in self._all:
            return
        self._all.remove(window)
        if not self._all:
            self._end.stop()
            self.all_closed.emit()
            return
        if not self.is_ending:
            self._hand_over(window)
            self._end.begin(window)
        self.changed.emit()

    def _hand_over(self, window: MainWindow) -> None:
        """Keep of a closed window what the others can use."""
        if not window.keeper.forget():
            self._left = window.keeper
        for other in self._all:
            for page, view in window.keeper.state.views.items():
                if other.workspace.page_named(page) is None:
                    other.keeper.state.views[page] = view
        if window.companions is not None and window.companions.is_watching:
            window.companions.close()
            self._all[0].watch_over()

    # --- what concerns them all
    @Slot(object)
    def _on_favourites_changed(self, favourites: list[Target]) -> None:
        for window in self._all:
            window.guide.use_favourites(favourites)

    @Slot(object)
    def _on_jobs_committed(self, outcome: Outcome) -> None:
        """Tell what the worker did, or what a window began that is closed, where people work."""
        if self._all:
            self._all[0].jobs.committed.emit(outcome)

    @Slot(str)
    def _on_jobs_failed(self, sentence: str) -> None:
        if self._all:
            self._all[0].jobs.failed.emit(sentence)

    @Slot(object)
    def _on_jobs_broken(self, error: Exception) -> None:
        if self._all:
            self._all[0].jobs.broken.emit(error)

    @Slot(QWidget, QWidget)
    def _on_app_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        at = now
        while at is not None and not isinstance(at, MainWindow):
            at = at.parentWidget()
        if isinstance(at, MainWindow) and at in self._all and not self._return.is_under_way:
            self._note_active(at)

    def _note_active(self, window: MainWindow) -> None:
        self._all.remove(window)
        self._all.insert(0, window)


def never() -> bool:
    """Say that nothing hides the last window: it closes."""
    return False


def _is_dirty(window: MainWindow, target: Target) -> bool:
    page = window.workspace.page_named(target.page)
    return page is not None and is_dirty(page)


def _is_card_of(window: MainWindow, target: Target) -> bool:
    shown = window.workspace.tabs.target_at(0)
    return window.keeper.state.card and shown is not None and shown.page == target.page


def _number(window: MainWindow) -> int:
    return window.number
