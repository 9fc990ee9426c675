"""Scenes of the window's dialogs: settings, keys, help, about, crash report, questions."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QTabWidget

from desktop.views.dialogs import confirm
from desktop.views.shell.about_dialog import AboutDialog
from desktop.views.shell.crash_dialog import CrashDialog
from desktop.views.shell.help_window import HelpWindow
from desktop.views.shell.settings_dialog import SettingsDialog
from desktop.views.shell.shortcut_sheet import ShortcutSheet
from desktop.views.shell.window_dialogs import WindowDialogs
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio


def dialogs_of(studio: Studio) -> WindowDialogs:
    """Return what opens the dialogs of the window."""
    if studio.window.companions is None:
        raise RuntimeError("the window is not complete")
    return studio.window.companions.dialogs


@scene("settings")
async def settings(studio: Studio) -> None:
    dialogs_of(studio).show_settings()
    dialog = await studio.top(SettingsDialog)
    tabs = next(iter(dialog.findChildren(QTabWidget)))
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        await studio.shoot(f"settings-{index + 1}")


@scene("shortcuts")
async def shortcut_sheet(studio: Studio) -> None:
    dialogs_of(studio).show_shortcuts()
    await studio.top(ShortcutSheet)
    await studio.shoot("shortcuts")


@scene("about")
async def about(studio: Studio) -> None:
    dialogs_of(studio).show_about()
    await studio.top(AboutDialog)
    await studio.shoot("about")


@scene("help")
async def help_window(studio: Studio) -> None:
    dialogs_of(studio).show_help()
    await studio.top(HelpWindow)
    await studio.shoot("help")


@scene("crash")
async def crash_dialog(studio: Studio) -> None:
    if studio.window.companions is None:
        raise RuntimeError("the window is not complete")
    studio.window.companions.crashes.show_error(LookupError("a picture of a mistake"))
    await studio.top(CrashDialog)
    await studio.shoot("crash")


@scene("question")
async def question(studio: Studio) -> None:
    detail = "Chúng vào thùng rác và lấy lại được."
    asked = confirm(studio.window, "Xóa 1.240 bản ghi?", detail, deed="Xóa")
    task = studio.jobs.start(_answer(asked), name="question")
    await studio.top(QMessageBox)
    await studio.shoot("question")
    task.cancel()


async def _answer(asked: object) -> None:
    await asked  # type: ignore[misc]  # a coroutine
