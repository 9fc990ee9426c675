"""Work that the program asks for by itself: what is in the way is waited for, not complained of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from desktop.core.errors import RetryError

T = TypeVar("T")
PAUSE_SECONDS: Final = 20.0
TRIES: Final = 6  # what is in the way for two minutes is worth a word


async def until_free(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask, and again after a pause as long as the database is held by somebody else.

    Raises:
        RetryError: it was so each time.
    """
    import asyncio

    for _try in range(TRIES - 1):
        try:
            return await ask()
        except RetryError:
            await asyncio.sleep(PAUSE_SECONDS)
    return await ask()
