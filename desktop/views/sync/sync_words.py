"""How the state of a profile is told in a few words."""

from __future__ import annotations

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.i18n import _, ngettext
from desktop.core.sync_status import SyncState, SyncStatus

ICONS = {
    SyncState.OK: ("cloud-check", "muted"),
    SyncState.OFFLINE: ("cloud-off", "warning"),
    SyncState.LOCKED: ("lock", "warning"),
    SyncState.REFUSED: ("cloud-alert", "warning"),
    SyncState.PAUSED: ("pause", "muted"),
}


def short_words(status: SyncStatus) -> str:
    """Return what the status bar says."""
    if status.problems:
        text = ngettext("{count} conflict", "{count} conflicts", status.problems)
        return text.format(count=status.problems)
    if status.state is SyncState.LOCKED:
        return _("Server password needed")
    if status.state is SyncState.REFUSED:
        return _("Server refuses")
    if status.waiting:
        text = ngettext("{count} change waiting", "{count} changes waiting", status.waiting)
        return text.format(count=status.waiting)
    if status.state is SyncState.OFFLINE:
        return _("Offline")
    return _("Sync paused") if status.state is SyncState.PAUSED else _("In sync")


def long_words(status: SyncStatus) -> str:
    """Return the sentence at the head of the window."""
    if status.sentence:
        return status.sentence
    sentences = {
        SyncState.OK: _("Everything is in sync with the server."),
        SyncState.OFFLINE: _("The server cannot be reached. Your work is kept and sent later."),
        SyncState.LOCKED: _("Type your password for the server to go on."),
        SyncState.REFUSED: _("The server refuses to work with this computer."),
        SyncState.PAUSED: _("Paused: your work is kept here and sent later."),
    }
    if status.state is SyncState.OK and status.waiting:
        return _("Sending what you changed…")
    return sentences[status.state]


def last_words(status: SyncStatus) -> str:
    """Return when it last went well."""
    if not status.last_at:
        return _("Not once yet")
    return format_moment(from_micros(status.last_at))
