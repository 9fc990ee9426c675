"""The box in which something is asked or told: one look for all of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from desktop.views.icons import pixmap
from desktop.views.theme import look

TITLE: Final = "Lienhe"
PICTURE: Final = 32
WIDTH: Final = 320
# Pictures and their colours.
ASKS: Final = ("circle-question-mark", "accent")
TELLS: Final = ("info", "accent")
WARNS: Final = ("triangle-alert", "warning")


def message_box(
    kind: tuple[str, str], sentence: str, detail: str = "", parent: QWidget | None = None
) -> QMessageBox:
    """Return a box with a picture, a sentence and more words below; its buttons are to be added."""
    box = QMessageBox(parent)
    box.setWindowTitle(TITLE)
    box.setText(sentence)
    box.setInformativeText(detail)
    name, role = kind
    colour = look().colour(role).name()
    box.setIconPixmap(pixmap(name, PICTURE, colour, box.devicePixelRatioF()))
    for label in box.findChildren(QLabel):
        if label.text() == sentence:
            label.setFont(look().font("lead", QFont.Weight.DemiBold))
            if label.sizeHint().width() < look().px(WIDTH):  # a wider one finds its own width
                label.setMinimumWidth(look().px(WIDTH))
    return box
