"""The navigation pane: the tree of the module in view."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.shell.navigation_model import (
    ICON_ROLE,
    SECTION_ROLE,
    TARGET_ROLE,
    NavigationModel,
)
from desktop.views.shell.targets import Target
from desktop.views.style_frames import branch_arrow
from desktop.views.style_marks import chevron, rounded
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport
from desktop.views.widgets.roomy_menu import RoomyMenu

Index = QModelIndex | QPersistentModelIndex
ICON: Final = 16
INDENT: Final = 16
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class NavigationDelegate(QStyledItemDelegate):
    """Paints heads of sections as captions and entries as rounded rows."""

    # Qt's names
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; heads keep a distance from what is above."""
        extra = 8 if index.data(SECTION_ROLE) and index.row() else 2
        return QSize(0, look().row_height + extra)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        if index.data(SECTION_ROLE):
            self._paint_section(painter, option, str(index.data()))
        else:
            self._paint_entry(painter, option, index)
        painter.restore()

    @staticmethod
    def _paint_section(painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        rect = option.rect.adjusted(16, 4, -12, 0)
        painter.setFont(look().font("note", 600))
        painter.setPen(look().colour("muted"))
        painter.drawText(rect, _LEFT, text)
        is_open = bool(option.state & QStyle.StateFlag.State_Open)
        at = QRect(rect.right() - 12, rect.top(), 12, rect.height())
        if option.state & QStyle.StateFlag.State_MouseOver or not is_open:
            chevron(painter, at.center().toPointF(), down=not is_open, enabled=True, half=3.5)

    @staticmethod
    def _paint_entry(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = option.rect.adjusted(0, 1, -8, -1)
        row.setLeft(2)  # the arrow of a branch stands on it too
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            rounded(painter, row, look().colour("accent_soft"), None)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, row, look().colour("hover"), None)
        if option.state & QStyle.StateFlag.State_HasFocus and not selected:
            rounded(painter, row, None, look().colour("accent"), 2)
        left, side = option.rect.left() + 8, look().px(ICON)
        box = QRect(left, option.rect.center().y() - side // 2 + 1, side, side)
        role = "on_accent_soft" if selected else "muted"
        if option.state & QStyle.StateFlag.State_Children:
            at = QRect(option.rect.left() - INDENT, row.top(), INDENT + 4, row.height())
            branch_arrow(
                painter,
                at,
                is_open=bool(option.state & QStyle.StateFlag.State_Open),
                role=role,
            )
        icon(str(index.data(ICON_ROLE)), role).paint(painter, box)
        text = QRect(left + side + 10, row.top(), row.right() - left - side - 14, row.height())
        painter.setFont(look().font("text", 600 if selected else 400))
        painter.setPen(look().colour("on_accent_soft" if selected else "text"))
        elided = QFontMetrics(painter.font()).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, text.width()
        )
        painter.drawText(text, _LEFT, elided)


class NavigationPane(QTreeView):
    """Shows where one can go in a module, and goes there.

    Signals:
        target_chosen: a Target.
        favourite_toggled: a Target to keep among the favourites, or to take out of them.
        folded_changed: the keys of the sections that are closed.
    """

    target_chosen = Signal(object)
    favourite_toggled = Signal(object)
    folded_changed = Signal(object)

    def __init__(self, model: NavigationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded: set[str] = {"dictionaries", "bin"}
        self._restoring = False
        self._asked: Target | None = None
        use_own_viewport(self, is_filled=True)
        self.setModel(model)
        self.setItemDelegate(NavigationDelegate(self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(INDENT)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAnimated(False)
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.rowsInserted.connect(self._hide_empty)
        model.rowsRemoved.connect(self._hide_empty)
        self.clicked.connect(self._on_clicked)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        self.customContextMenuRequested.connect(self._on_context_menu_requested)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Navigation"))

    def fold(self, sections: set[str]) -> None:
        """Close these sections and open the others, as the person left them."""
        self._folded = set(sections)
        self.unfold_rest()

    def unfold_rest(self) -> None:
        """Open what is not folded, after the tree was built anew."""
        self._restoring = True
        model = self.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            self.setExpanded(index, index.data(SECTION_ROLE) not in self._folded)
        self._restoring = False

    @Slot()
    def _hide_empty(self, *_rows: object) -> None:
        """Show no head of a section that has no entries yet."""
        model = self.model()
        for row in range(model.rowCount()):
            is_empty = model.rowCount(model.index(row, 0)) == 0
            if is_empty != self.isRowHidden(row, QModelIndex()):
                self.setRowHidden(row, QModelIndex(), is_empty)

    def select_target(self, target: Target) -> None:
        """Mark the entry that leads to what is in view, if there is one."""
        self.setCurrentIndex(self._find(target))

    def _find(self, target: Target) -> QModelIndex:
        model = self.model()
        best = QModelIndex()
        pending = [model.index(row, 0) for row in range(model.rowCount())]
        for index in pending:
            pending += [model.index(row, 0, index) for row in range(model.rowCount(index))]
            found = index.data(TARGET_ROLE)
            if isinstance(found, Target) and found.page == target.page:
                if found.view == target.view:
                    return index
                best = best if best.isValid() else index
        return best

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(SECTION_ROLE):
            self.setExpanded(index, not self.isExpanded(index))
            return
        target = index.data(TARGET_ROLE)
        if isinstance(target, Target):
            self.target_chosen.emit(target)

    @Slot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        self._note_fold(index, folded=False)

    @Slot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        self._note_fold(index, folded=True)

    def _note_fold(self, index: QModelIndex, *, folded: bool) -> None:
        section = index.data(SECTION_ROLE)
        if section and not self._restoring:
            (self._folded.add if folded else self._folded.discard)(section)
            self.folded_changed.emit(sorted(self._folded))

    @Slot(QPoint)
    def _on_context_menu_requested(self, position: QPoint) -> None:
        index = self.indexAt(position)
        target = index.data(TARGET_ROLE)
        if not isinstance(target, Target):
            return
        self._asked = target
        menu = RoomyMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        opening = QAction(icon("arrow-right"), _("Open"), menu)
        opening.triggered.connect(self._on_open_triggered)
        is_favourite = index.parent().data(SECTION_ROLE) == "favourites"
        words = _("Remove from favourites") if is_favourite else _("Add to favourites")
        pin = QAction(icon("star-off" if is_favourite else "star"), words, menu)
        pin.triggered.connect(self._on_pin_triggered)
        menu.addActions([opening, pin])
        menu.popup(self.viewport().mapToGlobal(position))

    @Slot()
    def _on_open_triggered(self) -> None:
        self.target_chosen.emit(self._asked)

    @Slot()
    def _on_pin_triggered(self) -> None:
        self.favourite_toggled.emit(self._asked)

    @Slot()
    def _on_look_changed(self) -> None:
        # The delegate paints the chosen row; Qt would fill the whole line below it.
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Base, look().colour("window"))
        self.setPalette(palette)
        self.scheduleDelayedItemsLayout()

    # Qt's names
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Leave the arrow to the delegate, which paints it on the chosen row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the entry with Enter, fold sections with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
