"""How the state of the server is put into words."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QLocale

from desktop.core.dates import format_moment
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language
from desktop.core.server_alarms import reason_of
from desktop.core.server_state import STEPS, TASK_LABELS, CentreCopy, ServerState, ServerTask

TOLD_FOR: Final = dt.timedelta(days=7)  # that the server went back to a copy
SCHEDULE: Final = N_("Every day at {time} by the clock of the server; {count} copies are kept.")


def size_words(size: int) -> str:
    """Return a number of bytes as people read it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def schedule_words(state: ServerState) -> str:
    """Return when copies are made and where they go."""
    sentence = _(SCHEDULE).format(time=state.backup_at, count=state.keep)
    if state.second_folder:
        more = _("Each is copied to {folder} too.").format(folder=state.second_folder)
        return f"{sentence} {more}"
    return sentence + " " + _("They are not copied to a second folder.")


def server_words(state: ServerState) -> str:
    """Return what serves the company."""
    told = _("PostgreSQL {version}, database {name}, {size}")
    version = state.version.partition(" ")[0]  # without the name of a distribution
    return told.format(version=version, name=state.database, size=size_words(state.size))


def agent_words(state: ServerState) -> str:
    """Return which service looks after it."""
    if state.agent is None or not state.has_agent:
        return _("none")
    told = _("on {host}, copies in {folder}")
    return told.format(host=state.agent.host, folder=state.agent.folder)


def devices_words(state: ServerState) -> str:
    """Return how many computers there are, and how their rounds go."""
    told = _(
        "{count}; silent for 7 days: {silent}; "
        "today {refused} refused changes, {conflicts} conflicts"
    )
    names = ("silent", "refused", "conflicts")
    facts = {name: _number(state.figures.get(name, 0)) for name in names}
    return told.format(count=_number(state.figures.get("clients", 0)), **facts)


def due_words(state: ServerState) -> str:
    """Return what is due today in the whole company; "" where nothing is."""
    calls, overdue = state.figures.get("calls", 0), state.figures.get("overdue", 0)
    if not calls and not overdue:
        return ""
    told = _("{calls} calls today, {overdue} overdue ones, of {people} people")
    people = state.figures.get("people", 0)
    return told.format(calls=_number(calls), overdue=_number(overdue), people=_number(people))


def task_words(task: ServerTask) -> str:
    """Return what is done just now, and by whose wish."""
    what = _(TASK_LABELS.get(task.kind, task.kind))
    if task.state == "waiting":
        told = _("waits for the service")
    elif task.is_cancelled:
        told = _("is being stopped")
    else:
        told = _(STEPS[task.step]) if task.step in STEPS else _("begins")
    asked = _("asked by {name}").format(name=task.by) if task.by else ""
    return ", ".join(part for part in (f"{what}: {told}", asked) if part)


def outcome_words(state: ServerState) -> list[str]:
    """Return what the last wish of an administrator came to, if that must be told."""
    ended = [one for one in state.tasks if one.kind in ("try", "restore") and not one.is_open]
    found = []
    last = next(iter(ended), None)
    if last is not None and last.state == "failed":
        told = _("{what} failed: {reason}")
        what = _(TASK_LABELS[last.kind])
        found.append(told.format(what=what, reason=reason_of(last)))
    back = next((one for one in ended if one.kind == "restore" and one.state == "done"), None)
    if back is not None and back.ended_at and state.now - back.ended_at < TOLD_FOR:
        found.append(_restored_words(back, format_moment(back.ended_at)))
    return found


def _restored_words(task: ServerTask, when: str) -> str:
    told = _("The server went back to {copy} on {when}, as {name} wanted.")
    sentence = told.format(copy=task.name, when=when, name=task.by or "–")
    if task.aside:
        more = _("What was there before is kept for 30 days as the database {name}.")
        sentence += " " + more.format(name=task.aside)
    if task.problem:
        more = _("The files could not all be brought back: {reason}")
        sentence += " " + more.format(reason=task.problem)
    return sentence


def copy_words(copy: CentreCopy) -> list[str]:
    """Return the cells of a copy: when, by whom, customers, size, tried out, second."""
    if not copy.is_sound:
        tried = _("cannot be brought back")
    else:
        tried = format_moment(copy.tried_at) if copy.tried_at else _("not yet")
    return [
        format_moment(copy.made_at),
        copy.by or _("Schedule"),
        _number(copy.rows.get("account", 0)) if copy.rows else "",
        size_words(copy.size),
        tried,
        _("copied") if copy.is_copied else "",
    ]


def _number(value: int) -> str:
    return format_number(value, language())
