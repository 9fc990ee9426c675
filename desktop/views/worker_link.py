"""The window's end of the pipe to the worker process.

The process is started when it is first needed, and again when it died; what it had under way then
fails visibly and can be tried again.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from desktop.core.errors import AppError, CancelledError, RetryError
from desktop.core.filters import Json
from desktop.core.i18n import _, language
from desktop.core.messages import (
    Advance,
    Answer,
    BrokenMessageError,
    Cancel,
    Committed,
    Decoder,
    Failure,
    Family,
    Message,
    Request,
    changes_of,
    encode,
)
from desktop.core.ports import Outcome, Progress

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger(__name__)
STOP_SECONDS: Final = 5
LOOK_SECONDS: Final = 0.05


class WorkerFailedError(Exception):
    """The worker met a bug of ours; the message is its stack."""


class WorkerLink(QObject):
    """Asks the worker process and hands its answers to whoever waits.

    Signals:
        committed: an Outcome with what the worker changed in the store.
    """

    committed = Signal(object)

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, *, first: bytes = b""
    ) -> None:
        """Prepare the command line; each process hears `first` before any request."""
        super().__init__(parent)
        self._command = tuple(command)
        self._first = first
        self._process: QProcess | None = None
        self._decoder = Decoder()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, tuple[asyncio.Future[Json], Progress | None]] = {}

    async def ask(
        self, request: str, arguments: Mapping[str, Json], progress: Progress | None = None
    ) -> Json:
        """Return the worker's answer; raise AppError as it did; cancelled with its task."""
        import asyncio

        number = next(self._numbers)
        answered: asyncio.Future[Json] = asyncio.get_event_loop().create_future()
        self._waiting[number] = (answered, progress)
        self._send(Request(number, request, dict(arguments), language()))
        try:
            return await answered
        except asyncio.CancelledError:
            self._send(Cancel(number))
            raise
        finally:
            self._waiting.pop(number, None)

    def close(self) -> None:
        """End the process: its stdin ends, it finishes its transaction and goes."""
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._on_process_finished)
        process.closeWriteChannel()
        if not process.waitForFinished(STOP_SECONDS * 1000):
            process.kill()
            process.waitForFinished(1000)

    async def end(self) -> None:
        """End the process as `close` does, while the window goes on."""
        import asyncio

        process = self._process
        if process is None:
            return
        process.closeWriteChannel()
        for _step in range(int(STOP_SECONDS / LOOK_SECONDS)):
            if process is not self._process:
                return
            await asyncio.sleep(LOOK_SECONDS)
        process.kill()

    def _send(self, message: Message) -> None:
        if self._process is None:
            if isinstance(message, Cancel):
                return  # it ended with the process: none is started for that
            self._process = self._start()
        self._process.write(encode(message))

    def _start(self) -> QProcess:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._on_process_ready)
        process.finished.connect(self._on_process_finished)
        self._decoder = Decoder()
        process.start(self._command[0], list(self._command[1:]))
        if self._first:
            process.write(self._first)
        return process

    @Slot()
    def _on_process_ready(self) -> None:
        if self._process is None:
            return
        data = bytes(self._process.readAllStandardOutput().data())
        try:
            for message in self._decoder.feed(data):
                self._receive(message)
        except BrokenMessageError:
            log.exception("the worker sent nonsense")
            self._process.kill()

    @Slot()
    def _on_process_finished(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            log.warning("the worker ended with code %s", process.exitCode())
            process.deleteLater()
        lost = RetryError(_("The work was interrupted. Nothing is half done; please try again."))
        for answered, _progress in tuple(self._waiting.values()):
            if not answered.done():
                answered.set_exception(lost)

    def _receive(self, message: Message) -> None:
        if isinstance(message, Committed):
            self.committed.emit(Outcome(changes=changes_of(message)))
            return
        answered, progress = self._waiting.get(message.id, (None, None))
        if answered is None or answered.done():
            return
        if isinstance(message, Answer):
            answered.set_result(message.value)
        elif isinstance(message, Failure):
            answered.set_exception(_error(message))
        elif isinstance(message, Advance) and progress:
            progress(message.done, message.of, message.what)


def _error(failure: Failure) -> Exception:
    if failure.family is Family.CANCELLED:
        return CancelledError()
    if failure.family is Family.RETRY:
        return RetryError(failure.sentence)
    if failure.family is Family.TOLD:
        return AppError(failure.sentence)
    return WorkerFailedError(failure.detail)
