"""Scenes of the shell: the page Today, search, palette, notices, menus."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QMenu, QMenuBar, QMessageBox

from desktop.views.shell.targets import HOME, LIST, Target
from tools.shots.scenes.lists import records_of, reset, select_rows
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


@scene("home")
async def page_today(studio: Studio) -> None:
    await studio.go(Target(HOME))
    await studio.shoot("home")


@scene("search")
async def search_popup(studio: Studio) -> None:
    await studio.go(Target(LIST, "account"))
    box = studio.window.search
    box.start()
    await studio.shoot("search-recent")
    box.setText("nguyen an")
    await studio.settle()
    await studio.shoot("search-found")
    box.clear()
    box.popup.hide()
    studio.window.workspace.focus_page()


@scene("palette")
async def command_palette(studio: Studio) -> None:
    window = studio.window
    await studio.go(Target(LIST, "account"))
    window.toggle_palette()
    await studio.shoot("palette")
    for name, text in (("palette-found", "an binh"), ("palette-commands", "> mới")):
        field = window.focusWidget()
        if isinstance(field, QLineEdit):  # that of the palette has the keyboard
            field.setText(text)
        await studio.settle()
        await studio.shoot(name)
    window.toggle_palette()


@scene("snackbar")
async def snackbar_after_deleting(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    await select_rows(studio, records, 2)
    records.delete_selected()
    question = await studio.top(QMessageBox)
    question.button(QMessageBox.StandardButton.Yes).click()
    await studio.until(lambda: studio.window.snackbar.text)
    await studio.shoot("snackbar")
    studio.window.undo.undo()
    await studio.settle()


@scene("problem")
async def problem_told(studio: Studio) -> None:
    await studio.go(Target(LIST, "account"))
    studio.window.jobs.failed.emit("Ổ đĩa đã đầy. Hãy dọn bớt rồi thử lại; những gì đã gõ vẫn còn.")
    await studio.shoot("snackbar-problem")


@scene("menus")
async def menus_of_the_window(studio: Studio) -> None:
    await studio.list("account", pane="right")
    bar = next(iter(studio.window.findChildren(QMenuBar)), None)
    if bar is None:
        return
    for place, action in enumerate(bar.actions()):
        menu = action.menu()
        if isinstance(menu, QMenu):
            menu.popup(bar.mapToGlobal(bar.actionGeometry(action).bottomLeft()))
            await studio.settle()
            await studio.shoot(f"menu-{place}")
            menu.close()


@scene("tabs")
async def many_tabs(studio: Studio) -> None:
    page = await studio.list("account")
    records = records_of(page)
    for row in range(4):
        records.table.activated_row.emit(row + 3)
        await studio.settle()
    await studio.shoot("tabs")
