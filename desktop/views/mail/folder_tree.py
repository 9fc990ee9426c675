"""The tree of folders at the left: one click shows a place, messages fall onto folders."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPalette,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QTreeView, QWidget

from desktop.core.i18n import _
from desktop.core.mail.places import MailPlace
from desktop.core.mail.values import FolderInfo
from desktop.views.mail.folder_delegate import NODE_ROLE, FolderDelegate
from desktop.views.mail.folder_nodes import Node, spoken_node
from desktop.views.mail.message_mime import FORMAT, messages_in
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport

Index = QModelIndex | QPersistentModelIndex
INDENT: Final = 14
OPENING_MS: Final = 700  # a folder opens when what is dragged rests on it
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FolderTree(QTreeView):
    """Shows nodes.

    Signals:
        place_chosen: a MailPlace that is to be shown.
        menu_asked: a Node (None: beside all of them), and a global point.
        messages_dropped: ids of messages, the FolderInfo they fell on, and whether to copy them.
        files_dropped: paths of message files, and the FolderInfo.
        folded: keys of the nodes that are closed.
    """

    place_chosen = Signal(object)
    menu_asked = Signal(object, object)
    messages_dropped = Signal(object, object, bool)
    files_dropped = Signal(object, object)
    folded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._closed: set[str] = set()
        self._is_filling = False
        self._nodes: tuple[Node, ...] = ()
        self._place: MailPlace | None = None
        self._model = QStandardItemModel(self)
        use_own_viewport(self, is_filled=True)
        self.setModel(self._model)
        self.setItemDelegate(FolderDelegate(self))
        self._prepare()
        self._opening = QTimer(self)
        self._opening.setSingleShot(True)
        self._opening.setInterval(OPENING_MS)
        self._opening.timeout.connect(self._on_opening_timeout)
        self._under = QPersistentModelIndex()
        self.clicked.connect(self._on_clicked)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.retranslate()

    def _prepare(self) -> None:
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(INDENT)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAnimated(False)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.setDragDropMode(QTreeView.DragDropMode.DropOnly)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Folders of mail"))

    # --- what is shown
    @property
    def nodes(self) -> tuple[Node, ...]:
        """The sections."""
        return self._nodes

    @property
    def dropped_on(self) -> QPersistentModelIndex:
        """The folder under what is being dragged."""
        return self._under

    def show_nodes(self, nodes: tuple[Node, ...], closed: Iterable[str]) -> None:
        """Show the tree anew; what was folded and chosen stays so."""
        if nodes == self._nodes and set(closed) == self._closed:
            return
        self._nodes, self._closed = nodes, set(closed)
        self._is_filling = True
        place = self.verticalScrollBar().value()
        self._model.clear()
        for node in nodes:
            self._model.appendRow(self._item(node))
        self._open(QModelIndex())
        self._is_filling = False
        self.show_place(self._place)
        self.verticalScrollBar().setValue(place)

    def show_place(self, place: MailPlace | None) -> None:
        """Mark the line of a place, the first if it stands in several."""
        self._place = place
        current = self.currentIndex().data(NODE_ROLE)
        if isinstance(current, Node) and current.place == place:
            return
        found = self._find(QModelIndex(), place) if place is not None else None
        if found is None:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(found)

    def current_node(self) -> Node | None:
        """Return the node that is marked."""
        found = self.currentIndex().data(NODE_ROLE)
        return found if isinstance(found, Node) else None

    def current_folder(self) -> FolderInfo | None:
        """Return the folder that is marked, if it is one."""
        node = self.current_node()
        return node.folder if node is not None else None

    def _item(self, node: Node) -> QStandardItem:
        item = QStandardItem(node.title)
        item.setData(node, NODE_ROLE)
        item.setData(spoken_node(node), Qt.ItemDataRole.AccessibleTextRole)
        problem = node.account.problem if node.account is not None else ""
        item.setToolTip(problem or node.title)
        item.setEditable(False)
        for child in node.children:
            item.appendRow(self._item(child))
        return item

    def _open(self, parent: Index) -> None:
        for row in range(self._model.rowCount(parent)):
            index = self._model.index(row, 0, parent)
            node = index.data(NODE_ROLE)
            self.setExpanded(index, isinstance(node, Node) and node.key not in self._closed)
            self._open(index)

    def _find(self, parent: Index, place: MailPlace) -> QModelIndex | None:
        for row in range(self._model.rowCount(parent)):
            index = self._model.index(row, 0, parent)
            node = index.data(NODE_ROLE)
            if isinstance(node, Node) and node.place == place:
                return index
            inner = self._find(index, place)
            if inner is not None:
                return inner
        return None

    # --- what happens on it
    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        node = index.data(NODE_ROLE)
        if not isinstance(node, Node):
            return
        if node.place is None:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self._place = node.place
            self.place_chosen.emit(node.place)

    @Slot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        self._fold(index, is_closed=False)

    @Slot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        self._fold(index, is_closed=True)

    def _fold(self, index: QModelIndex, *, is_closed: bool) -> None:
        node = index.data(NODE_ROLE)
        if self._is_filling or not isinstance(node, Node):
            return
        self._closed = self._closed | {node.key} if is_closed else self._closed - {node.key}
        self.folded.emit(frozenset(self._closed))

    @Slot(QPoint)
    def _on_menu_requested(self, at: QPoint) -> None:
        node = self.indexAt(at).data(NODE_ROLE)
        found = node if isinstance(node, Node) else None
        self.menu_asked.emit(found, self.viewport().mapToGlobal(at))

    @Slot()
    def _on_look_changed(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Base, look().colour("window"))
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()

    # --- what falls on it
    def target_at(self, at: QPoint) -> FolderInfo | None:
        """Return the folder that takes messages at a point."""
        node = self.indexAt(at).data(NODE_ROLE)
        if not isinstance(node, Node):
            return None
        folder = node.folder
        return folder if folder is not None and folder.can_hold else None

    def dragEnterEvent(self, event: QDragMoveEvent) -> None:
        """Take messages, and files of messages."""
        mime = event.mimeData()
        if mime.hasFormat(FORMAT) or mime.hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Mark the folder under the pointer; one that is closed opens after a moment."""
        at = event.position().toPoint()
        under = QPersistentModelIndex(self.indexAt(at))
        if under != self._under:
            self._under = under
            self._opening.start()
            self.viewport().update()
        if self.target_at(at) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Mark none."""
        self._forget_drag()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what fell where; Ctrl copies."""
        folder = self.target_at(event.position().toPoint())
        mime = event.mimeData()
        messages = messages_in(mime)
        self._forget_drag()
        if folder is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # the list takes nothing out by itself
        event.accept()
        if messages:
            copies = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.messages_dropped.emit(messages, folder, copies)
        elif mime.hasUrls():
            paths = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
            self.files_dropped.emit(paths, folder)

    def _forget_drag(self) -> None:
        self._opening.stop()
        self._under = QPersistentModelIndex()
        self.viewport().update()

    @Slot()
    def _on_opening_timeout(self) -> None:
        if self._under.isValid():
            self.setExpanded(self._under, True)

    # --- Qt's names
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Leave the arrow to the delegate, which paints it on the chosen row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the marked place with Enter."""
        if event.key() in _ENTER:
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
