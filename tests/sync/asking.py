"""Asking the worker as the window does."""

from __future__ import annotations

from typing import Any

from desktop.core.filters import Json
from desktop.services.long_work import LongWork, get_handler


def ask(work: LongWork, request: str, **arguments: Any) -> Any:
    """Return what a request answers."""
    answer: Json = get_handler(request)(work, **arguments)
    return answer
