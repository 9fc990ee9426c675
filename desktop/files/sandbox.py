"""Runs a parser of foreign files in a process of its own, with limits, and kills it when told.

A fresh interpreter, as Windows and macOS cannot fork. Whatever happens to it (crash, endless loop,
out of memory) becomes a FileProblem here; the caller's process is never harmed.
"""

from __future__ import annotations

import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import desktop
from desktop.core.errors import CancelledError
from desktop.core.i18n import _
from desktop.files.child import CHILD_SWITCH
from desktop.files.errors import FileProblem, Problem
from desktop.files.frames import BrokenFrameError, pack, read_frame, unpack

log = logging.getLogger(__name__)

Cancelled = Callable[[], bool]

_WAITING_FRAMES: Final = 4  # read ahead of the consumer
_PATIENCE: Final = 20  # limits of waiting may be spent on computing, in a file of many parts
_TICK: Final = 0.05  # seconds between looks at cancel and deadline
_FAREWELL: Final = 5.0  # seconds for a killed process to be gone


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading process: bytes of memory, seconds without any sign of it.

    The time that the caller takes for what it was given does not count.
    """

    memory: int = 512 * 1024 * 1024
    seconds: int = 60


def never() -> bool:
    """Say that nobody cancels."""
    return False


class ChildRun:
    """One run of a function of the reading process; iterate over what it gives, then close.

    Args:
        function: a name in `child.FUNCTIONS`.
        arguments: what it needs, in JSON form; "path" names the file in messages.
        limits: memory and time.
        cancelled: asked every 50 ms; when it says True the process is killed.
    """

    def __init__(
        self,
        function: str,
        arguments: Mapping[str, object],
        limits: Limits | None = None,
        cancelled: Cancelled = never,
    ) -> None:
        self._limits = limits or Limits()
        self._cancelled = cancelled
        self._name = Path(str(arguments["path"])).name
        self._frames: queue.Queue[bytes | None] = queue.Queue(_WAITING_FRAMES)
        self._closed = threading.Event()
        self._process = _start(self._name)
        self._reader = threading.Thread(target=self._read, name="file reader", daemon=True)
        self._reader.start()
        self._ask(function, arguments)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[dict[str, object]]:
        """Give each message of the function; at the end, whatever it was, the process is gone.

        Raises:
            FileProblem: the file is at fault, or the process died or took too long.
            CancelledError: the person cancelled.
        """
        try:
            yield from self._messages()
        finally:
            self.close()

    def _messages(self) -> Iterator[dict[str, object]]:
        while (message := self._next()) is not None:
            if "end" in message:
                return
            if "problem" in message:
                raise _told(message, self._name)
            if "failed" in message:
                log.info("the reading process failed: %s", message["failed"])
                raise FileProblem(Problem.READER_DIED, name=self._name)
            yield message
        log.info("the reading process ended by itself: %s", self._process.wait(_FAREWELL))
        raise FileProblem(Problem.READER_DIED, name=self._name)

    def close(self) -> None:
        """Kill the process if it still runs; may be called twice and from any thread."""
        self._closed.set()
        self._process.kill()
        self._process.wait(_FAREWELL)
        self._reader.join(_FAREWELL)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close_quietly(pipe)

    def _ask(self, function: str, arguments: Mapping[str, object]) -> None:
        request = {
            "function": function,
            "arguments": dict(arguments),
            "memory": self._limits.memory,
            "seconds": self._limits.seconds * _PATIENCE,
        }
        pipe = self._process.stdin
        if pipe is None:
            return
        try:
            pipe.write(pack(request))
            pipe.flush()
        except OSError:  # it died at once; the reader sees the end of its output
            log.info("the reading process took no request")

    def _next(self) -> dict[str, object] | None:
        """Wait for the next message; None when the output has ended."""
        started = time.monotonic()
        while True:
            if self._cancelled() or self._closed.is_set():
                self.close()
                raise CancelledError(_("Reading the file was cancelled."))
            try:
                body = self._frames.get(timeout=_TICK)
            except queue.Empty:
                if time.monotonic() - started > self._limits.seconds:
                    raise FileProblem(
                        Problem.TOO_SLOW, name=self._name, seconds=self._limits.seconds
                    ) from None
                continue
            return None if body is None else self._unpacked(body)

    def _unpacked(self, body: bytes) -> dict[str, object]:
        try:
            return unpack(body)
        except BrokenFrameError as error:
            raise FileProblem(Problem.READER_DIED, name=self._name) from error

    def _read(self) -> None:
        """Move messages from the pipe to the queue until the end; runs in the reader thread."""
        stream = self._process.stdout
        body: bytes | None = b""
        while body is not None and stream is not None:
            try:
                body = read_frame(stream)
            except (BrokenFrameError, OSError, ValueError):
                body = None
            while not self._closed.is_set():
                try:
                    self._frames.put(body, timeout=_TICK)
                    break
                except queue.Full:
                    continue


def run_in_child(
    function: str,
    arguments: Mapping[str, object],
    limits: Limits | None = None,
    cancelled: Cancelled = never,
) -> Iterator[dict[str, object]]:
    """Give each message of a function of the reading process; see ChildRun.

    The process is gone when the iteration ends, is closed or fails.
    """
    with ChildRun(function, arguments, limits, cancelled) as run:
        yield from run


def child_command() -> list[str]:
    """Return the command that starts a reading process, in a bundle the program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_SWITCH]
    return [sys.executable, "-X", "utf8", "-m", "desktop.files.child"]


def _start(name: str) -> subprocess.Popen[bytes]:
    sources = str(Path(desktop.__file__).resolve().parent.parent)
    paths = [sources, os.environ.get("PYTHONPATH", "")]
    try:
        return subprocess.Popen(  # noqa: S603 - our own program
            child_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileProblem(Problem.READER_MISSING, name=name, reason=reason) from error


def _told(message: Mapping[str, object], name: str) -> FileProblem:
    """Return the problem that the reading process told; one we do not know is its death."""
    values = message.get("values")
    try:
        problem = Problem(str(message["problem"]))
        return FileProblem(problem, **(values if isinstance(values, dict) else {})).named(name)
    except (ValueError, KeyError, TypeError):
        return FileProblem(Problem.READER_DIED, name=name)


def _close_quietly(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        log.debug("a pipe to the reading process was broken")
