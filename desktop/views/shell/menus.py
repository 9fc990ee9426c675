"""The menu bar: menus are filled from the actions when they are opened."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.core.i18n import _
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.actions import MENU_LABELS, SUBMENUS, Action, Menu
from desktop.views.widgets.roomy_menu import RoomyMenu

MENU_PROPERTY: Final = "menu"


class MenuBar(QMenuBar):
    """All menus of the window.

    Signals:
        filled: which Menu is about to be shown, and it itself, to which more can be added.
    """

    filled = Signal(object, object)

    def __init__(self, actions: ActionSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._menus: dict[Menu, QMenu] = {}
        self._shown: dict[QMenu, list[str]] = {}
        for menu in MENU_LABELS:
            made = RoomyMenu(self)
            made.setProperty(MENU_PROPERTY, menu.value)
            made.aboutToShow.connect(self._on_menu_about_to_show)
            made.aboutToHide.connect(self._on_menu_about_to_hide)
            self._menus[menu] = made
            self.addMenu(made)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Menus"))
        for menu, made in self._menus.items():
            made.setTitle(_(MENU_LABELS[menu]))

    def menu(self, menu: Menu) -> QMenu:
        """Return one of the menus."""
        return self._menus[menu]

    @Slot()
    def _on_menu_about_to_show(self) -> None:
        made = self.sender()
        if isinstance(made, QMenu):
            menu = Menu(made.property(MENU_PROPERTY))
            self._shown[made] = fill_menu(made, self._actions, menu)
            self.filled.emit(menu, made)

    @Slot()
    def _on_menu_about_to_hide(self) -> None:
        made = self.sender()
        if isinstance(made, QMenu):
            self._actions.settle(self._shown.pop(made, ()))

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def fill_menu(made: QMenu, actions: ActionSet, menu: Menu) -> list[str]:
    """Put the bound actions of `menu` into `made`, in groups; return their keys."""
    made.clear()
    for submenu in made.findChildren(QMenu):
        submenu.deleteLater()
    found = sorted((a for a in actions if _belongs(a, menu, actions)), key=_group)
    submenus: dict[str, QMenu] = {}
    group = found[0].group if found else 0
    for action in found:
        if action.group != group:
            made.addSeparator()
            group = action.group
        if action.submenu and action.submenu not in submenus:
            below = submenus[action.submenu] = RoomyMenu(made)
            below.setTitle(_(SUBMENUS[action.submenu][2]))
            made.addMenu(below)
        (submenus.get(action.submenu) or made).addAction(actions.update_action(action.key))
    if not found:
        made.addAction(_("Nothing to do here")).setEnabled(False)
    return [action.key for action in found]


def _belongs(action: Action, menu: Menu, actions: ActionSet) -> bool:
    if action.menu != menu or not actions.is_bound(action.key):
        return False
    return not action.only_here or actions.is_reachable(action.key)


def _group(action: Action) -> int:
    return action.group
