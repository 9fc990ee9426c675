"""The worker's requests answered by a thread of the test: the port `core.ports.Worker`."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from desktop.core.errors import CancelledError
from desktop.services.long_work import LongWork, Report, get_handler


class InProcessWorker:
    """Runs one request after the other; arguments and answers pass through JSON as in the pipe."""

    def __init__(self, surround: Callable[[Report], LongWork]) -> None:
        self._surround = surround
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="worker of the test")
        self.asked: list[str] = []
        self.held = threading.Event()  # cleared: long work stands still at its next report
        self.held.set()

    async def ask(
        self,
        request: str,
        arguments: Mapping[str, Any],
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Any:
        loop = asyncio.get_event_loop()
        cancelled = threading.Event()
        self.asked.append(request)

        def report(done: int, of: int = 0, what: str = "") -> None:
            self.held.wait(10)
            if cancelled.is_set():
                raise CancelledError
            if progress is not None:
                loop.call_soon_threadsafe(progress, done, of, what)

        sent = json.loads(json.dumps(dict(arguments)))

        def run() -> Any:
            answer = get_handler(request)(self._surround(report), **sent)
            return json.loads(json.dumps(answer))

        try:
            return await asyncio.wrap_future(self._pool.submit(run), loop=loop)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    def close(self) -> None:
        self.held.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
