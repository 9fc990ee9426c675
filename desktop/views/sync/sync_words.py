"""How the state of a profile is told in a few words."""

from __future__ import annotations

from typing import Final

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.sync_status import Pace, SyncState, SyncStatus

SECOND: Final = 1_000_000  # microseconds
JUST_NOW, MINUTE, HOUR, DAY = 5, 60, 3_600, 86_400  # seconds
MANY: Final = 100  # moved in one round: from here on a speed says something
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
AHEAD: Final = N_(
    "The clock of this computer is {span} ahead of the server's, so days and times that are "
    "written here are wrong. Please set it."
)
BEHIND: Final = N_(
    "The clock of this computer is {span} behind the server's, so days and times that are "
    "written here are wrong. Please set it."
)
HEEDS: Final = N_(
    "Meanwhile the server is asked for nothing but whether your administrator wants the data on "
    "this computer deleted."
)
SHORT_REFUSALS: Final = {"LH004": N_("Versions do not fit")}  # by codes of docs/sync.md
SHORT: Final = {
    SyncState.OK: N_("In sync"),
    SyncState.OFFLINE: N_("Offline"),
    SyncState.LOCKED: N_("Server password needed"),
    SyncState.REFUSED: N_("Server refuses"),
    SyncState.PAUSED: N_("Sync paused"),
}


def icon_of(status: SyncStatus) -> tuple[str, str]:
    """Return the name of the icon, and the role of its colour."""
    is_odd = bool(status.problems or status.clock_off) and status.state is SyncState.OK
    if is_odd or status.is_stuck:
        return "cloud-alert", "warning"
    return ICONS[status.state]


def short_words(status: SyncStatus, now: int = 0) -> str:
    """Return what the status bar says; the state, what waits, what was not taken over.

    `now` in microseconds: for how long the server has been away is told from a day on.
    """
    parts = _state_words(status, now)
    if status.problems:
        text = ngettext("{count} conflict", "{count} conflicts", status.problems)
        parts.append(_counted(text, status.problems))
    if status.waiting:
        text = ngettext("{count} change waiting", "{count} changes waiting", status.waiting)
        parts.append(_counted(text, status.waiting))
    if status.clock_off:
        parts.append(_("The clock is wrong"))
    return " · ".join(parts) or _(SHORT[SyncState.OK])


def _state_words(status: SyncStatus, now: int) -> list[str]:
    """Return what is said of the state; nothing where all is well."""
    days = (now - status.last_at) // SECOND // DAY if status.last_at else 0
    if status.state is SyncState.OK:
        return [] if status.is_copied else [_("Receiving data…")]
    is_away = status.state is SyncState.OFFLINE and not status.is_stuck
    if is_away and status.is_copied and days > 0:
        text = ngettext("Offline for {count} day", "Offline for {count} days", days)
        return [_counted(text, days)]
    stuck = N_("Sync interrupted") if status.is_stuck else ""
    state = _(stuck or SHORT_REFUSALS.get(status.code) or SHORT[status.state])
    missing = _missing_words(status) or _("Data are still missing")
    return [state] if status.is_copied else [state, missing]


def long_words(status: SyncStatus) -> str:
    """Return the sentence at the head of the window."""
    if status.sentence and status.state is not SyncState.PAUSED:
        return status.sentence
    if status.state is SyncState.OK and not status.is_copied:
        return _("The company's data is coming. You can work meanwhile.")
    if status.state is SyncState.OK and status.waiting:
        return _("Sending what you changed…")
    if status.state is SyncState.OK and status.problems:
        return _("In sync, but for what was not taken over.")
    return _(SENTENCES[status.state])


def note_words(status: SyncStatus) -> str:
    """Return what is told below that sentence; "" where there is nothing."""
    told = []
    if status.state is SyncState.PAUSED:
        told.append(status.sentence or _(HEEDS))
    if not status.is_copied:
        told.append(_partly_words(status))
    if status.clock_off:
        told.append(_clock_words(status.clock_off))
    return " ".join(told)


def _clock_words(off: int) -> str:
    """Return by how many seconds the clock here is ahead of the server's, as people say it."""
    return _(AHEAD if off > 0 else BEHIND).format(span=_length_words(abs(off)))


def age_words(status: SyncStatus, now: int) -> str:
    """Return how old what is here is, since the last good round; `now` in microseconds."""
    if not status.last_at:
        return _("Not once yet")
    told = _("{age} (synced on {moment})")
    return told.format(age=_span_words((now - status.last_at) // SECOND), moment=last_words(status))


def pace_words(pace: Pace) -> str:
    """Return what the last round moved, and how fast."""
    if not pace.millis:
        return _("Nothing was exchanged yet")
    told = _("{sent} sent, {received} received in {seconds} s")
    numbers = {name: _number(getattr(pace, name)) for name in ("sent", "received")}
    return told.format(**numbers, seconds=_seconds(pace.millis)) + _rate_words(pace)


def arriving_words(pace: Pace) -> str:
    """Return how many records of the company have come until now, and how fast."""
    told = _("{received} received until now")
    return told.format(received=_number(pace.received)) + _rate_words(pace)


def verified_words(status: SyncStatus) -> str:
    """Return when everything was last compared with the server."""
    if not status.verified_at:
        return _("Not once yet")
    told = _("{moment}, then once a day by itself")
    return told.format(moment=format_moment(from_micros(status.verified_at)))


def leaving_words(status: SyncStatus, away: int) -> str:
    """Return what leaving means; `away`: how many files are at the server alone."""
    told = [_("Everything stays on this computer, but nothing is exchanged any more.")]
    if status.waiting:
        told.append(_("What still waits is not sent."))
    if away:
        text = ngettext(
            "{count} file is at the server alone and stays there.",
            "{count} files are at the server alone and stay there.",
            away,
        )
        told.append(_counted(text, away))
    return " ".join((*told, _("The program opens again once you have left.")))


def counted_words(name: str, count: int) -> str:
    """Return the name of a tab, with how many there are if there are any."""
    return f"{name} ({_number(count)})" if count else name


def last_words(status: SyncStatus) -> str:
    """Return when it last went well."""
    if not status.last_at:
        return _("Not once yet")
    return format_moment(from_micros(status.last_at))


def tip_words(status: SyncStatus) -> str:
    """Return what the button in the status bar says under the pointer."""
    last = _("Last sync: {moment}").format(moment=last_words(status))
    partly = "" if status.is_copied else _partly_words(status)
    return "\n".join(filter(None, (long_words(status), partly, last)))


def _missing_words(status: SyncStatus) -> str:
    """Return how many records have yet to come; "" where that is not known."""
    if not status.missing:
        return ""
    text = ngettext("{count} record still missing", "{count} records still missing", status.missing)
    return _counted(text, status.missing)


def _partly_words(status: SyncStatus) -> str:
    """Return that not all of the company's data is here yet, and what is done about it."""
    told = _("Only a part of the company’s data is here yet.")
    if missing := _missing_words(status):
        told = _("Only a part of the company’s data is here yet: {missing}.").format(
            missing=missing
        )
    if status.state is SyncState.OFFLINE:
        told += " " + _("The rest comes by itself as soon as the server can be reached.")
    return told


def _counted(text: str, count: int) -> str:
    return text.format(count=_number(count))


def _number(count: int) -> str:
    return format_number(count, language())


def _seconds(millis: int) -> str:
    """Return seconds with one digit behind the comma; what took next to nothing took a tenth."""
    whole, tenth = divmod(max(round(millis / 100), 1), 10)
    return f"{_number(whole)}{',' if language() == 'vi' else '.'}{tenth}"


def _rate_words(pace: Pace) -> str:
    """Return how many a second; nothing for so few that it would say nothing."""
    moved = pace.sent + pace.received
    if moved < MANY or not pace.millis:
        return ""
    return " · " + _("{count} a second").format(count=_number(moved * 1000 // pace.millis))


def _length_words(seconds: int) -> str:
    if seconds < HOUR:
        minutes = seconds // MINUTE
        return _counted(ngettext("{count} minute", "{count} minutes", minutes), minutes)
    if seconds < DAY:
        hours = seconds // HOUR
        return _counted(ngettext("{count} hour", "{count} hours", hours), hours)
    days = seconds // DAY
    return _counted(ngettext("{count} day", "{count} days", days), days)


def _span_words(seconds: int) -> str:
    if seconds < JUST_NOW:
        return _("Just now")
    if seconds < MINUTE:
        return _counted(ngettext("{count} second ago", "{count} seconds ago", seconds), seconds)
    if seconds < HOUR:
        minutes = seconds // MINUTE
        return _counted(ngettext("{count} minute ago", "{count} minutes ago", minutes), minutes)
    if seconds < DAY:
        hours = seconds // HOUR
        return _counted(ngettext("{count} hour ago", "{count} hours ago", hours), hours)
    days = seconds // DAY
    return _counted(ngettext("{count} day ago", "{count} days ago", days), days)
