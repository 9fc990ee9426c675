"""What long work in the worker process gets, and the register of what can be asked for.

A request is named like a command (`import.run`) and guarded by the same right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.core.filters import Json
from desktop.core.permissions import Actor
from desktop.core.ports import Reads
from desktop.store.work import Store


class Report(Protocol):
    """Tells the person how far the work is, and stops it when the person cancelled."""

    def __call__(self, done: int, of: int = 0, what: str = "") -> None:
        """Report; raise CancelledError if the work is not wanted any more."""
        ...


@dataclass(frozen=True, slots=True)
class LongWork:
    """Everything that a request may use; made anew for each."""

    store: Store
    actor: Actor
    reads: Callable[[], Reads]  # opens a reader in the calling thread
    profile: Path
    report: Report


Handler = Callable[..., Json]  # (LongWork, **arguments)
_handlers: dict[str, Handler] = {}


def long_work(name: str) -> Callable[[Handler], Handler]:
    """Offer the decorated function to the window as the request `name`."""

    def register(handler: Handler) -> Handler:
        if name in _handlers:
            raise ValueError(f"two requests are called {name!r}")
        _handlers[name] = handler
        return handler

    return register


def get_handler(name: str) -> Handler:
    """Return what does the request `name`; raise KeyError."""
    return _handlers[name]
