"""What somebody who hears the screen or has no pointer would miss, in all windows of a process."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QMenu, QWidget

from tests.journeys.looking import parts, plain, windows


def nameless() -> list[str]:
    """Return what the tabulator reaches and no screen reader could name."""
    return [_described(widget) for widget in parts() if _is_reached(widget) and not _name(widget)]


def clashes() -> list[str]:
    """Return the letters that two things in front answer to, so that neither is done at once."""
    front = windows()[0]
    buttons = [one for one in front.findChildren(QAbstractButton) if one.isVisible()]
    found = Counter(one.shortcut().toString() for one in buttons if not one.shortcut().isEmpty())
    if isinstance(front, QMenu):
        found = Counter(_letter(action.text()) for action in front.actions() if action.isEnabled())
    return [letter for letter, count in found.items() if letter and count > 1]


def _is_reached(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
    area = widget.parentWidget()
    is_inner = isinstance(area, QAbstractScrollArea) and area.viewport() is widget
    return takes and not is_inner and widget.focusProxy() is None


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name)


def _described(widget: QWidget) -> str:
    return f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"


def _letter(text: str) -> str:
    return "" if plain(text) == text else text.replace("&&", "").partition("&")[2][:1].lower()
