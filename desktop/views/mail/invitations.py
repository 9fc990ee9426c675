"""What an invitation in a message says, in words."""

from __future__ import annotations

from desktop.core.i18n import _

LONGEST = 200_000  # characters of an invitation that is read


def invitation_words(text: str) -> str:
    """Return what an iCalendar text invites to; "" if nothing of it can be read."""
    return _("This message brings an appointment.") if text[:LONGEST].strip() else ""
