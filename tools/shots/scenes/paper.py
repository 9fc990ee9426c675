"""Scenes of printing: a list and a card as they come out, and the choices beside them."""

from __future__ import annotations

from desktop.views.printing.print_dialog import PrintDialog
from tools.shots.scenes.cards import card_of
from tools.shots.scenes.lists import reset
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


@scene("print")
async def list_and_card_on_paper(studio: Studio) -> None:
    page = await studio.list("account")
    await reset(studio, page)
    await _printed(studio, "print-list")
    await card_of(studio, "account", studio.subjects.company)
    await _printed(studio, "print-card")


async def _printed(studio: Studio, name: str) -> None:
    studio.window.commands.run("file.print")
    dialog = await studio.top(PrintDialog)
    await studio.until(lambda: not dialog.is_busy)
    await studio.shoot(name)
    dialog.close()
    await studio.settle()
