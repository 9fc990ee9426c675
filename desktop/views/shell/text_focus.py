"""The text field that has the focus: cut, copy, paste and select all go there."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)


def is_text_field(widget: QWidget | None) -> bool:
    """Tell whether letters typed now become text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox)


class TextFocus(QObject):
    """Carries out the text actions on the field that has the focus."""

    def is_there(self) -> bool:
        """Tell whether a text field has the focus."""
        return self._field() is not None

    def cut(self) -> None:
        """Cut the marked text."""
        if field := self._field():
            field.cut()

    def copy(self) -> None:
        """Copy the marked text."""
        if field := self._field():
            field.copy()

    def paste(self) -> None:
        """Paste text."""
        if field := self._field():
            field.paste()

    def select_all(self) -> None:
        """Mark all text."""
        if field := self._field():
            field.selectAll()

    @staticmethod
    def _field() -> QLineEdit | QTextEdit | QPlainTextEdit | None:
        widget = QApplication.focusWidget()
        if isinstance(widget, QAbstractSpinBox | QComboBox):
            widget = widget.findChild(QLineEdit)
        return widget if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit) else None
