"""How the state of a profile is told in a few words."""

from __future__ import annotations

from typing import Final

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.sync_status import SyncState, SyncStatus

ICONS: Final = {
    SyncState.OK: ("cloud-check", "muted"),
    SyncState.OFFLINE: ("cloud-off", "warning"),
    SyncState.LOCKED: ("lock", "warning"),
    SyncState.REFUSED: ("cloud-alert", "warning"),
    SyncState.PAUSED: ("circle-pause", "muted"),
}
SENTENCES: Final = {
    SyncState.OK: N_("Everything is in sync with the server."),
    SyncState.OFFLINE: N_("The server cannot be reached. Your work is kept and sent later."),
    SyncState.LOCKED: N_("Type your password for the server to go on."),
    SyncState.REFUSED: N_("The server refuses to work with this computer."),
    SyncState.PAUSED: N_("Paused: your work is kept here and sent later."),
}
SHORT: Final = {
    SyncState.OK: N_("In sync"),
    SyncState.OFFLINE: N_("Offline"),
    SyncState.LOCKED: N_("Server password needed"),
    SyncState.REFUSED: N_("Server refuses"),
    SyncState.PAUSED: N_("Sync paused"),
}


def icon_of(status: SyncStatus) -> tuple[str, str]:
    """Return the name of the icon, and the role of its colour."""
    if status.problems and status.state is SyncState.OK:
        return "cloud-alert", "warning"
    return ICONS[status.state]


def short_words(status: SyncStatus) -> str:
    """Return what the status bar says; the state, what waits, what was not taken over."""
    parts = []
    if not status.is_copied and status.state is SyncState.OK:
        parts.append(_("Receiving data…"))
    elif status.state is not SyncState.OK:
        parts.append(_(SHORT[status.state]))
    if status.problems:
        text = ngettext("{count} conflict", "{count} conflicts", status.problems)
        parts.append(_counted(text, status.problems))
    if status.waiting:
        text = ngettext("{count} change waiting", "{count} changes waiting", status.waiting)
        parts.append(_counted(text, status.waiting))
    return " · ".join(parts) or _(SHORT[SyncState.OK])


def long_words(status: SyncStatus) -> str:
    """Return the sentence at the head of the window."""
    if status.sentence:
        return status.sentence
    if status.state is SyncState.OK and not status.is_copied:
        return _("The company's data is coming. You can work meanwhile.")
    if status.state is SyncState.OK and status.waiting:
        return _("Sending what you changed…")
    return _(SENTENCES[status.state])


def last_words(status: SyncStatus) -> str:
    """Return when it last went well."""
    if not status.last_at:
        return _("Not once yet")
    return format_moment(from_micros(status.last_at))


def tip_words(status: SyncStatus) -> str:
    """Return what the button in the status bar says under the pointer."""
    last = _("Last sync: {moment}").format(moment=last_words(status))
    return f"{long_words(status)}\n{last}"


def _counted(text: str, count: int) -> str:
    return text.format(count=format_number(count, language()))
