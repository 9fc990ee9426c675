"""What a person sets once and for this computer: language, look, keys.

How the windows were left is not a setting; see `desktop.views.shell.window_state`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, fields
from typing import Any, Final

from desktop.core.filters import Json
from desktop.core.i18n import DEFAULT_LANGUAGE, LANGUAGES
from desktop.core.json_file import JsonObject, read_json, write_json
from desktop.core.paths import Profile
from desktop.core.quick_dataclass import dataclass

FORMAT: Final = 1
THEMES: Final = ("system", "light", "dark", "contrast")
DENSITIES: Final = ("compact", "normal", "roomy")
FONT_SCALES: Final = (90, 100, 110, 125, 150)
KEY_SCHEMES: Final = ("outlook", "thunderbird")
READING_PANES: Final = ("right", "bottom", "off")
START_SCREENS: Final = ("home", "last")
TYPING: Final = ("filter", "cell")  # what letters typed in a list do
FILE_ROOMS: Final = (1, 2, 5, 10, 20, 50, 100, 0)  # gigabytes; 0: as much as there is
SHOWN: Final = "shown"
PRESENCE: Final = (SHOWN, "hidden")
DOUBLE_CLICKS: Final = ("open", "edit")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; each has a default, so an empty file is a good one."""

    language: str = DEFAULT_LANGUAGE
    theme: str = "system"
    density: str = "normal"
    font_scale: int = 100
    key_scheme: str = "outlook"
    shortcuts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the person's own keys
    reading_pane: str = "right"  # of a module that was never set otherwise
    start_screen: str = "home"
    list_typing: str = "filter"
    list_double_click: str = "open"
    first_run_done: bool = False
    news_seen: str = ""  # the version whose news were shown
    tray: bool = False  # an icon beside the clock, where the desktop has room for it
    close_to_tray: bool = False  # the last window is hidden, not closed
    tell_due: bool = True  # by the icon, once a day
    due_told: str = ""  # the day on which that was done last, in ISO 8601
    presence: str = "shown"  # whether cards say which colleagues edit them
    file_room: int = 10  # gigabytes of the company's files on this computer; 0: any amount
    backup_folder: str = ""  # backups are copied there too: a USB stick, a network share
    server: str = ""  # of the company, as "login@host": noted for the list of profiles


def _is_shortcuts(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(keys, list) and all(isinstance(key, str) for key in keys)
        for keys in value.values()
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_ALLOWED: Final[dict[str, Callable[[Any], bool]]] = {
    "language": LANGUAGES.__contains__,
    "theme": THEMES.__contains__,
    "density": DENSITIES.__contains__,
    "font_scale": FONT_SCALES.__contains__,
    "key_scheme": KEY_SCHEMES.__contains__,
    "shortcuts": _is_shortcuts,
    "reading_pane": READING_PANES.__contains__,
    "start_screen": START_SCREENS.__contains__,
    "list_typing": TYPING.__contains__,
    "list_double_click": DOUBLE_CLICKS.__contains__,
    "first_run_done": (False, True).__contains__,
    "news_seen": _is_text,
    "tray": (False, True).__contains__,
    "close_to_tray": (False, True).__contains__,
    "tell_due": (False, True).__contains__,
    "due_told": _is_text,
    "presence": PRESENCE.__contains__,
    "file_room": FILE_ROOMS.__contains__,
    "backup_folder": _is_text,
    "server": _is_text,
}


def load_settings(profile: Profile) -> Settings:
    """Return the settings of a profile; what is missing or not allowed takes its default."""
    return from_json(read_json(profile.settings))


def save_settings(profile: Profile, settings: Settings) -> None:
    """Write the settings whole or not at all; raise OSError. Not for the window's thread."""
    write_json(profile.settings, to_json(settings))


def from_json(data: Mapping[str, Json]) -> Settings:
    """Return the settings that `to_json` wrote, as far as they are allowed."""
    known: dict[str, Any] = {
        name: data[name]
        for name, is_allowed in _ALLOWED.items()
        if name in data and not _is_unhashable(name, data[name]) and is_allowed(data[name])
    }
    if "shortcuts" in known:
        known["shortcuts"] = {key: tuple(keys) for key, keys in known["shortcuts"].items()}
    return Settings(**known)


def to_json(settings: Settings) -> JsonObject:
    """Return the settings as JSON."""
    data: JsonObject = {"format": FORMAT}
    for one in fields(settings):
        data[one.name] = getattr(settings, one.name)
    data["shortcuts"] = {key: list(keys) for key, keys in settings.shortcuts.items()}
    return data


def _is_unhashable(name: str, value: object) -> bool:
    """Tell whether a value of another shape stands where a word or number must."""
    return name != "shortcuts" and isinstance(value, list | dict)
