"""Actions of the diary."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.views.shell.actions import Action, Area, Menu

_VIEW = Menu.VIEW
_GO = Menu.GO
_ITEM = Menu.ITEM
_TOOLS = Menu.TOOLS

# How many days are shown beside each other, by the number of the key.
DAY_COUNTS: Final = (
    N_("Show one day"),
    N_("Show two days"),
    N_("Show three days"),
    N_("Show four days"),
    N_("Show five days"),
    N_("Show six days"),
    N_("Show seven days"),
    N_("Show eight days"),
    N_("Show nine days"),
)


def _shows(key: str, label: str, icon: str, keys: str = "") -> Action:
    """Return an action that shows the diary in another way."""
    return Action(
        f"diary.{key}",
        label,
        icon,
        (keys,) if keys else (),
        _VIEW,
        2,
        "diary",
        Area.DIARY,
        checkable=True,
        only_here=True,
    )


def _goes(key: str, label: str, icon: str, keys: str) -> Action:
    """Return an action that shows another time."""
    return Action(f"diary.{key}", label, icon, (keys,), _GO, 4, area=Area.DIARY, only_here=True)


def _does(key: str, label: str, icon: str, keys: str = "", menu: Menu = _ITEM) -> Action:
    return Action(
        f"diary.{key}",
        label,
        icon,
        (keys,) if keys else (),
        menu,
        3,
        area=Area.DIARY,
        only_here=True,
    )


DIARY_ACTIONS: Final = (
    Action(
        "new.event",
        N_("New appointment"),
        "calendar-plus",
        ("Ctrl+Shift+A",),
        Menu.FILE,
        1,
        "new",
        Area.NEW,
    ),
    _shows("view_day", N_("Day"), "calendar-1", "Ctrl+Alt+1"),
    _shows("view_work_week", N_("Work week"), "columns-3", "Ctrl+Alt+2"),
    _shows("view_week", N_("Week"), "calendar-range", "Ctrl+Alt+3"),
    _shows("view_month", N_("Month"), "calendar-days", "Ctrl+Alt+4"),
    _shows("view_agenda", N_("Agenda"), "list", "Ctrl+Alt+5"),
    _shows("view_year", N_("Year"), "grid-3x3", "Ctrl+Alt+6"),
    _shows("view_people", N_("Side by side"), "users", "Ctrl+Alt+7"),
    *(
        Action(
            f"diary.days_{number}",
            label,
            "columns-3",
            (f"Alt+{number}",),
            area=Area.DIARY,
            in_palette=False,
            only_here=True,
        )
        for number, label in enumerate(DAY_COUNTS, 1)
    ),
    _goes("today", N_("Go to today"), "calendar-check", "Ctrl+T"),
    _goes("go_to_date", N_("Go to date…"), "calendar-search", "Ctrl+G"),
    _goes("week_back", N_("One week back"), "chevrons-up", "Alt+Up"),
    _goes("week_on", N_("One week on"), "chevrons-down", "Alt+Down"),
    _goes("month_back", N_("One month back"), "chevron-up", "Alt+PgUp"),
    _goes("month_on", N_("One month on"), "chevron-down", "Alt+PgDown"),
    _goes("previous", N_("Previous period"), "chevron-left", "Ctrl+Alt+Left"),
    _goes("next", N_("Next period"), "chevron-right", "Ctrl+Alt+Right"),
    _does("hold", N_("Log as held…"), "calendar-check-2", "Ctrl+Shift+H"),
    _does("private", N_("Private"), "lock"),
    _does("share_own", N_("Share my diary…"), "share-2"),
    _does("people", N_("Choose people…"), "users-round", menu=_VIEW),
    _does("settings", N_("Working hours and time zones…"), "clock", menu=_TOOLS),
    _does("new_calendar", N_("New calendar…"), "calendar-plus-2", menu=_TOOLS),
    _does("take_file", N_("Take a calendar file…"), "file-down", menu=_TOOLS),
    _does(
        "take_clipboard", N_("Take the calendar on the clipboard"), "clipboard-paste", menu=_TOOLS
    ),
    _does("servers", N_("Calendars on servers…"), "cloud", menu=_TOOLS),
)
