"""Tabs on one line; those for which there is no room stand in a menu at its end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.widgets.roomy_menu import RoomyMenu

END: Final = 8  # logical pixels kept free behind the last tab


class OverflowTabs(QTabWidget):
    """Keeps the tab in front on the line; a tab that is chosen from the menu comes there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_out: set[int] = set()
        self._more = QToolButton(self)
        self._more.setAutoRaise(True)
        self._more.setIcon(icon("chevron-down", "muted"))
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = RoomyMenu(self._more)
        self._menu.triggered.connect(self._on_menu_triggered)
        self._more.clicked.connect(self._on_more_clicked)
        self._more.hide()
        self.setDocumentMode(True)
        self.currentChanged.connect(self._on_front_changed)
        self._retranslate()

    def offer(self, index: int, *, is_offered: bool) -> None:
        """Let a tab be reached, or leave it out altogether."""
        (self._left_out.discard if is_offered else self._left_out.add)(index)
        self._arrange()

    def is_offered(self, index: int) -> bool:
        """Tell whether a tab can be reached, on the line or in the menu."""
        return index not in self._left_out

    def name(self, index: int, text: str) -> None:
        """Write another text on a tab."""
        self.setTabText(index, text)
        self._arrange()

    def in_menu(self) -> list[int]:
        """Return the tabs that stand in the menu."""
        return [index for index in self._offered() if not self.isTabVisible(index)]

    def _offered(self) -> list[int]:
        return [index for index in range(self.count()) if index not in self._left_out]

    def _arrange(self) -> None:
        shown = self._fitting()
        is_whole = len(shown) == len(self._offered())
        for index in range(self.count()):
            if self.isTabVisible(index) != (index in shown):
                self.setTabVisible(index, index in shown)
        self._more.setVisible(not is_whole)
        if not is_whole:
            self._place_menu()

    def _place_menu(self) -> None:
        """Put the menu behind the last tab."""
        bar = self.tabBar()
        right = max(bar.tabRect(n).right() for n in range(self.count()) if self.isTabVisible(n))
        self._more.setGeometry(
            bar.x() + right + 1, bar.y(), self._more.sizeHint().width(), bar.height()
        )
        self._more.raise_()

    def _fitting(self) -> set[int]:
        """Return the tabs that stand on the line: the first ones, and the one in front."""
        offered = self._offered()
        widths = {index: self.tabBar().tabSizeHint(index).width() for index in offered}
        room = self.width() - END
        if sum(widths.values()) <= room:
            return set(offered)
        room -= self._more.sizeHint().width()
        front = self.currentIndex()
        shown = {front} & set(offered)
        room -= sum(widths[index] for index in shown)
        for index in offered:
            if index == front:
                continue
            room -= widths[index]
            if room < 0:
                break
            shown.add(index)
        return shown

    def _retranslate(self) -> None:
        self._more.setText(_("More tabs"))
        self._more.setAccessibleName(_("More tabs"))

    @Slot()
    def _on_front_changed(self, *_index: object) -> None:
        self._arrange()

    @Slot()
    def _on_more_clicked(self) -> None:
        self._menu.clear()
        for index in self.in_menu():
            entry = QAction(self.tabText(index), self._menu)
            entry.setData(index)
            self._menu.addAction(entry)
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot(QAction)
    def _on_menu_triggered(self, entry: QAction) -> None:
        self.setTabVisible(entry.data(), True)
        self.setCurrentIndex(entry.data())

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the tabs anew."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow language and font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()
