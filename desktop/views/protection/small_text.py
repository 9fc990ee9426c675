"""Labels of several lines: plain, or small and quiet."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.theme import look


def words(text: str, parent: QWidget) -> QLabel:
    """Return a text of several lines."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    return label


def remark(text: str, parent: QWidget) -> QLabel:
    """Return a quiet text of several lines."""
    label = words(text, parent)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def heading(text: str, parent: QWidget) -> QLabel:
    """Return what stands above the others."""
    label = words(text, parent)
    label.setFont(look().font("title", 600))
    return label
