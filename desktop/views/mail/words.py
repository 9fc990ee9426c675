"""How folders, moments and sizes of mail are written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from desktop.core.clock import local_zone
from desktop.core.dates import format_day, format_time, weekday_name
from desktop.core.i18n import N_, _
from desktop.core.mail.places import MailPlace, PlaceKind
from desktop.core.mail.values import FolderInfo, FolderRole, MailRow

ROLE_TITLES: Final = {
    FolderRole.INBOX: N_("Inbox"),
    FolderRole.SENT: N_("Sent"),
    FolderRole.DRAFTS: N_("Drafts"),
    FolderRole.TRASH: N_("Deleted items"),
    FolderRole.JUNK: N_("Junk mail"),
    FolderRole.ARCHIVE: N_("Archive folder"),
    FolderRole.OUTBOX: N_("Outbox"),
    FolderRole.ALL: N_("All mail"),
    FolderRole.FLAGGED: N_("Flagged"),
}
ROLE_ICONS: Final = {
    FolderRole.INBOX: "inbox",
    FolderRole.SENT: "send",
    FolderRole.DRAFTS: "file-pen",
    FolderRole.TRASH: "trash-2",
    FolderRole.JUNK: "shield-alert",
    FolderRole.ARCHIVE: "archive",
    FolderRole.OUTBOX: "mailbox",
    FolderRole.ALL: "mails",
    FolderRole.FLAGGED: "flag",
    FolderRole.PLAIN: "folder",
}
KIND_TITLES: Final = {
    PlaceKind.FLAGGED: N_("Flagged"),
    PlaceKind.UNREAD: N_("Unread"),
    PlaceKind.PINNED: N_("Pinned"),
    PlaceKind.SNOOZED: N_("Snoozed"),
    PlaceKind.EVERYWHERE: N_("All mail"),
}
KIND_ICONS: Final = {
    PlaceKind.FLAGGED: "flag",
    PlaceKind.UNREAD: "mail",
    PlaceKind.PINNED: "pin",
    PlaceKind.SNOOZED: "alarm-clock",
    PlaceKind.EVERYWHERE: "mails",
    PlaceKind.FOUND: "search",
    PlaceKind.TAG: "tag",
}
WEEK: Final = timedelta(days=6)


def folder_title(folder: FolderInfo) -> str:
    """Return what a folder is called: its role has a name in the person's language."""
    known = ROLE_TITLES.get(folder.role)
    return _(known) if known else folder.name


def folder_icon(folder: FolderInfo) -> str:
    """Return the name of a folder's picture."""
    return ROLE_ICONS[folder.role]


def place_title(place: MailPlace, folders: dict[int, FolderInfo]) -> str:
    """Return what a place is called."""
    if place.kind is PlaceKind.ROLE and place.role is not None:
        return _(ROLE_TITLES.get(place.role, N_("All mail")))
    if place.kind is PlaceKind.FOLDERS:
        known = [folders[one] for one in place.folders if one in folders]
        return folder_title(known[0]) if known else ""
    title = KIND_TITLES.get(place.kind)
    return _(title) if title else place.words


def when_text(at: datetime, now: datetime) -> str:
    """Return a moment shortly: the time of today, the weekday of this week, else the day."""
    zone = local_zone()
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return format_time(at)
    if timedelta(0) < today - local.date() <= WEEK:
        return f"{weekday_name(local.date(), short=True)} {format_time(at)}"
    if local.year == today.year:
        return f"{local.day:02d}/{local.month:02d}"
    return format_day(local.date())


def spoken(row: MailRow, now: datetime) -> str:
    """Return a message as a screen reader says it."""
    marks = [
        "" if row.is_read else _("unread"),
        _("flagged") if row.is_flagged else "",
        _("pinned") if row.is_pinned else "",
        _("with files") if row.files else "",
    ]
    words = (*marks, row.sender, row.subject or _("(no subject)"), when_text(row.at, now))
    return ", ".join(word for word in words if word)
