"""Long work on the window's thread in short steps, so that the window never stands still."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from typing import Final, TypeVar

from desktop.views.printing.pages import Pages
from desktop.views.printing.sheet import PrintLine

T = TypeVar("T")
STEP_SECONDS: Final = 0.008  # half a frame; the other half is the window's
LINES_AT_ONCE: Final = 8  # between two looks at the clock


async def in_steps(parts: Sequence[T]) -> AsyncIterator[tuple[int, T]]:
    """Yield each part with its number, and let the window have its turn between steps."""
    end = time.perf_counter() + STEP_SECONDS
    for number, part in enumerate(parts):
        if time.perf_counter() > end:
            await asyncio.sleep(0.001)
            end = time.perf_counter() + STEP_SECONDS
        yield number, part


async def lay_out(pages: Pages, lines: Sequence[PrintLine]) -> None:
    """Place all lines on pages."""
    starts = range(0, len(lines), LINES_AT_ONCE)
    async for _number, start in in_steps(starts):
        pages.add(lines[start : start + LINES_AT_ONCE])
