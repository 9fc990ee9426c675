"""The steps of a test, each with a tick or with what went wrong in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.views.icons import icon
from desktop.views.mail.accounts.values import Step


class StepList(QWidget):
    """Shows steps below each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    @property
    def texts(self) -> list[str]:
        """What is said, from the top."""
        return [label.text() for label in self._labels if label.text()]

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show how a test went."""
        self._clear()
        for row, step in enumerate(steps):
            name, ink = ("check", "success") if step.is_ok else ("circle-x", "danger")
            self._add(row, name, ink, step.sentence)

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """Show one sentence in the place of steps; "" shows nothing."""
        self._clear()
        if sentence:
            name, ink = ("circle-x", "danger") if is_problem else ("loader", "muted")
            self._add(0, name, ink, sentence)

    def _add(self, row: int, name: str, ink: str, sentence: str) -> None:
        mark, words = QLabel(self), QLabel(sentence, self)
        mark.setPixmap(icon(name, ink).pixmap(16, 16))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
        self._labels += [mark, words]

    def _clear(self) -> None:
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
