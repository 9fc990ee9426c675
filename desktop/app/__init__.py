"""The composition root of the window: nobody imports it but `python -m desktop`."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication

from desktop.app.own_process import heard_secret, start_program
from desktop.core import manifest
from desktop.core.arguments import Arguments
from desktop.core.i18n import _
from desktop.core.paths import Profile
from desktop.core.revision import program_revision
from desktop.core.settings import Settings, load_settings
from desktop.views.fonts import load_fonts
from desktop.views.shell.profile_lock import ProfileLock
from desktop.views.translator import use_language

if TYPE_CHECKING:
    from desktop.app.profile_data import ProfileData

# A program that is just starting hears a moment later; one that is closing needs no longer.
PATIENCE_SECONDS: Final = 8.0
STEP_MS: Final = 100
SWITCH_SECONDS: Final = 0.0005  # so that a thread of ours never holds a frame up for long


def run(arguments: Arguments) -> int:
    """Show the window and return the exit code when it was closed."""
    if arguments.offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.setswitchinterval(SWITCH_SECONDS)
    profile = Profile(arguments.profile)
    with suppress(OSError):  # what is wrong with the folder is told when the store is opened
        profile.folder.mkdir(parents=True, exist_ok=True)
    settings = _with_arguments(load_settings(profile), arguments)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Lienhe")
    app.setQuitOnLastWindowClosed(False)
    lock = ProfileLock(profile)
    beside = threading.Thread(target=_wait_for_the_disk, args=(lock,), name="begin")
    beside.start()
    from desktop.app.program import Program

    facts = None if profile.is_new else manifest.read(profile.manifest, program_revision())
    use_language(app, settings.language)  # Qt's own texts too
    beside.join()
    if not lock.is_taken:
        code = _call_first(app, lock, profile, arguments)
        if code is not None:
            return code
    program = Program(app, arguments, _data_of(profile, arguments), settings)
    program.start(facts)
    try:
        code = app.exec()
    finally:
        lock.release()
    if program.starts_again:
        start_program("--profile", str(profile.folder), secret=program.password)
    return code


def _data_of(profile: Profile, arguments: Arguments) -> ProfileData:
    from desktop.app.profile_data import ProfileData

    return ProfileData(profile, heard_secret() if arguments.hears else "")


def _wait_for_the_disk(lock: ProfileLock) -> None:
    """Do what takes time without Python, in a thread; Qt knows its main thread by now."""
    lock.take()
    load_fonts()


def _call_first(
    app: QApplication, lock: ProfileLock, profile: Profile, arguments: Arguments
) -> int | None:
    """Raise the window that has the profile open; return None if it let go of it meanwhile."""
    from desktop.views.shell.single_instance import call_first

    words = [str(arguments.file.resolve())] if arguments.file else []
    end = time.monotonic() + PATIENCE_SECONDS
    while not call_first(profile, words):
        if lock.take(STEP_MS):
            return None
        if time.monotonic() > end:
            return _tell_held(app)
    return 0


def _tell_held(app: QApplication) -> int:
    from desktop.views.dialogs import tell_and_quit

    sentence = _("Lienhe has this profile open already, but its window does not answer.")
    detail = _("Wait a moment and try again. If that does not help, end the program first.")
    box = tell_and_quit(app, sentence, detail)
    app.exec()
    box.deleteLater()
    return 1


def _with_arguments(settings: Settings, arguments: Arguments) -> Settings:
    language = arguments.language or settings.language
    return replace(settings, language=language, theme=arguments.theme or settings.theme)
