"""Actions of reminders and notices."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.views.shell.actions import Action, Area, Menu

NOTICE_ACTIONS: Final = (
    Action(
        "notices.reminders", N_("Reminders"), "alarm-clock", ("Alt+R",), Menu.GO, 4, area=Area.GO
    ),
)
