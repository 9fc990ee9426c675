"""Tells of a bug of ours: nothing typed is lost, here is the report, and one can go on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot, qVersion
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import Clock, SystemClock
from desktop.core.crash_report import report_text
from desktop.core.i18n import N_, _
from desktop.views.theme import look
from desktop.views.widgets.round_text import round_corners

MOST: Final = 5  # reports shown in one session: a bug that repeats must not fill the screen
REASSURANCE: Final = N_(
    "What you saved is safe, and what you typed is kept as a draft. If it happens again, send this"
    " report to whoever looks after the program. It holds no customer's data."
)
log = logging.getLogger(__name__)


class CrashDialog(QDialog):
    """Shows one report.

    Signals:
        logs_asked: the person wants to see the log files.
    """

    logs_asked = Signal()

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = QLabel(_("The program made a mistake. You can go on working."), self)
        head.setFont(look().font("lead", 600))
        head.setWordWrap(True)
        words = QLabel(_(REASSURANCE), self)
        words.setWordWrap(True)
        self.text = QPlainTextEdit(report, self)
        round_corners(self.text)
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(_("Error report"))
        self.copy = QPushButton(_("Copy report"), self)
        self.copy.clicked.connect(self._on_copy_clicked)
        logs = QPushButton(_("Open the log folder"), self)
        logs.clicked.connect(self.logs_asked)
        self.go_on = QPushButton(_("Go on"), self)
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self.accept)
        self.go_on.setFocus()  # not the report: whoever goes on typing must not be caught in it
        self._place_parts([head, words], logs)
        self.resize(look().px(640), look().px(460))

    def _place_parts(self, words: Sequence[QWidget], logs: QPushButton) -> None:
        buttons = QHBoxLayout()
        for button in (self.copy, logs):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in words:
            layout.addWidget(widget)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(_("Copied"))


class CrashWatch(QObject):
    """Catches what nobody caught, in any thread, and shows it in the window's thread.

    Signals:
        caught: an exception from another thread.
    """

    caught = Signal(object)

    def __init__(
        self,
        logs: Path,
        actions: Iterable[str],
        window: QWidget | None = None,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(window)
        self._logs = logs
        self._actions = actions
        self._window = window
        self._clock = clock or SystemClock()
        self._dialog: CrashDialog | None = None
        self._shown = 0
        self.caught.connect(self.show_error)

    def install(self) -> None:
        """Take over from Python what nobody catches."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_thread_uncaught

    @staticmethod
    def uninstall() -> None:
        """Give it back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Show the report of an error; one at a time, and not for ever."""
        if self._dialog is not None or self._shown >= MOST:
            return
        self._shown += 1
        report = report_text(
            error, at=self._clock.now(), actions=self._actions, facts={"Qt": qVersion()}
        )
        self._dialog = CrashDialog(report, self._window)
        self._dialog.logs_asked.connect(self.open_logs)
        self._dialog.finished.connect(self._on_dialog_finished)
        self._dialog.open()

    @Slot()
    def open_logs(self) -> None:
        """Show the folder of the log files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._logs)))

    def _on_dialog_finished(self, _result: int) -> None:
        self._dialog = None

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException, stack: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, stack)
            return
        log.error("nobody caught this", exc_info=(kind, error, stack))
        self.caught.emit(error)

    def _on_thread_uncaught(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value or args.exc_type()
        log.error("nobody caught this in a thread", exc_info=error)
        self.caught.emit(error)
