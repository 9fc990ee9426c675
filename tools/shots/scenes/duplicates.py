"""Scenes of duplicates: those that were found, and two records side by side."""

from __future__ import annotations

from desktop.views.records.duplicates.find_dialog import FindDialog
from desktop.views.records.merge.merge_dialog import MergeDialog
from tools.shots.scenes.lists import reset, select_rows
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


@scene("duplicates")
async def duplicates_found(studio: Studio) -> None:
    page = await studio.list("account")
    await reset(studio, page)
    studio.window.commands.run("list.duplicates")
    dialog = await studio.top(FindDialog)
    await studio.until(lambda: not dialog.is_running)
    await studio.shoot("duplicates")
    dialog.close()


@scene("merge")
async def two_side_by_side(studio: Studio) -> None:
    page = await studio.list("account")
    records = await reset(studio, page)
    await select_rows(studio, records, 2)
    studio.window.commands.run("record.merge")
    dialog = await studio.top(MergeDialog)
    await studio.shoot("merge")
    dialog.reject()
