"""The menu of groups of calendars: which of them are shown, with one click."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog

from desktop.core.i18n import _
from desktop.views.dialogs import show
from desktop.views.diary.calendar_list import MINE, group_of
from desktop.views.diary.entry_menu import Choice
from desktop.views.icons import icon
from desktop.views.widgets.roomy_menu import RoomyMenu

if TYPE_CHECKING:
    from desktop.views.diary.diary_page import DiaryPage

ALL = "all"
GROUP = "group"
KEEP = "keep"
FORGET = "forget"


class GroupMenu(QObject):
    """All, one's own, one's own with those of units, and groups that were given a name."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        page.header.groups_asked.connect(self._on_groups_asked)

    @Slot(object)
    def _on_groups_asked(self, at: QPoint) -> None:
        menu = RoomyMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._on_triggered)
        for words, key, picture in (
            (_("My calendars"), MINE, "user"),
            (_("My calendars and those of units"), "unit", "network"),
            (_("All calendars"), ALL, "layers"),
        ):
            action = Choice(words, key, None, menu)
            action.setIcon(icon(picture))
            menu.addAction(action)
        menu.addSeparator()
        shown = self._page.shown_calendars()
        for name, ids in self._page.state.groups.items():
            group = Choice(name, GROUP, name, menu)
            group.setCheckable(True)
            group.setChecked(frozenset(ids) == shown)
            menu.addAction(group)
        menu.addAction(Choice(_("Keep what is shown as a group…"), KEEP, None, menu))
        if self._page.state.groups:
            below = RoomyMenu(menu)
            below.setTitle(_("Forget a group"))
            for name in self._page.state.groups:
                below.addAction(Choice(name, FORGET, name, below))
            menu.addMenu(below)
        menu.popup(at)

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        if not isinstance(action, Choice):
            return
        page = self._page
        if action.key == KEEP:
            page.jobs.start(self._keep(), name=_("Saving"))
        elif action.key == FORGET:
            groups = {n: ids for n, ids in page.state.groups.items() if n != action.value}
            page.change_state(replace(page.state, groups=groups))
        else:
            wanted = self._wanted(action)
            page.change_state(page.state.showing(page.around.calendars, wanted))

    def _wanted(self, action: Choice) -> frozenset[uuid.UUID]:
        page = self._page
        if action.key == GROUP:
            return frozenset(page.state.groups.get(str(action.value), ()))
        wanted = {MINE: {MINE}, "unit": {MINE, "unit"}}.get(action.key)
        return frozenset(
            info.id
            for info in page.around.calendars
            if wanted is None or group_of(info, page.me) in wanted
        )

    async def _keep(self) -> None:
        page = self._page
        dialog = QInputDialog(page)
        dialog.setWindowTitle(_("Group of calendars"))
        dialog.setLabelText(_("What the group is called:"))
        dialog.setOkButtonText(_("Save"))
        dialog.setCancelButtonText(_("Cancel"))
        if await show(dialog) and (name := dialog.textValue().strip()):
            groups = {**page.state.groups, name: tuple(page.shown_calendars())}
            page.change_state(replace(page.state, groups=groups))
