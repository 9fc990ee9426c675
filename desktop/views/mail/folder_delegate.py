"""Paints the tree of folders: captions, and rounded rows with a count at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.core.mail.values import AccountState
from desktop.views.icons import pixmap
from desktop.views.mail.folder_nodes import Node
from desktop.views.style_frames import branch_arrow
from desktop.views.style_marks import chevron, rounded
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.mail.folder_tree import FolderTree

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
ICON: Final = 16
_State = QStyle.StateFlag
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_CUT: Final = Qt.TextElideMode.ElideRight
_TROUBLE: Final = frozenset({AccountState.REFUSED, AccountState.ERROR})


class FolderDelegate(QStyledItemDelegate):
    """Paints nodes."""

    def __init__(self, tree: FolderTree) -> None:
        super().__init__(tree)
        self._tree = tree

    # Qt's names
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; captions keep a distance from what is above."""
        node = index.data(NODE_ROLE)
        is_caption = isinstance(node, Node) and node.place is None
        return QSize(0, look().row_height + (8 if is_caption and index.row() else 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        node = index.data(NODE_ROLE)
        if not isinstance(node, Node):
            return
        painter.save()
        if node.place is None:
            self._paint_caption(painter, option, node)
        else:
            self._paint_folder(painter, option, node, index)
        painter.restore()

    def _paint_caption(self, painter: QPainter, option: QStyleOptionViewItem, node: Node) -> None:
        rect = option.rect.adjusted(16, 4, -12, 0)
        now = look()
        painter.setFont(now.font("note", 600))
        painter.setPen(now.colour("muted"))
        account = node.account
        if account is not None and account.state in _TROUBLE:
            side = now.px(14)
            ratio = painter.device().devicePixelRatioF()
            drawn = pixmap("triangle-alert", side, now.colours.danger, ratio)
            painter.drawPixmap(rect.left(), rect.center().y() - side // 2, drawn)
            rect.setLeft(rect.left() + side + 6)
        room = rect.width() - 20
        words = QFontMetrics(painter.font()).elidedText(node.title, _CUT, room)
        painter.drawText(rect, _LEFT, words)
        is_open = bool(option.state & _State.State_Open)
        at = QRect(rect.right() - 12, rect.top(), 12, rect.height())
        if option.state & _State.State_MouseOver or not is_open:
            chevron(painter, at.center().toPointF(), down=not is_open, enabled=True, half=3.5)

    def _paint_folder(
        self, painter: QPainter, option: QStyleOptionViewItem, node: Node, index: Index
    ) -> None:
        now = look()
        row = option.rect.adjusted(0, 1, -8, -1)
        row.setLeft(2)
        is_chosen = bool(option.state & _State.State_Selected)
        is_under_drag = self._tree.dropped_on == index
        if is_chosen or is_under_drag:
            rounded(painter, row, now.colour("accent_soft"), None)
        elif option.state & _State.State_MouseOver:
            rounded(painter, row, now.colour("hover"), None)
        if is_under_drag or (option.state & _State.State_HasFocus and not is_chosen):
            rounded(painter, row, None, now.colour("accent"), 2)
        left, side = option.rect.left() + 8, now.px(ICON)
        role = "on_accent_soft" if is_chosen else "muted"
        if option.state & _State.State_Children:
            at = QRect(option.rect.left() - 12, row.top(), 20, row.height())
            is_open = bool(option.state & _State.State_Open)
            branch_arrow(painter, at, is_open=is_open, role=role)
        ratio = painter.device().devicePixelRatioF()
        drawn = pixmap(node.icon, side, getattr(now.colours, role), ratio)
        painter.drawPixmap(left, option.rect.center().y() - side // 2 + 1, drawn)
        text = QRect(left + side + 8, row.top(), row.right() - left - side - 12, row.height())
        self._paint_words(painter, text, node, is_chosen=is_chosen)

    @staticmethod
    def _paint_words(painter: QPainter, text: QRect, node: Node, *, is_chosen: bool) -> None:
        now = look()
        is_loud = bool(node.count) and node.is_loud
        ink = "on_accent_soft" if is_chosen else "text"
        if node.count:
            painter.setFont(now.font("note", 600 if is_loud else 400))
            painter.setPen(now.colour(ink if is_chosen else "accent" if is_loud else "muted"))
            painter.drawText(text, _RIGHT, str(node.count))
            width = QFontMetrics(painter.font()).horizontalAdvance(str(node.count))
            text.setRight(text.right() - width - 6)
        painter.setFont(now.font("text", 600 if is_loud or is_chosen else 400))
        painter.setPen(now.colour(ink))
        words = QFontMetrics(painter.font()).elidedText(node.title, _CUT, text.width())
        painter.drawText(text, _LEFT, words)
