"""A real worker process, asked over its pipes as the window does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.core.messages import Decoder, Message, Request, encode

ROOT = Path(__file__).resolve().parents[2]


class WorkerProcess:
    """Starts `python -m desktop --worker PROFILE`; killed at the end of the `with`."""

    def __init__(self, profile: Path) -> None:
        command = [sys.executable, "-m", "desktop", "--worker", str(profile)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._decoder = Decoder()
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def send(self, request: str, **arguments: Any) -> int:
        self._number += 1
        self._write(Request(self._number, request, arguments))
        return self._number

    def read_until(self, wanted: Callable[[Message], bool]) -> list[Message]:
        """Return all messages up to the first that is wanted; fail if the process ends first."""
        assert self.process.stdout is not None
        seen: list[Message] = []
        while data := os.read(self.process.stdout.fileno(), 65536):
            seen += self._decoder.feed(data)
            if any(map(wanted, seen)):
                return seen
        raise AssertionError(f"the worker ended after {seen[-3:]}")

    def kill(self) -> None:
        """End the process as `kill -9` does."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def _write(self, message: Message) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(encode(message))
        self.process.stdin.flush()
