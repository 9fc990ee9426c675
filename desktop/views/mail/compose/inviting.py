"""Begins the letter that invites people from outside the company to an event."""

from __future__ import annotations

import uuid
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.mail.letters import Letter
from desktop.core.mail.values import Address
from desktop.core.pages import Ref
from desktop.views.dialogs import tell
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.desks import letter_desk


async def invite(jobs: Jobs, event: uuid.UUID, widget: QWidget) -> None:
    """Begin a letter with the invitation to an event, or tell that nobody needs one."""
    found: Any = await jobs.ask("mail.invitation", {"event": str(event)})
    people = tuple(Address(name, address) for name, address in found["people"])
    if not people:
        await tell(widget, _("Nobody from outside the company takes part with an e-mail address."))
        return
    subject = _("Invitation: {title}").format(title=found["subject"])
    letter = Letter(
        new_id(),
        to=people,
        subject=subject,
        calendar=found["text"],
        links=(Ref("event", event, found["subject"]),),
    )
    letter_desk(jobs, widget).begin(letter)
