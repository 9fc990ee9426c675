"""One run of the window: makes every object and connects them, once.

The order is what makes the start quick: the shell is painted from the manifest, then the readers
open the database, then the first list shows; asyncio, SQLAlchemy and the mapped classes come after.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import replace
from operator import methodcaller
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop.app.further_starts import FurtherStarts
from desktop.app.own_process import program_command, start_program
from desktop.app.profile_data import ProfileData
from desktop.app.trouble import Trouble
from desktop.core.arguments import Arguments
from desktop.core.commands import is_list_deed
from desktop.core.i18n import _
from desktop.core.manifest import Manifest, adopt
from desktop.core.settings import Settings
from desktop.core.start_marks import StartMarks
from desktop.views.appearance import apply_theme
from desktop.views.change_signal import ChangeSignal
from desktop.views.icons import keep_pictures, save_pictures
from desktop.views.jobs import Jobs
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.wiring import make_window

if TYPE_CHECKING:
    from desktop.core.ports import Outcome
    from desktop.views.jobs import Writing
    from desktop.views.shell.main_window import MainWindow
    from desktop.views.shell.windows import Windows
    from desktop.views.worker_link import WorkerLink

STORE_DELAY_MS: Final = 200  # the first list is painted before SQLAlchemy is loaded
COLLECT_MS: Final = 5_000  # after the freeze a collection takes 2 to 4 ms
CLOSE_SECONDS: Final = 10
PICTURE_MS: Final = 2_000


class Program(QObject):
    """One run of the window on one profile."""

    def __init__(
        self, app: QApplication, arguments: Arguments, data: ProfileData, settings: Settings
    ) -> None:
        super().__init__()
        self._app = app
        self._arguments = arguments
        self._profile = profile = data.profile
        self._marks = StartMarks(arguments.marks)
        keep_pictures(profile.icons)
        apply_theme(app, settings.theme, settings.density, settings.font_scale)
        self._settings = SettingsKeeper(profile, settings, self)
        self._jobs = Jobs(ChangeSignal(self), self)
        self._first: MainWindow | None = None
        self._facts: Manifest | None = None
        self._windows: Windows | None = None  # once the first one is complete
        self._data = data
        self._settings.make_keys = self._data.make_keys
        self._worker: WorkerLink | None = None
        self._loop: object = None
        self._starts = FurtherStarts(profile, self)
        self.starts_again = False
        self.password = ""  # for the server, as the next start is to know it
        self._is_logging = False
        self._collector = QTimer(self)
        self._collector.setInterval(COLLECT_MS)
        self._collector.timeout.connect(self._on_collector_timeout)
        self._trouble = Trouble(self._data, self._jobs, self._get_going, self._end_worker, self)
        self._settings.encrypt = self._trouble.encrypt
        self._trouble.over.connect(self._on_trouble_over)

    def start(self, facts: Manifest | None) -> None:
        """Show the window: at once from the `facts` of an earlier start, else once there are some.

        Args:
            facts: the manifest of this same program; None for a new profile or program.
        """
        if facts is None:
            self._start_loop()
            self._jobs.start(self._prepare(), name=_("Preparing the data…"))
        else:
            self._show(facts)

    def _show(self, facts: Manifest) -> None:
        adopt(facts)
        keeper, jobs = self._data.keep_state(), self._jobs.for_window()
        window = make_window(jobs, facts, keeper, self._settings)
        window.first_painted.connect(self._on_window_first_painted)
        window.page_shown.connect(self._on_window_page_shown)
        window.closed.connect(self._on_window_closed)
        if self._arguments.size:
            window.resize(*self._arguments.size)
        self._first, self._facts = window, facts
        window.show_modules()
        window.show()

    async def _prepare(self) -> None:
        """Make or migrate the database, and the manifest; then show the window."""
        self._begin_log()
        try:
            await self._make_ready()
        except Exception as error:  # noqa: BLE001 - there is no window yet that would tell it
            self._trouble.meet(error)

    async def _make_ready(self) -> None:
        from desktop.app.first_start import ask_first
        from desktop.app.unlocking import unlock
        from desktop.views.shell.preparing import shown_while

        self._starts.listen()
        if not await unlock(self._data, self._arguments, self._jobs):
            self._end()
            return
        facts = self._data.read_manifest()
        if facts is not None:
            self._show(facts)
            return
        first = await ask_first(self._settings, self._data, self._arguments, self._jobs)
        if first.wants_demo:
            start_program("--demo")
            self._end()
            return
        self._data.owner_name = first.person_name
        self._open_store()
        self._show(await shown_while(self._jobs.in_store(self._data.make_manifest)))
        await first.carry_out(self._jobs, self._window)

    # --- threads and processes
    def _start_readers(self) -> None:
        for lane in (self._jobs.lists, self._jobs.cards):
            interrupt, close = methodcaller("interrupt"), methodcaller("close")
            lane.start(self._data.make_reads, interrupt=interrupt, close=close)

    @Slot()
    def _open_store(self) -> None:
        if self._data.opened is None and not self._trouble.is_met:
            self._jobs.store.start(self._make_writing, close=self._data.close_writing)
            self._jobs.drafts.start(self._data.make_drafts, close=methodcaller("close"))
            self._data.start_mail(self._jobs)
            self._jobs.store.submit(_nothing, self._on_store_opened)

    def _make_writing(self) -> Writing:
        """Load SQLAlchemy and the mapped classes; runs in the store thread.

        Without the collector this holds the window up for 7 ms at most, with it for 53.
        """
        gc.disable()
        return self._data.make_writing()

    def _on_store_opened(self, _nothing: object) -> None:
        gc.freeze()
        self._collector.start()
        self._marks.mark("mapped")
        self._settle()

    def _settle(self) -> None:
        """Begin what needs both the store and a window that is complete, whichever came last."""
        window = self._window
        is_ready = self._collector.isActive() and self._worker is None
        opened = self._data.opened
        if window is None or window.companions is None or opened is None or not is_ready:
            return
        if self._windows is not None:
            self._windows.settle(is_demo=opened.is_demo or self._arguments.demo)
        self._start_worker()
        if self._arguments.file:
            window.import_file(str(self._arguments.file))
        if self._arguments.screenshot:
            QTimer.singleShot(PICTURE_MS, self._take_picture)
        elif self._marks.is_wanted:
            QTimer.singleShot(PICTURE_MS, self._end)

    def _start_worker(self) -> None:
        from desktop.views.worker_link import WorkerLink

        words, first = self._data.worker_start()
        self._worker = WorkerLink(program_command(*words), self, first=first)
        self._worker.committed.connect(self._on_worker_committed)
        self._jobs.worker = self._worker
        if not self._marks.is_wanted and self._windows is not None:
            from desktop.app.with_worker import begin_with_worker

            demo, all_data = self._arguments.demo, self._data
            begin_with_worker(self._jobs, self._windows, self._trouble, all_data, makes_demo=demo)

    def _start_loop(self) -> None:
        """Let asyncio run on Qt's loop, which runs already: importing it costs 35 ms."""
        if self._loop is None:
            from desktop.app.event_loop import join_loop

            self._loop = join_loop(self._app)

    @Slot()
    def _on_collector_timeout(self) -> None:
        gc.collect()  # the whole: what a younger round finds alive it never looks at again

    # --- what happens
    @Slot()
    def _on_window_first_painted(self) -> None:
        self._marks.mark("shell_painted")
        self._start_readers()
        if self._window is not None:
            self._window.show_first_page()

    @Slot()
    def _on_window_page_shown(self) -> None:
        """The first list is on the screen and takes keys: make the rest."""
        self._marks.mark("rows_painted")
        self._get_going()
        self._gather_windows()
        self._settle()
        save_pictures()
        QTimer.singleShot(STORE_DELAY_MS, self._open_store)
        QTimer.singleShot(STORE_DELAY_MS, self._starts.listen)

    def _gather_windows(self) -> None:
        """From now on there may be several windows."""
        if self._first is None or self._facts is None or self._windows is not None:
            return
        from desktop.app.several import gather_windows

        self._first.closed.disconnect(self._on_window_closed)
        self._windows = gather_windows(self._jobs, self._facts, self._settings, self._first, self)
        self._windows.all_closed.connect(self._on_window_closed)
        self._windows.restore_asked.connect(self._trouble.go_back)
        self._starts.windows = self._windows
        self._first.watch_over()

    @property
    def _window(self) -> MainWindow | None:
        """The window that was worked in last."""
        return self._first if self._windows is None else self._windows.active

    @Slot(object)
    def _on_worker_committed(self, outcome: Outcome) -> None:
        """Show what the worker changed; what a person let it do in a list can be undone here."""
        changes = outcome.changes
        self._jobs.changes.changed.emit(changes)
        if is_list_deed(changes.command, self._facts.commands if self._facts else ()):
            self._jobs.committed.emit(replace(outcome, value=None))

    @Slot(object)
    def _on_trouble_over(self, again: bool) -> None:
        self.starts_again, self.password = again, self._data.password()
        self._end()

    @Slot()
    def _take_picture(self) -> None:
        if self._window is not None and self._arguments.screenshot is not None:
            self._window.grab().save(str(self._arguments.screenshot))
        self._end()

    @Slot()
    def _end(self) -> None:
        if self._windows is not None:
            self._windows.end()
        elif self._first is not None:
            self._first.close_for_good()
        else:
            self._on_window_closed()

    @Slot()
    def _on_window_closed(self) -> None:
        """Stop what waits, finish what writes, then go."""
        self._jobs.finish(CLOSE_SECONDS)
        if self._worker is not None:
            self._worker.close()
        self._starts.close()
        self._settings.close()
        self._app.quit()

    def _get_going(self) -> None:
        self._begin_log()
        self._start_loop()

    async def _end_worker(self) -> None:
        if self._worker:
            await self._worker.end()

    def _begin_log(self) -> None:
        """Write a log, unless the disk refuses: then there is none."""
        if not self._is_logging:
            from desktop.core.logs import start_logging

            self._is_logging = True
            with suppress(OSError):
                start_logging(self._profile.logs)


def _nothing(_asked: object) -> None:
    """Answer as soon as the lane is ready."""
