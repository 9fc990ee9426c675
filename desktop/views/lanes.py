"""Lanes: threads that answer questions one after the other and report back to the window.

A lane knows neither SQL nor asyncio: it owns one thread and the object that is asked (a reader, the
commands), which is made in that thread. Answers arrive in the window's thread as calls of the
`done` given with the question; nothing arrives for a receiver that was destroyed meanwhile.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from desktop.core.errors import CancelledError, CorruptStoreError
from desktop.core.quick_dataclass import dataclass

T = TypeVar("T")
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Question(Generic[T]):
    ask: Callable[[T], object]
    done: Done | None
    failed: Failed | None
    topic: str
    urgent: bool
    asker: QObject | None = None


class Lane(QObject, Generic[T]):
    """One thread with one object to ask; a newer question of a topic replaces the older.

    Signals:
        unhandled: an exception for which the question had no `failed`.
        damaged: a CorruptStoreError, whoever else is told of it.
        not_started: why there is nothing to ask; every question fails with it.
    """

    unhandled = Signal(object)  # Exception
    damaged = Signal(object)
    not_started = Signal(object)
    _answered = Signal(object, object, object)  # question, result, error

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._waiting: deque[_Question[T]] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._running: _Question[T] | None = None
        self._asked: T | None = None
        self._interrupt: Callable[[], None] | None = None
        self._thread: threading.Thread | None = None
        self._answered.connect(self._on_answered)

    @property
    def shared(self) -> Lane[T]:
        """The lane that has the thread."""
        return self

    def start(
        self,
        make: Callable[[], T],
        *,
        interrupt: Callable[[T], None] | None = None,
        close: Callable[[T], None] | None = None,
    ) -> None:
        """Start the thread; `make` runs in it, and questions asked before then wait for it."""
        run = threading.Thread(
            target=self._run, args=(make, interrupt, close), name=self._name, daemon=True
        )
        self._thread = run
        run.start()

    def submit(
        self,
        ask: Callable[[T], object],
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        topic: str = "",
        urgent: bool = False,
        asker: QObject | None = None,
    ) -> None:
        """Ask; `done` or `failed` is called later in the window's thread.

        A question of the same non-empty `topic` that still waits is dropped without an answer, and
        one under way is interrupted. `urgent` questions go before the others. Nothing is answered
        to an `asker` that exists no more.
        """
        question = _Question(ask, done, failed, topic, urgent, asker)
        with self._wake:
            if topic:
                self._drop(topic)
            if urgent:
                self._waiting.appendleft(question)
            else:
                self._waiting.append(question)
            self._wake.notify()

    def cancel(self, topic: str) -> None:
        """Drop the questions of `topic`, and interrupt the one under way."""
        with self._wake:
            self._drop(topic)

    def close(self, timeout: float = 5.0) -> None:
        """Answer nothing more, finish the question under way, and end the thread."""
        with self._wake:
            self._closing = True
            self._waiting.clear()
            if self._interrupt:
                self._interrupt()
            self._wake.notify()
        if self._thread:
            self._thread.join(timeout)

    def drain(self, timeout: float) -> None:
        """Finish every waiting question, then end the thread: used where nothing may be lost."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread:
            self._thread.join(timeout)

    def _drop(self, topic: str) -> None:
        self._waiting = deque(q for q in self._waiting if q.topic != topic)
        if self._running and self._running.topic == topic and self._interrupt:
            self._interrupt()

    def _run(
        self,
        make: Callable[[], T],
        interrupt: Callable[[T], None] | None,
        close: Callable[[T], None] | None,
    ) -> None:
        try:
            asked = make()
        except Exception as error:
            log.exception("%s could not start", self._name)
            self._emit(None, None, error)
            while (question := self._next()) is not None:
                self._emit(question, None, error)
            return
        if interrupt:
            self._interrupt = lambda: interrupt(asked)
        while (question := self._next()) is not None:
            self._answer(asked, question)
            del question  # whoever asked would live until somebody asks again
        with self._wake:
            self._interrupt = None  # what is closed next can be stopped no more
        if close:
            close(asked)

    def _next(self) -> _Question[T] | None:
        with self._wake:
            self._running = None
            while not self._waiting and not self._closing:
                self._wake.wait()
            if not self._waiting:
                return None
            self._running = self._waiting.popleft()
            return self._running

    def _answer(self, asked: T, question: _Question[T]) -> None:
        try:
            result = question.ask(asked)
        except CancelledError as error:
            if question.failed and not question.topic:
                self._emit(question, None, error)
        except Exception as error:
            self._emit(question, None, error)
        else:
            self._emit(question, result, None)

    def _emit(self, question: _Question[T] | None, result: object, error: object) -> None:
        if isValid(self):
            self._answered.emit(question, result, error)

    @Slot(object, object, object)
    def _on_answered(self, question: _Question[T] | None, result: object, error: object) -> None:
        if isinstance(error, Exception):
            self._tell_of(question, error)
        if question and question.asker is not None and not isValid(question.asker):
            return
        if isinstance(error, Exception):
            if question and question.failed:
                if _alive(question.failed):
                    question.failed(error)
            else:
                self.unhandled.emit(error)
        elif question and question.done and _alive(question.done):
            question.done(result)

    def _tell_of(self, question: _Question[T] | None, error: Exception) -> None:
        if isinstance(error, CorruptStoreError):
            self.damaged.emit(error)
        elif question is None:
            self.not_started.emit(error)


class WindowLane(Lane[T]):
    """A lane as one of several windows sees it.

    Its topics are its own, and so are the errors that nobody takes; nothing is answered once the
    window is gone.
    """

    def __init__(self, shared: Lane[T], parent: QObject) -> None:
        super().__init__("window", parent)
        self._shared = shared
        self._own = f"{id(self)} "

    @property
    def shared(self) -> Lane[T]:
        """The lane that has the thread."""
        return self._shared

    def submit(
        self,
        ask: Callable[[T], object],
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        topic: str = "",
        urgent: bool = False,
        asker: QObject | None = None,
    ) -> None:
        """Ask the shared lane."""
        own_topic = self._own + topic if topic else ""
        told = failed or self.unhandled.emit
        self._shared.submit(ask, done, told, topic=own_topic, urgent=urgent, asker=asker or self)

    def cancel(self, topic: str) -> None:
        """Drop this window's questions of `topic`."""
        self._shared.cancel(self._own + topic)


def _alive(receiver: Callable[..., None]) -> bool:
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
