"""The end of a closed window, while the program goes on with others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow

WAIT_MS: Final = 300  # answers on their way still hold those who asked


class WindowEnd(QObject):
    """Waits for the work that the worker does for a window, then lets go of all it consists of.

    Python's side of a widget that Qt made (a header, a viewport) does not hear of its end: left
    alone until the next collection, it might stand for whatever Qt puts into the same memory.

    Signals:
        gone: windows exist no more, and a collection is due; whether the first was among them.
    """

    gone = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._leaving: list[MainWindow] = []
        self._was_first = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def begin(self, window: MainWindow) -> None:
        """Take over a window that was closed."""
        self._leaving.append(window)
        window.jobs.rested.connect(self._on_jobs_rested)
        self._on_jobs_rested()

    def stop(self) -> None:
        """Let go of nothing any more: the program ends, and everything with it."""
        self._timer.stop()
        self._leaving.clear()

    @Slot()
    def _on_jobs_rested(self) -> None:
        """Stop what else a window does: an import of its was whole before."""
        for window in self._leaving:
            if window.jobs.is_resting:
                window.jobs.cancel_all()
        self._timer.start()

    @Slot()
    def _on_timer_timeout(self) -> None:
        done = [window for window in self._leaving if window.jobs.is_resting]
        self._leaving = [window for window in self._leaving if not window.jobs.is_resting]
        for window in done:
            self._was_first = self._was_first or window.number == 1
            window.jobs.end()
            window.deleteLater()
        del done
        QTimer.singleShot(0, self, self._tell)

    @Slot()
    def _tell(self) -> None:
        was_first, self._was_first = self._was_first, False
        self.gone.emit(was_first)
