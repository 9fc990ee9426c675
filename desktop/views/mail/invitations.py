"""What an invitation in a message says, in words."""

from __future__ import annotations

from typing import Final

from desktop.core.clock import DEFAULT_ZONE, local_zone
from desktop.core.dates import format_day_long, format_moment
from desktop.core.errors import AppError
from desktop.core.i18n import _

LONGEST: Final = 60_000  # characters of an invitation that is read to be shown


def invitation_words(text: str) -> str:
    """Return what an iCalendar text invites to; "" if there is none."""
    if not text.strip():
        return ""
    from desktop.core.icalendar.entries import entries_of_text

    unread = _("This message brings an appointment.")
    if len(text) > LONGEST:
        return unread
    try:
        entries = entries_of_text(text, DEFAULT_ZONE)
    except (AppError, ValueError):
        return unread
    if not entries:
        return unread
    item = entries[0].items[0]
    when = ""
    if item.start is not None and item.is_all_day:
        when = format_day_long(item.start.local)
    elif item.start is not None:
        when = format_moment(item.start.utc(local_zone()))
    is_off = item.is_cancelled or entries[0].method == "CANCEL"
    words = _("Cancelled: {title}") if is_off else _("Invitation: {title}")
    parts = (words.format(title=item.summary or _("(no subject)")), when, item.location)
    return " · ".join(part for part in parts if part)
