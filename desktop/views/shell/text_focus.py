"""The text field that has the focus: cut, copy, paste and select all go there."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

# By name: importing the classes would cost each start of the program two milliseconds.
TEXTS: Final = ("QLineEdit", "QTextEdit", "QPlainTextEdit")
BOXES: Final = ("QAbstractSpinBox", "QComboBox")


def is_text_field(widget: QWidget | None) -> bool:
    """Tell whether letters typed now become text."""
    if widget is None:
        return False
    if any(widget.inherits(name) for name in TEXTS):
        return not widget.property("readOnly")
    if widget.inherits("QComboBox"):
        return bool(widget.property("editable"))
    return widget.inherits("QAbstractSpinBox")


class TextFocus(QObject):
    """Carries out the text actions on the field that has the focus."""

    def cut(self) -> None:
        """Cut the marked text."""
        self._call("cut")

    def copy(self) -> None:
        """Copy the marked text."""
        self._call("copy")

    def paste(self) -> None:
        """Paste text."""
        self._call("paste")

    def select_all(self) -> None:
        """Mark all text."""
        self._call("selectAll")

    @staticmethod
    def _call(name: str) -> None:
        """Call a method that all text fields have."""
        widget: Any = QApplication.focusWidget()
        if widget is not None and any(widget.inherits(box) for box in BOXES):
            widget = widget.findChild(QLineEdit)
        method = getattr(widget, name, None)
        if method is not None:
            method()
