"""The composition root of the window: nobody imports it but `python -m desktop`."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QApplication

from desktop.app.program import Program
from desktop.core.arguments import Arguments
from desktop.core.paths import Profile
from desktop.core.settings import Settings, load_settings
from desktop.views.appearance import apply_theme
from desktop.views.shell.profile_lock import ProfileLock
from desktop.views.translator import use_language

CLOSING_MS: Final = 8_000  # a program that is just closing needs no longer
SWITCH_SECONDS: Final = 0.0005  # so that a thread of ours never holds a frame up for long

log = logging.getLogger(__name__)


def run(arguments: Arguments) -> int:
    """Show the window and return the exit code when it was closed."""
    if arguments.offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.setswitchinterval(SWITCH_SECONDS)
    profile = Profile(arguments.profile)
    settings = _with_arguments(load_settings(profile), arguments)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Lienhe")
    app.setQuitOnLastWindowClosed(False)
    with suppress(OSError):  # what is wrong with the folder is told when the store is opened
        profile.folder.mkdir(parents=True, exist_ok=True)
    lock = ProfileLock(profile)
    if not lock.take():
        if _call_first(profile, arguments):
            return 0  # the window that runs already was raised
        if not lock.take(CLOSING_MS):
            log.error("the profile is open in a program that does not answer")
            return 1
    use_language(app, settings.language)  # Qt's own texts too
    apply_theme(app, settings.theme, settings.density, settings.font_scale)
    program = Program(app, arguments, profile, settings)
    program.start()
    try:
        return app.exec()
    finally:
        lock.release()


def _call_first(profile: Profile, arguments: Arguments) -> bool:
    from desktop.views.shell.single_instance import call_first

    return call_first(profile, _words(arguments))


def _words(arguments: Arguments) -> list[str]:
    return [str(arguments.file.resolve())] if arguments.file else []


def _with_arguments(settings: Settings, arguments: Arguments) -> Settings:
    language = arguments.language or settings.language
    return replace(settings, language=language, theme=arguments.theme or settings.theme)
