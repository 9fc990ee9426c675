"""What a person says at the first start, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.arguments import Arguments
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.paths import Profile
from desktop.core.settings import load_settings
from desktop.views.dialogs import show, tell
from desktop.views.jobs import Jobs, Writing
from desktop.views.shell.preparing import shown_while

if TYPE_CHECKING:
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
    settings: SettingsKeeper, profile: Profile, arguments: Arguments, jobs: Jobs
) -> FirstStart:
    """Lead a new person through the first steps and return the answers.

    Nothing is asked where the program was used before, or where nobody sits before it. A file of
    another computer is opened here; one that cannot be used is told, and the steps begin again.
    """
    if arguments.is_unattended or settings.settings.first_run_done or not profile.is_new:
        return FirstStart()
    while True:
        said, moved = await _ask(settings)
        if moved is None:
            return said
        try:
            await shown_while(jobs.aside(_take_over, moved, profile.folder))
        except AppError as error:
            settings.change(first_run_done=False)
            await tell(None, str(error))
        else:
            settings.replace(replace(load_settings(profile), first_run_done=True))
            return FirstStart()


def _take_over(moved: Path, folder: Path) -> None:
    """Make the profile from the file of another computer; runs in a thread of its own."""
    from desktop.core.clock import SystemClock
    from desktop.services.backups.moving import open_bundle

    open_bundle(moved, folder, SystemClock())


async def _ask(settings: SettingsKeeper) -> tuple[FirstStart, Path | None]:
    """Return the answers, and the file of another computer if there is one."""
    from desktop.views.shell.first_run import FirstRunDialog
    from desktop.views.shell.first_run_pages import Mode

    dialog = FirstRunDialog(settings)
    await show(dialog)
    said = dialog.result_of_steps()
    answers = FirstStart(
        said.person_name,
        said.company_name,
        said.logo,
        said.mode is Mode.DEMO,
        said.import_file,
    )
    return answers, said.moved_file
