"""The list of a record's files: dragged out, dropped on, pasted into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.core.file_names import size_text, type_text
from desktop.core.file_states import WORDS, FileState
from desktop.core.i18n import N_, _
from desktop.views.icons import icon
from desktop.views.records.files.file_copies import AttachedFile
from desktop.views.theme import look

HEADS: Final = (
    N_("File name"),
    N_("Type of file"),
    N_("Size of file"),
    N_("Attached by"),
    N_("Attached on"),
    N_("Where"),
)
WIDTHS: Final = (240, 120, 80, 130, 120, 160)
WHERE: Final = len(HEADS) - 1
TYPE, SIZE = 1, 2
FILE: Final = Qt.ItemDataRole.UserRole
_ICONS: Final = {
    FileState.HERE: ("file", "muted"),
    FileState.PINNED: ("pin", "muted"),
    FileState.WAITING: ("cloud-upload", "muted"),
    FileState.AWAY: ("cloud", "muted"),
    FileState.FETCHING: ("cloud-download", "muted"),
    FileState.FAILED: ("cloud-alert", "warning"),
    FileState.GONE: ("file-x", "muted"),
}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN: Final = (*_ENTER, Qt.Key.Key_Delete, Qt.Key.Key_F2)


class FileList(QTreeWidget):
    """Shows files; says what the person wants with them.

    Signals:
        open_asked, delete_asked, copy_wanted: of the chosen files; the last before a drag begins.
        renamed: a file and its new name.
        given: a list of paths that were dropped or pasted.
        picture_given: a picture from the clipboard (QImage).
    """

    open_asked = Signal()
    delete_asked = Signal()
    copy_wanted = Signal()
    renamed = Signal(object, str)
    given = Signal(object)
    picture_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copies: dict[str, str] = {}  # by the file's id: its copy for other programs
        self._is_filling = False
        self._items: dict[str, list[QTreeWidgetItem]] = {}  # by the hash of the file
        self.setHeaderLabels([_(head) for head in HEADS])
        self.setAccessibleName(_("Attached files"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, look().px(width))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.show_places(are_shown=False)
        self.itemDoubleClicked.connect(self.open_asked)
        self.itemChanged.connect(self._on_item_changed)

    def show_files(self, files: Sequence[AttachedFile]) -> None:
        """Show files; those chosen before stay chosen."""
        chosen = {file.id for file in self.chosen()}
        self._is_filling = True
        self._items.clear()
        self.clear()
        for file in files:
            item = self._item(file)
            self._items.setdefault(file.blob, []).append(item)
            self.addTopLevelItem(item)
            item.setSelected(file.id in chosen)
        self._is_filling = False
        first = self.topLevelItem(0)
        if first is not None and not self.chosen():
            self.setCurrentItem(first)

    def files(self) -> list[AttachedFile]:
        """Return all files in their order."""
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item.data(0, FILE) for item in items if item is not None]

    def chosen(self) -> list[AttachedFile]:
        """Return the chosen files."""
        return [item.data(0, FILE) for item in self.selectedItems()]

    def rename_current(self) -> None:
        """Let the person write another name in its place."""
        item = self.currentItem()
        if item is not None:
            self.editItem(item, 0)

    def take(self, data: QMimeData) -> bool:
        """Take files or a picture that were pasted or dropped; tell whether there were any."""
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if paths:
            self.given.emit(paths)
        elif data.hasImage():
            self.picture_given.emit(data.imageData())
        return bool(paths) or data.hasImage()

    def show_places(self, *, are_shown: bool) -> None:
        """Say where files are, in the room of their types, which their names tell as well."""
        self.setColumnHidden(WHERE, not are_shown)
        self.setColumnHidden(TYPE, are_shown)

    def show_state(self, digest: str, state: FileState, words: str = "") -> None:
        """Show where a file is; `words` instead of the usual ones."""
        self._is_filling = True
        name, role = _ICONS[state]
        grey = state in (FileState.GONE, FileState.AWAY, FileState.FETCHING)
        colour = QBrush(look().colour("muted")) if grey else QBrush()
        for item in self._items.get(digest, ()):
            item.setIcon(0, icon(name, role))
            item.setText(WHERE, words or _(WORDS[state]))
            if self.isColumnHidden(WHERE):
                item.setText(SIZE, self._size_words(item.data(0, FILE), state))
            for column in range(len(HEADS)):
                item.setForeground(column, colour)
        self._is_filling = False

    def _size_words(self, file: AttachedFile, state: FileState) -> str:
        return _(WORDS[state]) if state is FileState.GONE else size_text(file.size)

    def _item(self, file: AttachedFile) -> QTreeWidgetItem:
        cells = [file.name, type_text(file.name), size_text(file.size), file.who, file.when, ""]
        item = QTreeWidgetItem(cells)
        item.setData(0, FILE, file)
        item.setIcon(0, icon("file", "muted"))
        item.setToolTip(0, file.name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _on_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        file = item.data(0, FILE)
        if not self._is_filling and column == 0 and item.text(0) != file.name:
            self.renamed.emit(file, item.text(0))

    # Qt overrides

    def mimeTypes(self) -> list[str]:
        """Return that files are dragged."""
        return ["text/uri-list"]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        """Return the copies of the dragged files, as far as they are ready."""
        data = QMimeData()
        ready = (self.copies.get(item.data(0, FILE).id) for item in items)
        data.setUrls([QUrl.fromLocalFile(path) for path in ready if path])
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that files are copied, never moved."""
        return Qt.DropAction.CopyAction

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Have copies made before a drag begins."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.chosen():
            self.copy_wanted.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of this list from the program's shortcuts."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, rename with F2, delete with Delete, paste with Ctrl+V."""
        if event.key() in _ENTER and self.state() != QAbstractItemView.State.EditingState:
            self.open_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename_current()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif _is_paste(event):
            self.take(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of other programs."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them anywhere on the list."""
        self._judge(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        if event.source() is not self and self.take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def _judge(self, event: QDragMoveEvent) -> None:
        has_files = any(url.isLocalFile() for url in event.mimeData().urls())
        if event.source() is not self and (has_files or event.mimeData().hasImage()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()


def _is_own(event: QKeyEvent) -> bool:
    is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    return _is_paste(event) or (is_plain and event.key() in _OWN)


def _is_paste(event: QKeyEvent) -> bool:
    is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return is_control and event.key() == Qt.Key.Key_V
