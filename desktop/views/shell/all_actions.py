"""Every action of the window: what the areas of the program declare, together."""

from __future__ import annotations

from typing import Final

from desktop.views.shell.actions_diary import DIARY_ACTIONS
from desktop.views.shell.actions_letters import LETTER_ACTIONS
from desktop.views.shell.actions_mail import MAIL_ACTIONS
from desktop.views.shell.actions_notices import NOTICE_ACTIONS
from desktop.views.shell.actions_records import RECORD_ACTIONS
from desktop.views.shell.actions_window import WINDOW_ACTIONS

ALL_ACTIONS: Final = (
    *WINDOW_ACTIONS,
    *RECORD_ACTIONS,
    *DIARY_ACTIONS,
    *MAIL_ACTIONS,
    *LETTER_ACTIONS,
    *NOTICE_ACTIONS,
)
