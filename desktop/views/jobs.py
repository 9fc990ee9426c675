"""The one bridge between the window and everything that waits.

Reads go to one of two lanes (lists, cards), commands and drafts to the store lane, long work to the
worker process. Coroutines orchestrate; asyncio is imported when the first of them starts, which is
after the first paint.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from desktop.core.errors import AppError, CancelledError, RetryError
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.views.change_signal import ChangeSignal
from desktop.views.lanes import Lane, WindowLane

if TYPE_CHECKING:
    import asyncio

    from desktop.core.filters import Json
    from desktop.core.mail.letters import Letters
    from desktop.core.mail.ports import MailActs, MailReads
    from desktop.core.ports import Blobs, Commands, Drafts, Outcome, Progress, Reads, Worker

T = TypeVar("T")
log = logging.getLogger(__name__)
SOMETHING_WRONG: Final = N_("Something went wrong. The details are in the error report.")


@dataclass(frozen=True, slots=True)
class Writing:
    """What the store lane asks: commands, the draft journal and blobs, made in its thread."""

    commands: Commands
    drafts: Drafts
    blobs: Blobs


class Jobs(QObject):
    """Keeps, names, cancels and reports all work that the window started.

    Signals:
        failed: a sentence for the person.
        broken: an exception that is our own fault.
        busy_changed: the names of the work under way.
        committed: the Outcome of a command that changed something, for undo and the snackbar.
        rested: the worker does nothing more for this window.
    """

    failed = Signal(str)
    broken = Signal(object)
    busy_changed = Signal(object)
    committed = Signal(object)
    rested = Signal()

    def __init__(
        self, changes: ChangeSignal, parent: QObject | None = None, shared: Jobs | None = None
    ) -> None:
        super().__init__(parent)
        self.changes = changes
        self._shared = shared
        self._worker: Worker | None = None
        self._asking = 0  # requests to the worker under way
        self._tasks: dict[asyncio.Task[None], str] = {}
        if shared is None:
            self.lists: Lane[Reads] = Lane("list reader", self)
            self.cards: Lane[Reads] = Lane("card reader", self)
            self.store: Lane[Writing] = Lane("store", self)
            # A form can be kept while the store waits for a database that somebody else holds.
            self.drafts: Lane[Drafts] = Lane("drafts", self)
            self.mail: Lane[MailReads] = Lane("mail reader", self)
            self.mail_acts: Lane[MailActs] = Lane("mail acts", self)
            self.letters: Lane[Letters] = Lane("letters", self)
        else:
            self.lists = WindowLane(shared.lists, self)
            self.cards = WindowLane(shared.cards, self)
            self.store = WindowLane(shared.store, self)
            self.drafts = WindowLane(shared.drafts, self)
            self.mail = WindowLane(shared.mail, self)
            self.mail_acts = WindowLane(shared.mail_acts, self)
            self.letters = WindowLane(shared.letters, self)
        records = (self.lists, self.cards, self.store, self.drafts)
        for lane in (*records, self.mail, self.mail_acts, self.letters):
            lane.unhandled.connect(self.report)

    def for_window(self) -> Jobs:
        """Return the jobs of one window: its work and what is told of it, in the same threads."""
        return Jobs(self.changes, self, self)

    @property
    def worker(self) -> Worker | None:
        """The worker process, once there is one."""
        return self._worker if self._shared is None else self._shared.worker

    @worker.setter
    def worker(self, worker: Worker | None) -> None:
        if self._shared is None:
            self._worker = worker
        else:
            self._shared.worker = worker

    @property
    def is_resting(self) -> bool:
        """Whether the worker does nothing for this window."""
        return not self._asking

    def start(self, work: Coroutine[Any, Any, None], *, name: str) -> asyncio.Task[None]:
        """Run `work` to its end; an AppError reaches the person, a bug the crash report."""
        import asyncio

        task = asyncio.get_event_loop().create_task(self._guard(work, _owner(work)), name=name)
        self._tasks[task] = name
        task.add_done_callback(self._forget)
        # A task that is cancelled before its first turn never reaches the work in it.
        task.add_done_callback(lambda _task: work.close())
        self.busy_changed.emit(tuple(self._tasks.values()))
        return task

    async def read(self, question: Callable[[Reads], T]) -> T:
        """Ask the card reader and return its answer."""
        return await self._await(self.cards, question)

    async def read_list(self, question: Callable[[Reads], T]) -> T:
        """Ask the list reader, who keeps the orders of lists, and return its answer."""
        return await self._await(self.lists, question)

    async def command(self, key: str, /, **arguments: object) -> Outcome:
        """Run a command in the store thread, tell the screens what it changed, return it."""

        def run(writing: Writing) -> Outcome:
            return writing.commands.run(key, arguments)

        # A window that closes meanwhile waits no more; the other windows hear of it all the same.
        outcome = await self._await(self.store, run, unclaimed=(self._shared or self).announce)
        self.announce(outcome)
        return outcome

    async def draft(self, act: Callable[[Drafts], T]) -> T:
        """Use the draft journal, in its own thread."""
        return await self._await(self.drafts, act)

    async def in_store(self, question: Callable[[Writing], T]) -> T:
        """Ask something of the store thread that is no command."""
        return await self._await(self.store, question)

    async def read_mail(self, question: Callable[[MailReads], T]) -> T:
        """Ask the reader of the mailbox and return its answer."""
        return await self._await(self.mail, question)

    async def act_on_mail(self, act: Callable[[MailActs], T]) -> T:
        """Do something with messages, in the thread of such acts."""
        return await self._await(self.mail_acts, act)

    async def write_letters(self, act: Callable[[Letters], T]) -> T:
        """Do something with drafts or the outbox, in the thread of letters."""
        return await self._await(self.letters, act)

    async def aside(self, work: Callable[..., T], *arguments: object) -> T:
        """Run `work` in a thread of its own: for what must not wait behind anything else."""
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        # The loop's own executor is made of Qt's threads, which abort the program at its end.
        executor = ThreadPoolExecutor(1, thread_name_prefix="aside")
        try:
            return await asyncio.get_event_loop().run_in_executor(executor, work, *arguments)
        finally:
            executor.shutdown(wait=False)

    async def ask(
        self, request: str, arguments: Mapping[str, Json], progress: Progress | None = None
    ) -> Json:
        """Let the worker process do long work and return its answer."""
        if self.worker is None:
            raise RetryError(_("The program is still starting. Try again in a moment."))
        self._asking += 1
        try:
            return await self.worker.ask(request, arguments, progress)
        finally:
            self._asking -= 1
            if not self._asking and isValid(self):
                self.rested.emit()

    def announce(self, outcome: Outcome) -> None:
        """Tell the screens what was changed, here or in the worker."""
        if outcome.changes:
            self.changes.changed.emit(outcome.changes)
            self.committed.emit(outcome)

    def busy(self) -> tuple[str, ...]:
        """Return the names of the work under way."""
        return tuple(self._tasks.values())

    def cancel_all(self) -> None:
        """Cancel every coroutine, of all windows; what the store lane has begun is finished."""
        for task in tuple(self._tasks):
            task.cancel()
        for window in self.children():
            if isinstance(window, Jobs):
                window.cancel_all()

    def end(self) -> None:
        """Stop what a window does that is closed; what it asked the store to do is done."""
        self.cancel_all()
        self.deleteLater()

    def finish(self, timeout: float) -> None:
        """Stop what only reads, finish what writes, within `timeout` seconds for each thread."""
        self.cancel_all()
        self.lists.close()
        self.cards.close()
        self.mail.close()
        self.mail_acts.drain(timeout)
        self.letters.drain(timeout)
        self.drafts.drain(timeout)
        self.store.drain(timeout)

    @Slot(object)
    def report(self, error: Exception) -> None:
        """Tell the person of an AppError; hand anything else to the crash report."""
        if isinstance(error, CancelledError):
            return
        if isinstance(error, AppError):
            self.failed.emit(str(error))
            return
        log.error("background work failed", exc_info=error)
        self.broken.emit(error)
        self.failed.emit(_(SOMETHING_WRONG))

    async def _await(
        self,
        lane: Lane[Any],
        question: Callable[[Any], T],
        unclaimed: Callable[[Any], None] | None = None,
    ) -> T:
        import asyncio

        answered: asyncio.Future[T] = asyncio.get_event_loop().create_future()
        waiter = _Waiter(answered, unclaimed)
        lane.shared.submit(question, waiter.done, waiter.failed)
        try:
            return await answered
        except asyncio.CancelledError:
            if unclaimed is not None and not answered.cancelled() and not answered.exception():
                unclaimed(answered.result())
            raise

    async def _guard(self, work: Coroutine[Any, Any, None], owner: object) -> None:
        try:
            await work
        except Exception as error:
            if isValid(self) and not _is_for_nobody(error, owner):
                self.report(error)

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        if isValid(self):
            self.busy_changed.emit(tuple(self._tasks.values()))


def _owner(work: Coroutine[Any, Any, None]) -> object:
    """Return whose method the coroutine is that was not begun yet; None if it is nobody's."""
    frame = getattr(work, "cr_frame", None)
    return frame.f_locals.get("self") if frame else None


def _is_for_nobody(error: Exception, owner: object) -> bool:
    """Tell whether what went wrong is that a dialog or page was closed before its answer came."""
    is_gone = isinstance(owner, QObject) and not isValid(owner)
    return is_gone and isinstance(error, RuntimeError)


class _Waiter:
    """Hands a lane's answer to a future that may have been cancelled meanwhile."""

    def __init__(
        self, future: asyncio.Future[Any], unclaimed: Callable[[Any], None] | None
    ) -> None:
        self._future = future
        self._unclaimed = unclaimed

    def done(self, result: object) -> None:
        if not self._future.done():
            self._future.set_result(result)
        elif self._unclaimed is not None:
            self._unclaimed(result)

    def failed(self, error: Exception) -> None:
        if not self._future.done():
            self._future.set_exception(error)
