"""Actions of reminders and notices."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.views.shell.actions import Action, Area, Menu

NOTICE_ACTIONS: Final = (
    Action("notices.show", N_("Notices"), "bell", ("Ctrl+Alt+B",), Menu.GO, 4, area=Area.GO),
    Action(
        "notices.reminders", N_("Reminders"), "alarm-clock", ("Alt+R",), Menu.GO, 4, area=Area.GO
    ),
    Action("notices.settings", N_("What I am told…"), "bell-ring", (), Menu.TOOLS, 3),
)
