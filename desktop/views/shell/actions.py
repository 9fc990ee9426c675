"""The register of everything a key, a menu, a button or the palette can do in the window.

The actions themselves stand in the modules that `all_actions` names: nowhere else is a key
written. What an action does is bound by the screens (`ActionSet.bind`); an action that nobody
bound is shown nowhere.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final

from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass


class Menu(StrEnum):
    """The menus, in their order in the menu bar."""

    FILE = auto()
    EDIT = auto()
    VIEW = auto()
    GO = auto()
    ITEM = auto()
    TOOLS = auto()
    WINDOW = auto()
    HELP = auto()


MENU_LABELS: Final = {
    Menu.FILE: N_("&File"),
    Menu.EDIT: N_("&Edit"),
    Menu.VIEW: N_("&View"),
    Menu.GO: N_("&Go to"),
    Menu.ITEM: N_("&Item"),
    Menu.TOOLS: N_("&Tools"),
    Menu.WINDOW: N_("&Window"),
    Menu.HELP: N_("&Help"),
}

# Submenus by key: the menu and group they stand in, and their label.
SUBMENUS: Final = {
    "new": (Menu.FILE, 1, N_("Add new")),
    "reading_pane": (Menu.VIEW, 1, N_("Reading pane")),
    "diary": (Menu.VIEW, 2, N_("Diary view")),
    "mail_create": (Menu.ITEM, 5, N_("Create from this message")),
    "mail_folder": (Menu.ITEM, 5, N_("Folder")),
    "theme": (Menu.VIEW, 4, N_("Theme")),
    "density": (Menu.VIEW, 4, N_("Density")),
    "language": (Menu.TOOLS, 2, N_("Language")),
}


class Area(StrEnum):
    """Where an action belongs; heads the cheat sheet."""

    WINDOW = auto()
    GO = auto()
    LIST = auto()
    RECORD = auto()
    DIARY = auto()
    MAIL = auto()
    NEW = auto()


AREA_LABELS: Final = {
    Area.WINDOW: N_("Everywhere"),
    Area.GO: N_("Moving around"),
    Area.LIST: N_("In a list"),
    Area.RECORD: N_("In a record"),
    Area.DIARY: N_("In the diary"),
    Area.MAIL: N_("In mail"),
    Area.NEW: N_("Add new"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done: its words, its picture, its keys in the default scheme, its menu."""

    key: str
    label: str  # English msgid
    icon: str = ""
    keys: tuple[str, ...] = ()
    menu: Menu | None = None
    group: int = 1  # a line stands between groups of a menu
    submenu: str = ""  # of SUBMENUS
    area: Area = Area.WINDOW
    checkable: bool = False
    danger: bool = False
    in_palette: bool = True
    only_here: bool = False  # no menu shows it, not even grey, where no screen in view knows it
    goes_first: bool = False  # where a screen in view knows it, its keys do nothing else there
