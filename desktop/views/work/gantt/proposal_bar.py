"""The strip that asks what becomes of tasks that a change pushes along."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.views.theme import look


class ProposalBar(QWidget):
    """Stands above the chart while a change waits for a word.

    Signals:
        applied: with all that it pushes.
        applied_alone: the change alone.
        given_up: nothing of it.
    """

    applied = Signal()
    applied_alone = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.apply = QPushButton(_("Apply"), self)
        self.alone = QPushButton(_("Only this"), self)
        self.stop = QPushButton(_("Cancel"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.addWidget(self.words, 1)
        for button in (self.apply, self.alone, self.stop):
            layout.addWidget(button)
        self.setAutoFillBackground(True)
        self.apply.clicked.connect(self.applied)
        self.alone.clicked.connect(self.applied_alone)
        self.stop.clicked.connect(self.given_up)
        self.hide()

    def ask(self, moved: int, *, several: bool) -> None:
        """Ask about a change that moves so many other tasks."""
        words = ngettext("{count} task moves along.", "{count} tasks move along.", moved)
        self.words.setText(words.format(count=format_number(moved, language())))
        self.alone.setText(_("Only these") if several else _("Only this"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, look().colour("accent_soft"))
        self.setPalette(palette)
        ink = self.words.palette()
        ink.setColor(QPalette.ColorRole.WindowText, look().colour("on_accent_soft"))
        self.words.setPalette(ink)
        self.show()
        self.apply.setFocus()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Esc; Enter presses the button that has the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.focusWidget()
            if isinstance(button, QPushButton):
                button.click()
        else:
            super().keyPressEvent(event)
