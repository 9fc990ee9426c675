"""What about the company's server an administrator has to do something about.

Judged here, by the server's own clock, so that the window and the command line say the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum, auto
from typing import Final

from desktop.core.dates import format_day, format_moment
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.server_state import ServerState, ServerTask

OVERDUE_AFTER: Final = dt.timedelta(hours=36)  # one a day, and half a day to notice
ROOM_SHARE: Final = 0.1  # of a disc that must be free …
ROOM_BYTES: Final = 5 * 1024**3  # … unless that is more than this
CERTIFICATE_DAYS: Final = 30
LONG_SECONDS: Final = 30 * 60
_PLACES: Final = {
    "backups": N_("the folder of the copies"),
    "second": N_("the second folder"),
    "data": N_("the data of PostgreSQL"),
}
_INTERRUPTED: Final = "interrupted"


class Alarm(StrEnum):
    """What an administrator has to do something about."""

    NO_AGENT = auto()
    NO_COPY = auto()
    OVERDUE = auto()
    FAILED = auto()
    BROKEN = auto()
    NOT_COPIED = auto()
    ROOM = auto()
    CERTIFICATE = auto()
    TRANSACTION = auto()


def alarms(state: ServerState) -> list[tuple[Alarm, str]]:
    """Return what is wrong, the gravest first, each with a sentence."""
    return [*_of_agent(state), *_of_copies(state), *_of_machine(state)]


def _of_agent(state: ServerState) -> Iterator[tuple[Alarm, str]]:
    if state.has_agent:
        return
    sentence = _("No background service is running: automatic backups are not being made.")
    agent = state.agent
    if agent is not None and agent.beat is not None:
        told = _("The service on {host} was last heard on {when}.")
        sentence += " " + told.format(host=agent.host, when=format_moment(agent.beat))
    yield Alarm.NO_AGENT, sentence


def _of_copies(state: ServerState) -> Iterator[tuple[Alarm, str]]:
    newest = state.newest_good
    if newest is None:
        yield Alarm.NO_COPY, _("There is no good copy of the server yet.")
    elif state.now - newest.made_at > OVERDUE_AFTER:
        sentence = _("The last good copy of the server is too old: {when}.")
        yield Alarm.OVERDUE, sentence.format(when=format_moment(newest.made_at))
    failed = _last_failed(state)
    if failed is not None:
        sentence = _("The last backup of the server failed: {reason}")
        yield Alarm.FAILED, sentence.format(reason=reason_of(failed))
    last = next(iter(state.copies), None)
    if last is not None and not last.is_sound:
        sentence = _("The last copy cannot be brought back: {reason}")
        yield Alarm.BROKEN, sentence.format(reason=last.problem)
    elif last is not None and state.second_folder and last.is_good and not last.is_copied:
        sentence = _("The last copy is not in the second folder: {reason}")
        yield Alarm.NOT_COPIED, sentence.format(reason=last.problem or state.second_folder)


def _last_failed(state: ServerState) -> ServerTask | None:
    ended = (one for one in state.tasks if one.kind == "backup" and not one.is_open)
    last = next(ended, None)
    return last if last is not None and last.state == "failed" else None


def _of_machine(state: ServerState) -> Iterator[tuple[Alarm, str]]:
    agent = state.agent
    for place, (free, total) in (agent.room if agent else {}).items():
        if free < min(total * ROOM_SHARE, ROOM_BYTES):
            sentence = _("The disc with {place} is nearly full: {free} GB are free.")
            gigabytes = f"{free / 1024**3:.1f}".replace(".", "," if language() == "vi" else ".")
            told = {"place": _(_PLACES.get(place, place)), "free": gigabytes}
            yield Alarm.ROOM, sentence.format(**told)
    ends = agent.certificate_ends if agent else None
    if ends is not None and ends - state.now < dt.timedelta(days=CERTIFICATE_DAYS):
        sentence = _("The certificate of the server ends on {day}. After that nobody can connect.")
        yield Alarm.CERTIFICATE, sentence.format(day=format_day(ends.date()))
    seconds = state.figures.get("oldest_transaction", 0)
    if seconds > LONG_SECONDS:
        minutes = seconds // 60
        sentence = ngettext(
            "A transaction at the server has lasted {count} minute and keeps old data alive.",
            "A transaction at the server has lasted {count} minutes and keeps old data alive.",
            minutes,
        )
        yield Alarm.TRANSACTION, sentence.format(count=minutes)


def reason_of(task: ServerTask) -> str:
    """Return why a task failed."""
    if task.problem == _INTERRUPTED:
        return _("The service was stopped meanwhile.")
    return task.problem
