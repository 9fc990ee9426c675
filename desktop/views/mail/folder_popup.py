"""A small window in which a folder is found by a few letters, wherever it hangs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.core.mail.values import FolderInfo
from desktop.views.icons import icon
from desktop.views.mail.mail_feed import Surroundings
from desktop.views.mail.words import folder_icon, folder_title
from desktop.views.shell.fuzzy import score
from desktop.views.theme import look

FOLDER: Final = Qt.ItemDataRole.UserRole
WIDTH: Final = 360
ROWS: Final = 12
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FolderPopup(QFrame):
    """Offers folders, those used last first.

    Signals:
        chosen: a FolderInfo.
    """

    chosen = Signal(object)

    def __init__(
        self,
        title: str,
        around: Surroundings,
        folders: Sequence[FolderInfo],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(title)
        self._folders = [(folder, _path(folder, around)) for folder in folders]
        self._line = QLineEdit(self)
        self._line.setPlaceholderText(title)
        self._line.setAccessibleName(title)
        self._line.installEventFilter(self)
        self._list = QListWidget(self)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setIconSize(QSize(16, 16))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._line)
        layout.addWidget(self._list)
        self._line.textChanged.connect(self._fill)
        self._list.itemClicked.connect(self._on_clicked)
        self._fill("")
        now = look()
        self.resize(now.px(WIDTH), (ROWS + 1) * now.row_height + 24)

    def open_at(self, at: QPoint) -> None:
        """Show it near a global point, wholly on the screen."""
        screen = self.screen().availableGeometry()
        x = min(at.x(), screen.right() - self.width())
        y = min(at.y(), screen.bottom() - self.height())
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def titles(self) -> list[str]:
        """Return what is offered, the best first."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def _fill(self, typed: str) -> None:
        scored = [(score(typed, path), number) for number, (_f, path) in enumerate(self._folders)]
        fitting = sorted((-points, number) for points, number in scored if points > 0)
        self._list.clear()
        for _points, number in fitting:
            folder, path = self._folders[number]
            item = QListWidgetItem(icon(folder_icon(folder)), path)
            item.setData(FOLDER, folder)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        folder = item.data(FOLDER)
        self.close()
        self.chosen.emit(folder)

    # Qt's name
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the keyboard is in the line; Enter chooses, Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, current = event.key(), self._list.currentItem()
            if key in _STEPS:
                self._step(key)
                return True
            if key in _ENTER and current is not None:
                self._on_clicked(current)
                return True
        return False

    def _step(self, key: int) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -ROWS}.get(
            Qt.Key(key), ROWS
        )
        last = self._list.count() - 1
        self._list.setCurrentRow(max(0, min(last, self._list.currentRow() + by)))


def _path(folder: FolderInfo, around: Surroundings) -> str:
    names = [folder_title(folder)]
    parent = around.by_id.get(folder.parent or 0)
    while parent is not None and len(names) < 9:  # noqa: PLR2004 - a ring must not hold us
        names.append(folder_title(parent))
        parent = around.by_id.get(parent.parent or 0)
    path = " › ".join(reversed(names))
    owner = around.account_of(folder.id)
    return f"{path}  ·  {owner.name}" if owner is not None and len(around.accounts) > 1 else path
