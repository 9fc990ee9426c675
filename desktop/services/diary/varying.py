"""Changing events in the diary: one time, it and the following, or all."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from desktop.core.entities import get_entity
from desktop.core.errors import RuleBrokenError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.scopes import Outcome, Scope, change_rule, cut
from desktop.core.recurrence.stamps import When
from desktop.models.calendar import Event
from desktop.services.commands import command
from desktop.services.diary.moving import reschedule_event
from desktop.services.diary.one_time import (
    GONE,
    change_event,
    is_series,
    parse_when,
    stand_alone,
    time_of,
    write_outcome,
)
from desktop.services.diary.series_records import VARIED, read_series
from desktop.services.records import read_values
from desktop.store.work import Work

NOT_ALONE: Final = N_("A repeat rule is for the whole series, or for this and all following times.")
_WALL: Final = frozenset({"start", "end", "is_all_day", "zone"})
_STATE: Final = "status"


@command("event.vary", label=N_("Change in the diary"))
def vary_event(
    work: Work,
    id: str,  # noqa: A002 - the field's name
    original: str = "",
    scope: str = Scope.ALL,
    *,
    values: Mapping[str, Json],
) -> str:
    """Give an event, or times of a series, other values; return the event they are of.

    One time may differ in what `VARIED` names; with any other value it becomes an event by itself.
    Beside fields there may be `start`, `end`, `is_all_day` and `zone`, as for `event.reschedule`.

    Raises:
        RuleBrokenError: one time gets a rule, or a rule cannot be turned.
        InvalidValueError: a value does not fit.
    """
    times: dict[str, Any] = {name: one for name, one in values.items() if name in _WALL}
    said = _read({name: one for name, one in values.items() if name not in _WALL})
    if times:
        moved = reschedule_event(work, id, original, scope, **times)
        scope = Scope.ALL if moved != id else scope  # the following times have an event by now
        id = moved  # noqa: A001 - as above
    event = work.session.get_one(Event, uuid.UUID(id))
    if is_series(work, event) and original and scope != Scope.ALL:
        event = _vary(work, event, parse_when(original), Scope(scope), said)
    else:
        change_event(work, event, said)
    work.session.flush()
    return str(event.id)


def _vary(work: Work, event: Event, original: When, scope: Scope, said: Mapping[str, Any]) -> Event:
    """Change one time, or it and the following ones."""
    if scope is Scope.THIS:
        if "rule" in said:
            raise RuleBrokenError(_(NOT_ALONE))
        if not said.keys() <= set(VARIED):
            return stand_alone(work, event, original, said)
        record = time_of(work, event, original)
        for name, value in said.items():
            setattr(record, name, value)
        return event
    series = read_series(work, event)
    if "rule" in said:
        rule = parse_rule(said["rule"]) if said["rule"] else None
        outcome = change_rule(series, original, rule, scope)
    else:
        before, after = cut(series, original, scope)
        if after is None:
            raise RuleBrokenError(_(GONE))
        outcome = Outcome(after) if before is None else Outcome(before, after)
    part = write_outcome(work, event, original, outcome)
    return change_event(work, part, {name: one for name, one in said.items() if name != "rule"})


def _read(values: Mapping[str, Json]) -> dict[str, Any]:
    """Return values in JSON form as Python's; the state, too, which commands alone set."""
    said = dict(values)
    state = said.pop(_STATE, None)
    found: dict[str, Any] = read_values(get_entity("event"), said)
    return found if state is None else found | {_STATE: state}
