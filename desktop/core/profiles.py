"""The profiles of a person on this computer: one folder each, beside one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop.core.errors import InputError
from desktop.core.file_names import safe_file_name
from desktop.core.i18n import N_, _
from desktop.core.paths import DEMO, OWN, Profile, default_profile
from desktop.core.quick_dataclass import dataclass
from desktop.core.settings import load_settings

NAMES: Final = {OWN: N_("Main profile"), DEMO: N_("Demo company")}
LONGEST: Final = 60  # letters of a name


@dataclass(frozen=True, slots=True)
class KnownProfile:
    """A profile as a person chooses it."""

    folder: Path
    name: str
    server: str = ""  # of the company that it joined; "": it is used alone
    login: str = ""


def read_profiles(present: Path | None = None) -> list[KnownProfile]:
    """Return the profiles of this computer: the main one, then the others by name.

    Reads files, so it is not for the window's thread. `present` is the folder of the profile in
    use, which is listed wherever it lies.
    """
    found = {folder.resolve() for folder in _folders()}
    if present is not None:
        found.add(present.resolve())
    known = [_known(folder) for folder in found]
    return sorted(known, key=lambda one: (one.folder.name != OWN, one.name.casefold()))


def new_profile(name: str) -> Profile:
    """Return the profile that is to have a name; nothing is made yet.

    Raises:
        InputError: the name cannot be one, or there is such a profile.
    """
    shown = " ".join(name.split())
    made = default_profile(safe_file_name(shown))
    if not shown or len(shown) > LONGEST or made.folder.name != shown or shown.startswith("."):
        raise InputError(_("A profile cannot be called so."))
    taken = {one.name.casefold() for one in read_profiles()} | {_(text) for text in NAMES.values()}
    if shown.casefold() in taken or made.folder.exists():
        raise InputError(_("There is a profile of that name already."))
    return made


def named_profile(name: str) -> Profile:
    """Return the profile of a name, a new one if there is none; raise InputError."""
    for one in read_profiles():
        if name.casefold() in (one.name.casefold(), one.folder.name.casefold()):
            return Profile(one.folder)
    return new_profile(name)


def _folders() -> Iterator[Path]:
    home = default_profile().folder.parent
    try:
        for folder in home.iterdir():
            if not Profile(folder).is_new:
                yield folder
    except OSError:
        return  # nobody has used the program yet


def _known(folder: Path) -> KnownProfile:
    settings = load_settings(Profile(folder))
    is_kept_here = folder.parent == default_profile().folder.parent.resolve()
    own = NAMES.get(folder.name) if is_kept_here else None
    login, _at, server = settings.server.partition("@")
    return KnownProfile(folder, _(own) if own else folder.name, server, login)
