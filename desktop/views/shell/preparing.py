"""Says that the data is made ready, while there is no window yet: a long migration is no crash."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Final, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.theme import look

T = TypeVar("T")
DELAY_MS: Final = 400  # what takes no longer needs no words
WIDTH: Final = 360


class Preparing(QWidget):
    """A sentence and a bar that only moves: nobody knows how long it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("Lienhe"))
        words = QLabel(_("Preparing the data…"), self)
        words.setFont(look().font("lead", 600))
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Preparing the data…"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(bar)
        self.setFixedWidth(look().px(WIDTH))


async def shown_while(work: Awaitable[T]) -> T:
    """Return what `work` returns; if that takes its time, a person sees that something goes on."""
    shown = Preparing()
    delay = QTimer(shown, singleShot=True, interval=DELAY_MS)
    delay.timeout.connect(shown.show)
    delay.start()
    try:
        return await work
    finally:
        delay.stop()
        shown.hide()
        shown.deleteLater()
