"""The worker process: long work for the window, asked over stdin and answered over stdout.

Started as `python -m desktop --worker PROFILE`. It ends when its stdin ends, so it never outlives
the window. One thread writes to the store, one reads; a request runs in the one it needs.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from desktop.core.changes import Changes
from desktop.core.errors import AppError, CancelledError, RetryError
from desktop.core.i18n import set_language
from desktop.core.messages import (
    Advance,
    Answer,
    Cancel,
    Decoder,
    Failure,
    Family,
    Message,
    Request,
    committed,
    encode,
)
from desktop.core.secret_frame import read_secret
from desktop.services.announcer import Announcer
from desktop.services.long_work import LongWork, Report, get_handler

log = logging.getLogger(__name__)
CHUNK = 65536
LANES = 3  # work of hours, a round with the centre, and what a person waits for
HANDLERS = (  # the modules whose requests can be asked for
    "desktop.services.maintenance",
    "desktop.services.customizing.renewal",
    "desktop.services.numbering",
    "desktop.services.backups.shelf",
    "desktop.services.backups.looking",
    "desktop.services.backups.moving",
    "desktop.services.privacy.erasing",
    "desktop.services.privacy.export",
    "desktop.files.importing",
    "desktop.files.exporting",
    "desktop.files.templates",
    "desktop.files.events",
    "desktop.integrations.caldav.serving",
    "desktop.mail.sending.serving",
    "desktop.mail.serving",
    "desktop.mail.setup.serving",
    "desktop.mail.remote_pictures",
    "desktop.mail.filing.serving",
    "desktop.files.exporting_statistics",
    "desktop.files.plan_files",
    "desktop.services.mass_change",
    "desktop.services.merging.finding",
    "desktop.services.demo.filling",
    "desktop.mail.boxes.upkeep",
    "desktop.mail.demo.filling",
    "desktop.sync.serving",
    "desktop.sync.entering",
    "desktop.sync.presence",
    "desktop.sync.older_serving",
    "desktop.sync.comparing",
    "desktop.sync.file_serving",
    "desktop.sync.administering",
    "desktop.sync.solving",
    "desktop.sync.moving_lists",
    "desktop.sync.pace",
    "desktop.sync.server_upkeep",
)

Surround = Callable[[Report], LongWork]


class Outgoing:
    """The pipe to the window; messages of several threads go out whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, message: Message) -> None:
        """Write one message; a window that is gone is no error."""
        with self._lock:
            try:
                self._stream.write(encode(message))
                self._stream.flush()
            except OSError:
                log.info("the window is gone")

    def announce(self, changes: Changes) -> None:
        """Tell the window what a unit of work changed."""
        self.send(committed(changes))


class Running:
    """A request under way: reports how far it is, and stops when the person cancelled."""

    def __init__(self, request: Request, outgoing: Outgoing) -> None:
        self.request = request
        self.cancelled = threading.Event()
        self._outgoing = outgoing

    def report(self, done: int, of: int = 0, what: str = "") -> None:
        """Send the progress; raise CancelledError if nobody wants it any more."""
        self.check()
        self._outgoing.send(Advance(self.request.id, done, of, what))

    def check(self) -> None:
        """Raise CancelledError if nobody wants it any more."""
        if self.cancelled.is_set():
            raise CancelledError


class Worker:
    """Reads requests until the window is gone, and answers each."""

    def __init__(self, outgoing: Outgoing, surround: Surround, flush: Callable[[], None]) -> None:
        self._outgoing = outgoing
        self._surround = surround
        self._flush = flush
        self._running: dict[int, Running] = {}
        self._pool = ThreadPoolExecutor(LANES, thread_name_prefix="request")

    def serve(self, incoming: BinaryIO) -> None:
        """Answer what comes in until the stream ends; then cancel what is under way."""
        decoder = Decoder()
        while data := os.read(incoming.fileno(), CHUNK):
            for message in decoder.feed(data):
                self._receive(message)
        for running in tuple(self._running.values()):
            running.cancelled.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _receive(self, message: Message) -> None:
        if isinstance(message, Request):
            running = self._running[message.id] = Running(message, self._outgoing)
            self._pool.submit(self._answer, running)
        elif isinstance(message, Cancel) and message.id in self._running:
            self._running[message.id].cancelled.set()

    def _answer(self, running: Running) -> None:
        request = running.request
        try:
            running.check()  # it may have been cancelled while it waited for a lane
            if request.language:
                set_language(request.language)
            handler = get_handler(request.request)
            value = handler(self._surround(running.report), **request.arguments)
            self._flush()  # who asked sees what was changed before the answer
            self._outgoing.send(Answer(request.id, value))
        except Exception as error:  # noqa: BLE001 - every failure is carried to the window
            self._outgoing.send(_failure(request, error))
        finally:
            self._running.pop(request.id, None)


def _failure(request: Request, error: Exception) -> Failure:
    if isinstance(error, CancelledError):
        return Failure(request.id, Family.CANCELLED, "")
    if isinstance(error, RetryError):
        return Failure(request.id, Family.RETRY, str(error))
    if isinstance(error, AppError):
        return Failure(request.id, Family.TOLD, str(error))
    log.error("request %s failed", request.request, exc_info=error)
    return Failure(request.id, Family.BUG, "", "".join(traceback.format_exception(error)))


def main(profile: Path, *, is_sealed: bool = False) -> int:
    """Serve the window that started this process; return the exit code.

    The key of an encrypted profile comes first over stdin (`core.secret_frame`).
    """
    key = read_secret(partial(os.read, sys.stdin.fileno())) if is_sealed else None
    from desktop.services.opening import open_for_worker

    for module in HANDLERS:
        import_module(module)
    outgoing = Outgoing(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    # What a library prints must not stand between two messages.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    announcer = Announcer(outgoing.announce)
    with open_for_worker(profile, announcer.add, key) as surround:
        Worker(outgoing, surround, announcer.flush).serve(sys.stdin.buffer)
    announcer.flush()
    return 0
