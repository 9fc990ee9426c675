"""Scenes of the first start."""

from __future__ import annotations

from desktop.views.shell.first_run import FirstRunDialog
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

STEPS = 4


@scene("first-run")
async def first_run(studio: Studio) -> None:
    dialog = FirstRunDialog(studio.settings, studio.window)
    dialog.person_page.person.setText("Trần Thị Minh Ngọc")
    dialog.person_page.company.setText("Công ty TNHH Thương mại Sao Mai")
    dialog.open()
    await studio.top(FirstRunDialog)
    for step in range(STEPS):
        await studio.shoot(f"first-run-{step + 1}")
        if step < STEPS - 1:
            dialog.go_on.click()
    dialog.close()
    dialog.deleteLater()
