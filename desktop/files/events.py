"""Calendar files for the diary: what the window asks the worker for.

`events.look` tells what a file or a text holds, `events.import` takes it into a calendar,
`events.export` writes events to a file, `events.text` gives them as text for the clipboard.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from desktop.core.clock import DEFAULT_ZONE
from desktop.core.diary.exchange import read_event
from desktop.core.errors import CancelledError, InputError, InvalidValueError, NotAllowedError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.icalendar.components import calendar_text
from desktop.core.icalendar.contents import CalendarContents, CalendarHead, read_contents
from desktop.core.icalendar.entries import Entry, calendar_of
from desktop.core.icalendar.items import ItemKind
from desktop.files.calendars import read_calendar, write_calendar
from desktop.models.calendar import Calendar
from desktop.services.event_exchange.giving import entries_of_events, events_of_calendars
from desktop.services.event_exchange.taking import Taken, take_entries
from desktop.services.long_work import LongWork, long_work
from desktop.services.steps import Steps

SHOWN: Final = 200  # events, and refusals, that are told of one by one
_AT_ONCE: Final = 100  # entries in one transaction
_LONGEST_TEXT: Final = 8 * 1024 * 1024


@long_work("events.look")
def look_at_calendar(work: LongWork, path: str = "", text: str = "") -> Json:
    """Return what a calendar file, or the text of one, holds.

    Returns:
        {"name", "events": how many, "others": how many entries that are no events,
        "shown": [{"title", "starts_at" in microseconds, "is_all_day", "rule", "place"}],
        "refused": [[title, sentence], …]}; at most `SHOWN` of each list.

    Raises:
        FileProblem, CalendarProblem: it cannot be read; the sentence names the line.
    """
    contents = _read(work, path, text)
    events = [one for one in contents.entries if one.kind is ItemKind.EVENT]
    shown: list[Json] = []
    refused = [[_title(one), _why(one)] for one in contents.refused]
    count = 0
    for entry in events:
        try:
            said = read_event(entry)
        except InvalidValueError as error:
            refused.append([_title(entry), str(error)])
            continue
        count += said is not None
        if said is not None and len(shown) < SHOWN:
            shown.append(_told(said.values))
    return {
        "name": contents.head.name,
        "events": count,
        "others": len(contents.entries) - len(events),
        "shown": shown,
        "refused": [list(one) for one in refused[:SHOWN]],
    }


@long_work("events.import")
def import_calendar(work: LongWork, calendar: str, path: str = "", text: str = "") -> Json:
    """Take the events of a file or text into a calendar, as one change that is undone at once.

    Cancelled, it ends between two transactions; what is there then can be taken back.

    Returns:
        {"new", "changed", "same", "group", "refused": [[title, sentence], …]}.

    Raises:
        FileProblem, CalendarProblem: it cannot be read.
        NotAllowedError: the right is missing.
        InputError: there is no such calendar.
    """
    if not work.actor.may("event.create"):
        raise NotAllowedError(_("You lack the right to import such records."))
    contents = _read(work, path, text)
    target = uuid.UUID(calendar)
    steps = Steps(work.report, len(contents.entries))
    counts, refused = (
        {"new": 0, "changed": 0, "same": 0},
        [[_title(one), _why(one)] for one in contents.refused],
    )
    group: int | None = None
    for first in range(0, len(contents.entries), _AT_ONCE):
        some = contents.entries[first : first + _AT_ONCE]
        taken, group = _take(work, target, some, group)
        for name in counts:
            counts[name] += len(getattr(taken, name))
        refused += [list(one) for one in taken.refused]
        try:
            steps.reach(first + len(some))
        except CancelledError:
            break
    return {**counts, "group": group or 0, "refused": [list(one) for one in refused[:SHOWN]]}


@long_work("events.export")
def export_events(
    work: LongWork, path: str, calendars: Sequence[str] = (), ids: Sequence[str] = ()
) -> Json:
    """Write events, or all of some calendars, to a file; return how many.

    Raises:
        FileProblem: it cannot be written; an earlier file is untouched.
        NotAllowedError: the right is missing.
        CancelledError: the person cancelled.
    """
    entries, name = _entries(work, calendars, ids)
    steps = Steps(work.report, len(entries))
    written = write_calendar(Path(path), entries, CalendarHead(name=name), steps.cancelled)
    return written.rows


@long_work("events.text")
def events_as_text(work: LongWork, ids: Sequence[str]) -> Json:
    """Return events as the text of a calendar, for the clipboard of other programs."""
    entries, _name = _entries(work, (), ids)
    return calendar_text(calendar_of(entries))


def _entries(
    work: LongWork, calendars: Sequence[str], ids: Sequence[str]
) -> tuple[list[Entry], str]:
    """Return what is to be written, and the name of the calendar if it is one."""
    if not work.actor.may("event.export"):
        raise NotAllowedError(_("You lack the right to export such records."))
    with work.store.work(work.actor, "event.export") as unit:
        named = [unit.session.get(Calendar, uuid.UUID(one)) for one in calendars]
        wanted = [uuid.UUID(one) for one in ids]
        wanted += events_of_calendars(unit, [one.id for one in named if one is not None])
        entries = list(entries_of_events(unit, wanted))
        return entries, named[0].name if len(named) == 1 and named[0] is not None else ""


def _take(
    work: LongWork, calendar: uuid.UUID, some: Sequence[Entry], group: int | None
) -> tuple[Taken, int]:
    with work.store.work(work.actor, "event.import", group=group) as unit:
        if unit.session.get(Calendar, calendar) is None:
            raise InputError(_("The calendar is not there any more."))
        return take_entries(unit, calendar, some), unit.group


def _read(work: LongWork, path: str, text: str) -> CalendarContents:
    if not text:
        return read_calendar(Path(path), DEFAULT_ZONE, Steps(work.report, 0).cancelled)
    return read_contents(text[:_LONGEST_TEXT].encode("utf-8", "replace"), "utf-8", DEFAULT_ZONE)


def _told(values: Mapping[str, Any]) -> Json:
    return {
        "title": values["title"],
        "starts_at": round(values["starts_at"].timestamp() * 1_000_000),
        "is_all_day": values["is_all_day"],
        "rule": values["rule"] or "",
        "place": values["place"] or "",
    }


def _title(entry: Entry) -> str:
    return entry.items[0].summary[:200] or entry.uid


def _why(entry: Entry) -> str:
    return "" if entry.refusal is None else entry.refusal.text
