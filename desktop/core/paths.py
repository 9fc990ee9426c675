"""Where a profile keeps its files: one folder for each person and company on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop.core.quick_dataclass import dataclass

APP_FOLDER: Final = "Lienhe"
OWN: Final = "main"
DEMO: Final = "demo"
KEY_FILE: Final = "key.json"


@dataclass(frozen=True, slots=True)
class Profile:
    """The folder of a profile, and what lies where in it."""

    folder: Path

    @property
    def main(self) -> Path:
        """The database."""
        return self.folder / "main.sqlite"

    @property
    def drafts(self) -> Path:
        """The journal of what was typed and not saved."""
        return self.folder / "drafts.sqlite"

    @property
    def blobs(self) -> Path:
        """Pictures and files, named by what they hold."""
        return self.folder / "blobs"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.folder / "backups"

    @property
    def logs(self) -> Path:
        """What the program noted about itself."""
        return self.folder / "logs"

    @property
    def settings(self) -> Path:
        """What the person set; see core.settings."""
        return self.folder / "settings.json"

    @property
    def ui(self) -> Path:
        """How the windows were left."""
        return self.folder / "ui.json"

    @property
    def cache(self) -> Path:
        """What can be made again."""
        return self.folder / "cache"

    @property
    def manifest(self) -> Path:
        """The declarations as the window reads them; see core.manifest."""
        return self.cache / "manifest.json"

    @property
    def icons(self) -> Path:
        """Rendered icons of the first screens; see views.picture_cache."""
        return self.cache / "icons.bin"

    @property
    def key_file(self) -> Path:
        """What opens the data if they are encrypted; see store.key_file."""
        return self.folder / KEY_FILE

    @property
    def lock(self) -> Path:
        """Held by the one program that has the profile open."""
        return self.folder / "open.lock"

    def make(self) -> None:
        """Make the folders that are missing; raise OSError where that is not allowed."""
        for folder in (self.folder, self.blobs, self.backups, self.logs, self.cache):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def is_new(self) -> bool:
        """Whether nobody has used the profile yet."""
        return not self.main.exists()


def default_profile(name: str = OWN) -> Profile:
    """Return the profile `name` in the place where the system keeps programs' data."""
    from platformdirs import user_data_path

    return Profile(user_data_path(APP_FOLDER, appauthor=False) / name)
