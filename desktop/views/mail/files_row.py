"""The attachments of a message: opened, looked at, saved, dragged out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from desktop.core.file_names import ending_of, size_text
from desktop.core.i18n import _, ngettext
from desktop.core.mail.values import MailFile, PartState
from desktop.views.icons import icon
from desktop.views.mail.part_copies import copy_path
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport

FILE: Final = Qt.ItemDataRole.UserRole
MOST_ROWS: Final = 3
WIDTH: Final = 216
_PICTURES: Final = frozenset({"png", "jpg", "jpeg", "gif", "webp", "bmp"})
_TEXTS: Final = frozenset({"txt", "csv", "log", "ics", "vcf", "json", "xml", "md"})


class FilesRow(QListWidget):
    """Shows attachments beside each other.

    Signals:
        opened: a MailFile was double-clicked, or Enter pressed.
        looked_at: a MailFile is to be shown here (Space).
        menu_asked: MailFiles, and a global point.
        copy_wanted: a MailFile may be dragged out: its copy is to be written.
    """

    opened = Signal(object)
    looked_at = Signal(object)
    menu_asked = Signal(object, object)
    copy_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = 0
        use_own_viewport(self, is_filled=True)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setIconSize(QSize(16, 16))
        self.setViewportMargins(10, 0, 10, 0)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.itemDoubleClicked.connect(self._on_double_clicked)
        self.hide()

    def show_files(self, message: int, files: Sequence[MailFile]) -> None:
        """Show the attachments of a message, but not what belongs into its text."""
        self._message = message
        self.clear()
        shown = [file for file in files if not (file.is_inline and file.cid)]
        for file in shown:
            item = QListWidgetItem(icon(_icon_of(file), "danger" if file.is_risky else None), "")
            item.setText(f"{file.name}  {size_text(file.size)}")
            item.setData(FILE, file)
            item.setToolTip(_tip(file))
            item.setSizeHint(QSize(look().px(WIDTH), look().row_height + 4))
            self.addItem(item)
        words = ngettext("{count} file", "{count} files", len(shown)).format(count=len(shown))
        self.setAccessibleName(words)
        self.setVisible(bool(shown))
        self._fit()

    def files(self) -> list[MailFile]:
        """Return all attachments that are shown."""
        return [self.item(row).data(FILE) for row in range(self.count())]

    def chosen(self) -> list[MailFile]:
        """Return the chosen attachments."""
        return [item.data(FILE) for item in self.selectedItems()]

    def _fit(self) -> None:
        """Be as high as the rows are, up to a few."""
        beside = max(1, self.viewport().width() // (look().px(WIDTH) + 4))
        rows = min(MOST_ROWS, -(-self.count() // beside))
        self.setFixedHeight(rows * (look().row_height + 8) + 4)

    def _on_double_clicked(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(FILE))

    @Slot(QPoint)
    def _on_menu_requested(self, at: QPoint) -> None:
        item = self.itemAt(at) or self.currentItem()
        if item is not None:
            chosen = self.chosen() if item.isSelected() else [item.data(FILE)]
            self.menu_asked.emit(chosen, self.viewport().mapToGlobal(at))

    # --- Qt's names
    def mimeTypes(self) -> list[str]:
        """Return what attachments are dragged as."""
        return ["text/uri-list"]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """Return the copies of what is dragged; they are written since the button went down."""
        mime = QMimeData()
        files = [item.data(FILE) for item in items]
        paths = [str(copy_path(self._message, f)) for f in files if f.state is PartState.LOCAL]
        mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
        return mime

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the copy of what may be dragged be written."""
        super().mousePressEvent(event)
        for file in self.chosen():
            if file.state is PartState.LOCAL:
                self.copy_wanted.emit(file)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, look with Space."""
        file = self.currentItem().data(FILE) if self.count() else None
        if file is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(file)
        elif file is not None and event.key() == Qt.Key.Key_Space:
            self.looked_at.emit(file)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the rows that are needed."""
        super().resizeEvent(event)
        if self.count():
            self._fit()


def is_picture(file: MailFile) -> bool:
    """Tell whether an attachment can be looked at as a picture."""
    return ending_of(file.name) in _PICTURES or file.kind.startswith("image/")


def is_text(file: MailFile) -> bool:
    """Tell whether an attachment can be looked at as text."""
    return ending_of(file.name) in _TEXTS or file.kind == "text/plain"


def _icon_of(file: MailFile) -> str:
    if file.is_risky:
        return "triangle-alert"
    if is_picture(file):
        return "file-image"
    return "file-text" if is_text(file) or ending_of(file.name) == "pdf" else "file"


def _tip(file: MailFile) -> str:
    words = [f"{file.name} · {size_text(file.size)}"]
    if file.is_risky:
        words.append(_("Such a file can be a program. Save it only if you expected it."))
    if file.state is PartState.REMOTE:
        words.append(_("It is on the server and is fetched when it is needed."))
    return "\n".join(words)
