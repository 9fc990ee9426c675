"""Where long work of a list is shown while it goes on, with the way to stop it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from desktop.core.filters import Json
from desktop.views.jobs import Jobs


class WorkDisplay(Protocol):
    """Shows work that is under way; the window's status bar does."""

    def begin(self, title: str, cancel: Callable[[], object] | None = None) -> Any:  # noqa: ANN401 - the display's own
        """Show that work begins; `cancel` is called when the person wants it stopped."""
        ...

    def advance(self, work: Any, done: int, of: int = 0, what: str = "") -> None:  # noqa: ANN401 - as above
        """Show how far it is."""
        ...

    def end(self, work: Any) -> None:  # noqa: ANN401 - as above
        """Show it no longer."""
        ...

    async def ask(
        self, jobs: Jobs, title: str, request: str, arguments: Mapping[str, Json]
    ) -> Json:
        """Let the worker do something long, shown and stoppable, and return its answer."""
        ...
