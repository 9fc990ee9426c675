"""Asking for a statistic portion by portion, so that cards are opened in between."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import AppError
from desktop.core.i18n import _
from desktop.core.ports import Reads
from desktop.core.statistics import Counting, StatisticsQuery
from desktop.views.jobs import SOMETHING_WRONG, Jobs


class StatisticsReading(QObject):
    """Asks the card reader; a newer question lets the older one be.

    Signals:
        answered: the Statistics.
        advanced: how many records of how many were looked at.
        failed: a sentence.
    """

    answered = Signal(object)
    advanced = Signal(object, object)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._query: StatisticsQuery | None = None
        self._topic = f"statistics {id(self)}"

    @property
    def is_busy(self) -> bool:
        """Whether something is being counted."""
        return self._query is not None

    def ask(self, query: StatisticsQuery) -> None:
        """Count; what was under way is stopped."""
        self._query = query
        self._go_on(None)

    def cancel(self) -> None:
        """Count no more."""
        self._query = None
        self._jobs.cards.cancel(self._topic)

    def _go_on(self, counting: Counting | None) -> None:
        query = self._query
        if query is None:
            return

        def ask(reads: Reads) -> Counting:
            return reads.statistics(query, counting)

        self._jobs.cards.submit(ask, self._on_counted, self._on_failed, topic=self._topic)

    @Slot(object)
    def _on_counted(self, counting: Counting) -> None:
        if counting.query is not self._query:
            return  # a newer question was asked meanwhile
        if counting.answer is None:
            self.advanced.emit(counting.done, counting.last)
            self._go_on(counting)
            return
        self._query = None
        self.answered.emit(counting.answer)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self._query is None:
            return
        self._query = None
        self._jobs.report(error)
        self.failed.emit(str(error) if isinstance(error, AppError) else _(SOMETHING_WRONG))
