"""What a person does in the windows of this process: keys, letters, clicks, drops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QMainWindow,
    QMenu,
    QTabBar,
    QWidget,
)

from tests.journeys.looking import items_of, parts, plain, texts_of, windows

Fits = Callable[[str], bool]
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def press(keys: str) -> bool:
    """Press one combination of keys, such as `Ctrl+S`, where the keyboard is."""
    combination, receiver = QKeySequence(keys)[0], _receiver()
    if receiver is None:
        return False
    QTest.keyClick(receiver, combination.key(), combination.keyboardModifiers())
    return True


def copy(text: str) -> bool:
    """Put a text on the clipboard, as another program does."""
    QApplication.clipboard().setText(text)
    return True


def type_text(text: str) -> bool:
    """Type as a Vietnamese input method does: plain letters as keys, others as committed text."""
    for letter in text:
        receiver = _receiver()
        if receiver is None:
            return False
        if letter.isascii():
            QTest.keyClick(receiver, letter)
            continue
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(receiver, event)
    return True


def click(text: str, *, double: bool = False, exact: bool = False) -> bool:
    """Click on what shows a text; return whether it is there and can be clicked."""
    found = find(text, exact=exact)
    if found is None:
        return False
    widget, point = found
    at = point or QPoint(min(widget.width() // 2, 40), widget.height() // 2)
    act = QTest.mouseDClick if double else QTest.mouseClick
    if double:
        QTest.mouseClick(widget, LEFT, NONE, at)
    act(widget, LEFT, NONE, at)
    return True


def find(text: str, *, exact: bool = False) -> tuple[QWidget, QPoint | None] | None:
    """Return the widget that shows a text, and where in it; buttons before everything else."""

    def fits(shown: str) -> bool:
        return shown == text if exact else text in shown

    visible = list(parts())
    for widget in visible:
        if isinstance(widget, QAbstractButton) and widget.isEnabled():
            names = (plain(widget.text()), widget.accessibleName(), widget.toolTip())
            if any(map(fits, names)):
                return widget, None
    for widget in visible:
        if (found := _part_of(widget, fits)) is not None:
            return found
    return None


def _part_of(widget: QWidget, fits: Fits) -> tuple[QWidget, QPoint | None] | None:
    if isinstance(widget, QMenu):
        actions = [a for a in widget.actions() if fits(plain(a.text())) and a.isEnabled()]
        places = [(widget, widget.actionGeometry(action).center()) for action in actions]
    elif isinstance(widget, QTabBar):
        shown = [n for n in range(widget.count()) if widget.isTabVisible(n)]
        tabs = [n for n in shown if fits(plain(widget.tabText(n)))]
        places = [(widget, widget.tabRect(tab).center()) for tab in tabs]
    elif isinstance(widget, QAbstractItemView):
        return _item_in(widget, fits)
    else:
        places = [(widget, None)] if any(map(fits, texts_of(widget))) else []
    return places[0] if places and widget.isEnabled() else None


def _item_in(view: QAbstractItemView, fits: Fits) -> tuple[QWidget, QPoint] | None:
    for index, shown in items_of(view):
        if fits(shown):
            view.scrollTo(index)
            return view.viewport(), view.visualRect(index).center()
    return None


def choose(name: str, text: str) -> bool:
    """Choose in a box of choices, by its accessible name."""
    for widget in parts():
        if isinstance(widget, QComboBox) and widget.accessibleName() == name:
            index = widget.findText(text)
            if index >= 0:
                widget.setCurrentIndex(index)
                widget.activated.emit(index)
                return True
    return False


def drop(path: str) -> bool:
    """Drop a file on the main window."""
    window = next(window for window in windows() if isinstance(window, QMainWindow))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(Path(path)))])
    at = window.rect().center()
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(at, copy, mime, LEFT, NONE))
    return QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, mime, LEFT, NONE))


def accept_file() -> bool:
    """Accept what the file dialog in front proposes."""
    for widget in parts():
        if isinstance(widget, QFileDialog):
            widget.accept()
            return True
    return False


def resize(width: int, height: int) -> bool:
    """Give the main window another size."""
    next(window for window in windows() if isinstance(window, QMainWindow)).resize(width, height)
    return True


def _receiver() -> QWidget | None:
    """Return what has the keyboard; None as long as there is no window."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = app.activePopupWidget() or app.focusWidget() or app.activeWindow()
    return found or next(iter(windows()), None)
