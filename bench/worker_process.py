"""A real worker process, asked over its pipes as the window does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from desktop.core.filters import Json
from desktop.core.messages import Answer, Decoder, Failure, Message, Request, encode

ROOT = Path(__file__).resolve().parents[1]


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

    def send(self, request: str, **arguments: Json) -> int:
        """Ask for something and return the number of the request."""
        self._number += 1
        self._write(Request(self._number, request, arguments))
        return self._number

    def read_until(self, wanted: Callable[[Message], bool]) -> list[Message]:
        """Return all messages up to the first that is wanted; fail if the process ends first."""
        seen: list[Message] = []
        while data := os.read(self._stdout.fileno(), 65536):
            seen += self._decoder.feed(data)
            if any(map(wanted, seen)):
                return seen
        raise RuntimeError(f"the worker ended after {seen[-3:]}")

    def answer(self, request: str, **arguments: Json) -> Any:  # noqa: ANN401 - each has its own
        """Ask for something and return the answer, whatever else is told meanwhile."""
        ends = partial(_ends, self.send(request, **arguments))
        (last,) = filter(ends, self.read_until(ends))
        if isinstance(last, Answer):
            return last.value
        raise RuntimeError(f"{request}: {last}")

    def kill(self) -> None:
        """End the process as `kill -9` does."""
        self.process.kill()
        self.process.wait()
        self._stdin.close()
        self._stdout.close()

    @property
    def _stdin(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdin)

    @property
    def _stdout(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdout)

    def _write(self, message: Message) -> None:
        self._stdin.write(encode(message))
        self._stdin.flush()


def _ends(number: int, message: Message) -> bool:
    return isinstance(message, Answer | Failure) and message.id == number
