"""What stands beside the diary: tasks, groups of calendars, their menus."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from desktop.core.changes import Changes
from desktop.core.pages import Ref
from desktop.views.record_mime import records_in


def test_my_open_tasks_stand_beside_and_can_be_dragged(page, run, me, until):
    values = {"title": "Gửi báo giá", "assignees": [str(me)]}
    task = run("task.create", values=values).value
    run("task.create", values={"title": "Việc của người khác"})
    pane = page.side.tasks
    assert pane.isHidden()
    page.jobs.changes.changed.emit(Changes({"task": frozenset()}))
    until(lambda: not pane.isHidden())
    rows = [pane.tasks.index(row) for row in range(pane.tasks.rowCount())]
    assert [row.data() for row in rows] == ["Gửi báo giá"]
    assert records_in(pane.tasks.mimeData(rows)) == [Ref("task", uuid.UUID(task), "Gửi báo giá")]


def test_a_group_of_calendars_is_kept_and_brought_back(page, run, until, dialog):
    run("calendar.create", values={"name": "Phòng họp", "calendar_type": "group"})
    page.refresh()
    until(lambda: len(page.around.calendars) == 2)
    assert len(page.shown_calendars()) == 2
    menu = opened_menu(page.header.groups.click)
    pick(menu, "My calendars")
    assert len(page.shown_calendars()) == 1
    menu = opened_menu(page.header.groups.click)
    pick(menu, "Keep what is shown as a group…")
    asked = dialog(QInputDialog)
    asked.setTextValue("Chỉ tôi")
    asked.accept()
    until(lambda: page.state.groups)
    pick(opened_menu(page.header.groups.click), "All calendars")
    assert len(page.shown_calendars()) == 2
    pick(opened_menu(page.header.groups.click), "Chỉ tôi")
    assert len(page.shown_calendars()) == 1


def test_a_calendar_is_named_in_its_row_and_coloured_by_its_menu(page, run, until):
    made = run("calendar.create", values={"name": "Riêng", "colour": "blue"}).value
    page.refresh()
    until(lambda: uuid.UUID(made) in [one.id for one in page.around.calendars])
    info = next(one for one in page.around.calendars if one.id == uuid.UUID(made))
    page.side.calendars.renamed.emit(info.id, "Gia đình")
    until(lambda: "Gia đình" in [one.name for one in page.around.calendars])
    menu = opened_menu(lambda: page.side.calendars.menu_asked.emit(info, QPoint(200, 200)))
    (colours,) = [action.menu() for action in menu.actions() if action.text() == "Colour"]
    pick(colours, "Red")
    until(lambda: "red" in [one.colour for one in page.around.calendars])
    menu.close()


def opened_menu(act) -> QMenu:
    act()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def pick(menu: QMenu, words: str) -> None:
    (action,) = [one for one in menu.actions() if one.text() == words]
    action.trigger()
    menu.close()
