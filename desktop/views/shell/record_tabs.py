"""The strip of tabs: the module's page first, then the open records."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QTabBar, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.shell.page_words import words_of
from desktop.views.shell.screens import ScreenRegister
from desktop.views.shell.targets import Target
from desktop.views.theme import look
from desktop.views.widgets.roomy_menu import RoomyMenu

WIDEST = 220
ICON = 16


class RecordTabs(QTabBar):
    """Tabs that close with the middle button; the first one stays.

    Signals:
        close_asked: the positions of the tabs to close, as a list.
        own_window_asked: the Target of a tab that is to have a window of its own.
        dressed: the words on a tab are others.
    """

    close_asked = Signal(object)
    own_window_asked = Signal(object)
    dressed = Signal()

    def __init__(self, register: ScreenRegister, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self._asked = -1
        self.setExpanding(False)
        self.setMovable(True)
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setTabsClosable(True)
        self._on_look_changed()
        look().changed.connect(self._on_look_changed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_context_menu_requested)
        self.tabCloseRequested.connect(self._on_tab_close_requested)
        self.tabMoved.connect(self._on_tab_moved)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Open records"))
        for index in range(self.count()):
            target = self.target_at(index)
            if target is not None:
                self.dress(index, target)

    def add(self, target: Target) -> int:
        """Add a tab and return its position."""
        index = self.addTab("")
        self.dress(index, target)
        if index == 0:
            self.setTabButton(0, QTabBar.ButtonPosition.RightSide, None)
        return index

    def dress(self, index: int, target: Target) -> None:
        """Let a tab stand for `target`; an ampersand in its words is no mnemonic."""
        text, symbol = words_of(target, self._register)
        self.setTabData(index, target)
        self.setTabIcon(index, icon(symbol, "muted"))
        self.setTabText(index, text.replace("&", "&&"))
        self.setTabToolTip(index, text)
        self.dressed.emit()

    def target_at(self, index: int) -> Target | None:
        """Return what a tab stands for."""
        found = self.tabData(index)
        return found if isinstance(found, Target) else None

    def tab_of(self, page: str) -> int:
        """Return the position of the tab of a page, or -1."""
        for index in range(self.count()):
            target = self.target_at(index)
            if target is not None and target.page == page:
                return index
        return -1

    def _on_tab_close_requested(self, index: int) -> None:
        self.close_asked.emit([index])

    def _on_tab_moved(self, source: int, goal: int) -> None:
        if 0 in (source, goal):
            self.blockSignals(True)
            self.moveTab(goal, source)
            self.blockSignals(False)

    @Slot(QPoint)
    def _on_context_menu_requested(self, position: QPoint) -> None:
        self._asked = self.tabAt(position)
        if self._asked < 1:
            return
        menu = RoomyMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, slot in (
            (_("Open in its own window"), self._on_own_window_triggered),
            (_("Close tab"), self._on_close_triggered),
            (_("Close the others"), self._on_close_others_triggered),
            (_("Close all"), self._on_close_all_triggered),
        ):
            action = QAction(text, menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.popup(self.mapToGlobal(position))

    @Slot()
    def _on_look_changed(self) -> None:
        self.setIconSize(QSize(look().px(ICON), look().px(ICON)))

    @Slot()
    def _on_own_window_triggered(self) -> None:
        target = self.target_at(self._asked)
        if target is not None:
            self.own_window_asked.emit(target)

    @Slot()
    def _on_close_triggered(self) -> None:
        self.close_asked.emit([self._asked])

    @Slot()
    def _on_close_others_triggered(self) -> None:
        self.close_asked.emit([i for i in range(1, self.count()) if i != self._asked])

    @Slot()
    def _on_close_all_triggered(self) -> None:
        self.close_asked.emit(list(range(1, self.count())))

    # Qt's names
    def tabSizeHint(self, index: int) -> QSize:
        """Return the size of a tab, at most as wide as a name needs."""
        size = super().tabSizeHint(index)
        return QSize(min(size.width(), look().px(WIDEST)), size.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close the tab under the middle button."""
        if event.button() == Qt.MouseButton.MiddleButton:
            index = self.tabAt(event.position().toPoint())
            if index > 0:
                self.close_asked.emit([index])
            return
        super().mouseReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
