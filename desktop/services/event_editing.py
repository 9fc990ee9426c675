"""Saving what was typed in the editor of an event: values and people, as one step of undo."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from desktop.core.clock import DEFAULT_ZONE, find_zone, from_micros
from desktop.core.filters import Json
from desktop.core.i18n import N_
from desktop.core.recurrence.addressing import variation_key
from desktop.core.recurrence.scopes import Scope
from desktop.models.calendar import Attendee, Event
from desktop.services.commands import command
from desktop.services.diary.inviting import Guest, invite, uninvite
from desktop.services.diary.moving import reschedule_event
from desktop.services.diary.one_time import is_series, parse_when, stand_alone
from desktop.services.diary.series_records import guest_id, read_series
from desktop.services.diary.varying import vary_event
from desktop.services.records import Edits, create_record, save_record
from desktop.store.work import Work

TIMES: Final = ("starts_at", "ends_at")
_CLOCK: Final = frozenset({"zone", "is_all_day"})
_ONE_DAY: Final = timedelta(days=1)


@command("event.write", label=N_("Save the appointment"))
def write_event(
    work: Work,
    id: str,  # noqa: A002 - the field's name
    *,
    values: Mapping[str, Json] | None = None,
    edits: Edits | None = None,
    original: str = "",
    scope: str = Scope.ALL,
    people: Sequence[Guest] = (),
    gone: Sequence[str] = (),
) -> str:
    """Make an event of `values`, or change one by `edits`; return the event that has them now.

    `edits` are `{field: [base, new]}` in JSON form. Of a series `original` and `scope` say which
    times are meant; without them it is the series as a whole. `people` are invited (see
    `event.invite`), `gone` are the ids of those who are taken off; for one time alone they make it
    an event by itself.

    Raises:
        ConflictError: somebody else changed the same fields meanwhile.
        RuleBrokenError: a rule cannot be turned, or one time gets a rule.
        InvalidValueError: a value does not fit.
    """
    if values is not None:
        create_record(work, "event", values, id)
    elif edits:
        id = _save(work, id, edits, original, Scope(scope))  # noqa: A001 - as above
    if original and scope == Scope.THIS and (people or gone):
        id, gone = _alone(work, id, original, gone)  # noqa: A001 - as above
    if people:
        invite(work, id, people)
    if gone:
        uninvite(work, id, gone)
    return id


def _alone(
    work: Work, event_id: str, original: str, gone: Sequence[str]
) -> tuple[str, Sequence[str]]:
    """Let one time be an event by itself; return its id and the guests to take off it."""
    event = work.session.get_one(Event, uuid.UUID(event_id))
    if is_series(work, event):
        event = stand_alone(work, event, parse_when(original), {})
    there = [work.session.get(Attendee, uuid.UUID(one)) for one in gone]
    return str(event.id), [str(guest_id(one, event.id)) for one in there if one is not None]


def _save(work: Work, event_id: str, edits: Edits, original: str, scope: Scope) -> str:
    event = work.session.get_one(Event, uuid.UUID(event_id))
    if original and scope is not Scope.ALL:
        values = {name: new for name, (_base, new) in edits.items()}
        return vary_event(work, event_id, original, scope, values=_with_walls(event, values))
    moved = {name: edits[name] for name in TIMES if name in edits}
    if not (event.rule and moved) or not _CLOCK.isdisjoint(edits):
        return save_record(work, "event", event_id, edits)
    # A series is moved with its exceptions; a rule that was chosen beside that comes after it.
    first = variation_key(read_series(work, event).start)
    rest = {name: edit for name, edit in edits.items() if name not in moved and name != "rule"}
    if rest:
        save_record(work, "event", event_id, rest)
    walls: dict[str, Any] = _with_walls(event, {name: new for name, (_base, new) in moved.items()})
    reschedule_event(work, event_id, first, Scope.ALL, **walls)
    if "rule" in edits:
        rule = edits["rule"][1]
        if rule != event.rule:
            event.rule = None if rule is None else str(rule)
            work.session.flush()
    return event_id


def _with_walls(event: Event, values: Mapping[str, Json]) -> dict[str, Json]:
    """Return values with their times as `event.reschedule` takes them."""
    found = dict(values)
    if not {*TIMES, *_CLOCK} & found.keys():
        return found
    zone = str(found.pop("zone", None) or event.zone or DEFAULT_ZONE)
    is_all_day = bool(found.pop("is_all_day", event.is_all_day))
    start, end = (_wall(event, found.pop(name, None), name, zone) for name in TIMES)
    if is_all_day:
        last = max(start, end - _ONE_DAY)
        spans = (start.date().isoformat(), last.date().isoformat())
    else:
        spans = (start.isoformat(timespec="seconds"), end.isoformat(timespec="seconds"))
    return {**found, "start": spans[0], "end": spans[1], "is_all_day": is_all_day, "zone": zone}


def _wall(event: Event, micros: Json, name: str, zone: str) -> datetime:
    """Return a moment that was typed, or what the event has, on the wall of a zone."""
    held = getattr(event, name) or event.starts_at
    moment = from_micros(micros) if isinstance(micros, int) else held
    return moment.astimezone(find_zone(zone)).replace(tzinfo=None, microsecond=0)
