"""Scenes of backups and of the questions before something is deleted."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox

from desktop.views.backups.backup_window import BackupWindow
from desktop.views.backups.record_finder import RecordFinder
from desktop.views.backups.restore_dialog import RestoreDialog
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


@scene("backups")
async def backups(studio: Studio) -> None:
    studio.window.commands.run("tools.backups")
    screen = await studio.top(BackupWindow)
    screen.now.click()
    await studio.until(lambda: screen.list.chosen() is not None)
    await studio.shoot("backups")
    screen.find_record.click()
    finder = await studio.top(RecordFinder)
    finder.line.setText("minh")
    await studio.until(finder.fields.topLevelItemCount)
    await studio.shoot("backups-record")
    finder.close()
    screen.restore.click()
    dialog = await studio.top(RestoreDialog)
    await studio.shoot("backups-restore")
    dialog.reject()
    await studio.settle()
    screen.close()


@scene("deletion")
async def deletion(studio: Studio) -> None:
    page = await studio.list("account")
    page.records.table.selectRow(0)  # type: ignore[attr-defined]  # a list of records
    studio.window.commands.run("record.delete")
    question = await studio.top(QMessageBox)
    await studio.shoot("deletion")
    question.reject()
