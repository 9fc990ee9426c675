"""Reading from the centre in a thread of its own, while what came before is written."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from queue import Empty, Full, Queue
from typing import Final, Generic, TypeVar

from desktop.sync.errors import offline

T = TypeVar("T")

DEPTH: Final = 3  # portions that wait to be written
_STEP_SECONDS: Final = 0.2
_LONGEST_SECONDS: Final = 300.0  # for one portion; calls have their own, shorter deadlines


class ReadAhead(Generic[T]):
    """Goes through a generator in a thread; iterate over it, and `close` it.

    The first portion is read by the one who asks: few tables have more, and a thread for each would
    cost more than it gains.
    """

    def __init__(self, portions: Generator[T, None, None]) -> None:
        self._portions = portions
        self._came: Queue[T | None] = Queue(DEPTH)
        self._error: BaseException | None = None
        self._is_over = threading.Event()
        self._thread: threading.Thread | None = None

    def __iter__(self) -> Iterator[T]:
        for first in self._portions:
            yield first
            break
        else:
            return
        self._thread = threading.Thread(target=self._run, name="copy", daemon=True)
        self._thread.start()
        while (portion := self._next()) is not None:
            yield portion
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Read no further; returns when the thread has ended."""
        self._is_over.set()
        if self._thread is None:
            self._portions.close()
        else:
            self._thread.join()

    def _next(self) -> T | None:
        try:
            return self._came.get(timeout=_LONGEST_SECONDS)
        except Empty as error:
            raise offline() from error

    def _run(self) -> None:
        try:
            for portion in self._portions:
                self._put(portion)
                if self._is_over.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 - it is raised where the portions are used
            self._error = error
        finally:
            self._portions.close()
            self._put(None)

    def _put(self, portion: T | None) -> None:
        while not self._is_over.is_set():
            try:
                self._came.put(portion, timeout=_STEP_SECONDS)
            except Full:
                continue
            return
