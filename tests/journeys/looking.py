"""What a person sees in the windows of this process, as texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPoint,
    QStringListModel,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

ROWS, COLUMNS = 40, 12  # of a table that are looked at


def windows() -> list[QWidget]:
    """Return the visible windows, the one that takes the keyboard first."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    visible = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    front = app.activePopupWidget() or app.activeModalWidget() or app.activeWindow()
    return sorted(visible, key=lambda widget: widget is not front)


def parts() -> Iterator[QWidget]:
    """Yield every visible widget, those of the window in front first."""
    seen: set[int] = set()
    for window in windows():
        for widget in (window, *window.findChildren(QWidget)):
            if widget.isVisible() and id(widget) not in seen:
                seen.add(id(widget))
                yield widget


def visible_texts() -> list[str]:
    """Return every text on the screen."""
    found = [window.windowTitle() for window in windows()]
    for widget in parts():
        found += texts_of(widget)
    return [text for text in found if text]


def texts_of(widget: QWidget) -> list[str]:
    """Return the texts that one widget shows."""
    for kind, texts in _TEXTS.items():
        if isinstance(widget, kind):
            return texts(widget)
    return [widget.accessibleName()]


def items_of(view: QAbstractItemView) -> Iterator[tuple[object, str]]:
    """Yield the first items of a list, table or tree, with what they say."""
    model = view.model()
    if model is None:
        return
    heads = [model.index(row, 0, view.rootIndex()) for row in range(min(ROWS, model.rowCount()))]
    below = [
        model.index(row, 0, head)
        for head in heads
        for row in range(min(ROWS, model.rowCount(head)))
    ]
    for head in (*heads, *below):
        for column in range(_columns(model, head)):
            index = head.sibling(head.row(), column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                if text := model.data(index, role):
                    yield index, str(text)


_TEXTS: dict[type[QWidget], Callable[[Any], list[str]]] = {
    QAbstractItemView: lambda view: [text for _index, text in items_of(view)],
    QMenu: lambda menu: [plain(action.text()) for action in menu.actions()],
    QTabBar: lambda bar: [plain(bar.tabText(index)) for index in range(bar.count())],
    QAbstractButton: lambda button: [plain(button.text()) or button.accessibleName()],
    QLabel: lambda label: [label.text()],
    QLineEdit: lambda line: [line.text() or line.placeholderText()],
    QComboBox: lambda box: [box.currentText()],
    QPlainTextEdit: lambda edit: [edit.toPlainText()],
    QTextEdit: lambda edit: [edit.toPlainText()],
}


def _columns(model: QAbstractItemModel, head: QModelIndex) -> int:
    # In lists Qt keeps the number of columns to itself.
    is_list = isinstance(model, QAbstractListModel | QStringListModel)
    return 1 if is_list else min(COLUMNS, model.columnCount(head.parent()))


def plain(text: str) -> str:
    """Return a label without the mark of its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def focus() -> dict[str, object]:
    """Return what has the keyboard."""
    widget = QApplication.focusWidget()
    if widget is None:
        return {"kind": "", "name": "", "text": ""}
    text = widget.text() if isinstance(widget, QLineEdit) else ""
    return {"kind": type(widget).__name__, "name": widget.accessibleName(), "text": text}


def front() -> str:
    """Return which kind of window takes the keyboard."""
    window = QApplication.activeWindow()
    return "" if window is None else type(window).__name__


def place(text: str) -> list[int] | None:
    """Return where on the screen a text is, as the middle of what shows it."""
    from tests.journeys.moving import find

    found = find(text)
    if found is None:
        return None
    widget, point = found
    at = widget.mapToGlobal(point or QPoint(widget.width() // 2, widget.height() // 2))
    return [at.x(), at.y()]


def shoot(path: str) -> bool:
    """Save pictures of all windows."""
    saved = False
    for number, window in enumerate(windows()):
        saved = window.grab().save(f"{path}-{number}.png") or saved
    return saved
