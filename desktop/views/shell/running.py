"""Long work under way, as the status bar shows it: what, how far, and how to stop it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass

if TYPE_CHECKING:
    import asyncio

    from desktop.views.jobs import Jobs


@dataclass(slots=True)
class Work:
    """One piece of work that a person waits for."""

    title: str
    cancel: Callable[[], object] | None = None
    done: int = 0
    of: int = 0  # 0 = nobody knows
    what: str = ""


class RunningWork(QObject):
    """Keeps the work that is under way, the oldest first.

    Signals:
        changed: work began, went on or ended.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._works: list[Work] = []

    @property
    def works(self) -> tuple[Work, ...]:
        """The work under way."""
        return tuple(self._works)

    def begin(self, title: str, cancel: Callable[[], object] | None = None) -> Work:
        """Show that work begins; `cancel` is called when the person wants it stopped."""
        work = Work(title, cancel)
        self._works.append(work)
        self.changed.emit()
        return work

    def advance(self, work: Work, done: int, of: int = 0, what: str = "") -> None:
        """Show how far work is."""
        work.done, work.of, work.what = done, of, what
        self.changed.emit()

    def end(self, work: Work) -> None:
        """Show the work no longer."""
        if work in self._works:
            self._works.remove(work)
            self.changed.emit()

    async def ask(
        self, jobs: Jobs, title: str, request: str, arguments: Mapping[str, Json]
    ) -> Json:
        """Let the worker do something long, shown and stoppable, and return its answer."""
        import asyncio

        task: asyncio.Task[object] | None = asyncio.current_task()
        work = self.begin(title, task.cancel if task else None)

        def progress(done: int, of: int, what: str) -> None:
            self.advance(work, done, of, what)

        try:
            return await jobs.ask(request, arguments, progress)
        finally:
            self.end(work)
