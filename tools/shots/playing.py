"""Plays the scenes of one take in this process."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
import traceback
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools.shots.takes import Take

if TYPE_CHECKING:
    from tools.shots.scenes import Scene
    from tools.shots.studio import Studio

SCREEN: Final = (1920, 1200)
SCENE_SECONDS: Final = 30
MISSING: Final = "This plugin does not support"  # what there is no window system for


def play(take: Take, profile: Path, pictures: Path, only: Sequence[str]) -> int:
    """Play the scenes of a take whose names contain one of `only`; return how many failed."""
    _set_up_screen(take, profile)
    import qasync
    from PySide6.QtWidgets import QApplication

    from desktop.core.settings import Settings
    from desktop.views.appearance import apply_theme
    from desktop.views.translator import use_language

    app = QApplication(["shots"])
    app.setQuitOnLastWindowClosed(False)
    app.setCursorFlashTime(0)
    settings = Settings(language=take.language, theme=take.theme, first_run_done=True)
    use_language(app, take.language)
    apply_theme(app, settings.theme, settings.density, settings.font_scale)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        from tools.shots.studio import Studio

        studio = Studio(profile, settings, pictures)
        failed: int = loop.run_until_complete(_play_all(take, studio, only))
    return failed


def _set_up_screen(take: Take, folder: Path) -> None:
    """Give Qt a screen without a window system, large enough, before there is an application."""
    from PySide6.QtCore import qInstallMessageHandler

    wide, high = (max(pair) for pair in zip(SCREEN, take.size, strict=True))
    size = {"width": wide * take.scale, "height": high * take.scale}
    screen = {"name": "camera", "x": 0, "y": 0, **size, "logicalDpi": 96, "dpr": 1}
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"
    os.environ["QT_SCALE_FACTOR"] = str(take.scale)
    qInstallMessageHandler(_tell)


def _tell(_kind: object, _context: object, text: str) -> None:
    if MISSING not in text:
        print(text, file=sys.stderr)


async def _play_all(take: Take, studio: Studio, only: Sequence[str]) -> int:
    from tools.shots.scenes import all_scenes

    failed = 0
    started = time.monotonic()
    try:
        await studio.open(take.size)
        for scene in all_scenes():
            if take.has(scene.name) and (not only or any(part in scene.name for part in only)):
                failed += not await _play(take, studio, scene)
    finally:
        studio.close()
    seconds = time.monotonic() - started
    print(f"{take.name}: {len(studio.taken)} pictures in {seconds:.0f} s", flush=True)
    return failed


async def _play(take: Take, studio: Studio, scene: Scene) -> bool:
    name = f"{take.name}: the scene “{scene.name}”"
    is_played = await _ends_well(scene.play(studio), name)
    # What a scene that failed left open would stand in the pictures of the next.
    return await _ends_well(studio.clear(), f"{name}, being cleared away,") and is_played


async def _ends_well(part: Awaitable[None], name: str) -> bool:
    try:
        async with asyncio.timeout(SCENE_SECONDS):
            await part
    except Exception:  # noqa: BLE001 - one scene that fails leaves the others their pictures
        print(f"{name} failed", file=sys.stderr)
        traceback.print_exc()
        return False
    return True
