"""What a person says at the first start, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app.profile_data import ProfileData
from desktop.app.unlocking import ask_key, choose_opening
from desktop.core.arguments import Arguments
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.ports import Keys
from desktop.core.protection import Opened, Protected
from desktop.core.settings import load_settings
from desktop.views.dialogs import show, tell
from desktop.views.jobs import Jobs, Writing
from desktop.views.shell.preparing import shown_while

if TYPE_CHECKING:
    from desktop.views.shell.first_run import FirstRun
    from desktop.views.shell.main_window import MainWindow
    from desktop.views.shell.settings_keeper import SettingsKeeper

LARGEST_LOGO = 5 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class FirstStart:
    """The answers; the defaults are those of a start at which nothing is asked."""

    person_name: str = ""
    company_name: str = ""
    logo: Path | None = None
    wants_demo: bool = False
    file: Path | None = None

    async def carry_out(self, jobs: Jobs, window: MainWindow | None) -> None:
        """Write down the company, and begin to import the file."""
        if self.company_name:
            values: dict[str, Json] = {"name": self.company_name}
            if self.logo is not None:
                values["logo"] = await jobs.in_store(self._keep_logo)
            await jobs.command("org_unit.create", values=values)
        if self.file is not None and window is not None:
            window.import_file(str(self.file))

    def _keep_logo(self, writing: Writing) -> str:
        return writing.blobs.keep_file(str(self.logo), LARGEST_LOGO)


async def ask_first(
    settings: SettingsKeeper, data: ProfileData, arguments: Arguments, jobs: Jobs
) -> FirstStart:
    """Lead a new person through the first steps and return the answers.

    Nothing is asked where the program was used before, or where nobody sits before it. A file of
    another computer is opened here; one that cannot be used is told, and the steps begin again.
    """
    profile = data.profile
    if arguments.is_unattended or settings.settings.first_run_done or not profile.is_new:
        return FirstStart()
    from desktop.services.keys import ProfileKeys

    keys = ProfileKeys(profile.folder)
    while True:
        said = await _ask(settings, jobs, keys)
        try:
            if said.choice is not None:
                await shown_while(jobs.aside(keys.protect, said.choice.key, said.choice.password))
                data.key = said.choice.key
            if said.moved_file is None:
                data.joins = said.joins
                return _answers(said)
            is_there = await _take_over(said.moved_file, data, jobs, keys)
        except AppError as error:
            settings.change(first_run_done=False)
            await tell(None, str(error))
            continue
        if is_there:
            settings.replace(replace(load_settings(profile), first_run_done=True))
            return FirstStart()
        settings.change(first_run_done=False)


async def _take_over(moved: Path, data: ProfileData, jobs: Jobs, keys: Keys) -> bool:
    """Make the profile from the file of another computer; return False if the person gave up."""
    from desktop.core.clock import SystemClock
    from desktop.services.backups.moved_keys import keys_of
    from desktop.services.backups.moving import open_bundle

    theirs = await jobs.aside(keys_of, moved)
    how = await jobs.aside(theirs.protected)
    opened = Opened(b"") if how is Protected.NOT else await ask_key(theirs, jobs, how)
    if opened is None:
        return False
    key = opened.key or None
    folder = data.profile.folder
    await shown_while(jobs.aside(open_bundle, moved, folder, SystemClock(), None, key))
    data.key = key
    if key is not None and not opened.password:
        await choose_opening(keys, jobs, key)
    return True


async def _ask(settings: SettingsKeeper, jobs: Jobs, keys: Keys) -> FirstRun:
    """Return the answers."""
    from desktop.views.shell.first_run import FirstRunDialog

    dialog = FirstRunDialog(settings, protecting=(jobs, keys))
    await show(dialog)
    return dialog.result_of_steps()


def _answers(said: FirstRun) -> FirstStart:
    from desktop.views.shell.first_run_pages import Mode

    is_demo = said.mode is Mode.DEMO
    company = "" if said.joins else said.company_name  # the server knows it
    return FirstStart(said.person_name, company, said.logo, is_demo, said.import_file)
