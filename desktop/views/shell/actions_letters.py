"""Actions of writing mail, which can be done from everywhere."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.views.shell.actions import Action, Area, Menu

LETTER_ACTIONS: Final = (
    Action(
        "mail.write",
        N_("New e-mail"),
        "mail-plus",
        ("Ctrl+Shift+M",),
        Menu.FILE,
        1,
        "new",
        Area.NEW,
    ),
    Action("mail.write_to", N_("Write an e-mail"), "mail", (), Menu.ITEM, 1, area=Area.RECORD),
    Action("mail.take_back", N_("Take the letter back"), "undo-2", (), Menu.TOOLS, 3),
    Action("mail.outbox", N_("Outbox and drafts"), "send", (), Menu.GO, 4),
)
