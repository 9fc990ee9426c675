"""Reminders within entries (VALARM: RFC 5545, 3.6.6; RFC 9074)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desktop.core.icalendar.components import Component
from desktop.core.icalendar.properties import Property, composed, make_property, make_text
from desktop.core.icalendar.times import (
    UTC_NAME,
    Moment,
    Span,
    parse_moment,
    parse_span,
    write_moment,
    write_span,
)

DISPLAY: Final = "DISPLAY"
EMAIL: Final = "EMAIL"
AUDIO: Final = "AUDIO"
_MOST_REPEATS: Final = 100


@dataclass(frozen=True, slots=True)
class Alarm:
    """A reminder: a span from the start or the end of each time of the entry, or one moment.

    Attributes:
        action: DISPLAY, AUDIO, EMAIL, or what another program invented.
        before: how far from there, below 0 before it; None if `at` says when.
        from_end: whether `before` counts from the end.
        at: a moment in UTC.
        text: what it says, "" if it is the title.
        repeats: how often it comes again, `pause` apart.
        acknowledged: until when reminders of it were put away (UTC).
    """

    action: str = DISPLAY
    before: Span | None = None
    from_end: bool = False
    at: Moment | None = None
    text: str = ""
    repeats: int = 0
    pause: Span | None = None
    acknowledged: Moment | None = None


def read_alarm(part: Component) -> Alarm | None:
    """Return the reminder of a VALARM, None if it does not say when it comes."""
    trigger = part.first("TRIGGER")
    if trigger is None:
        return None
    before, at = parse_span(trigger.value), parse_moment(trigger.value)
    if before is None and (at is None or not isinstance(at.local, datetime)):
        return None
    return Alarm(
        action=part.text("ACTION").upper() or DISPLAY,
        before=before,
        from_end=before is not None and trigger.parameter("RELATED").upper() == "END",
        at=None if before is not None or at is None else Moment(at.local, UTC_NAME),
        text=composed(part.text("DESCRIPTION")),
        repeats=_repeats(part.text("REPEAT")),
        pause=parse_span(part.text("DURATION")),
        acknowledged=_moment(part.first("ACKNOWLEDGED")),
    )


def write_alarm(alarm: Alarm, base: Component | None = None) -> Component:
    """Return the VALARM of a reminder; what `base` says beside that stays."""
    made = base or Component("VALARM")
    old = read_alarm(made)
    if old == alarm:
        return made
    if old is None or (old.before, old.from_end, old.at) != (
        alarm.before, alarm.from_end, alarm.at
    ):  # fmt: skip
        made = made.with_property("TRIGGER", [_trigger(alarm)])
    values = {
        "ACTION": make_property("ACTION", alarm.action),
        "REPEAT": make_property("REPEAT", str(alarm.repeats)) if alarm.repeats else None,
        "DURATION": make_property("DURATION", write_span(alarm.pause)) if alarm.pause else None,
        "DESCRIPTION": make_text("DESCRIPTION", alarm.text),  # a DISPLAY must have one
        "ACKNOWLEDGED": (
            make_property("ACKNOWLEDGED", write_moment(alarm.acknowledged))
            if alarm.acknowledged
            else None
        ),
    }
    for name, one in values.items():
        if old is None or _value(made, name) != (one.value if one is not None else ""):
            made = made.with_property(name, [one] if one is not None else [])
    return made


def write_alarms(alarms: Sequence[Alarm], base: Iterable[Component]) -> list[Component]:
    """Return the VALARM parts of an entry; those that are not understood stay.

    A reminder that is there already keeps its part. Of the rest the first takes over what was said
    of the first that is no more (its UID, X-… properties): it is that one, changed.
    """
    known = [(part, read_alarm(part)) for part in base]
    kept = [part for part, old in known if old is None]
    left = [(part, old) for part, old in known if old is not None]
    places: list[Component | None] = []
    for alarm in alarms:
        same = next((part for part, old in left if old == alarm), None)
        places.append(same)
        if same is not None:
            left.remove((same, alarm))
    for alarm, same in zip(alarms, places, strict=True):
        changed = left.pop(0)[0] if same is None and left else None
        kept.append(same if same is not None else write_alarm(alarm, changed))
    return kept


def _trigger(alarm: Alarm) -> Property:
    if alarm.before is None:
        at = write_moment(alarm.at) if alarm.at is not None else "PT0S"
        return make_property("TRIGGER", at, {"VALUE": ("DATE-TIME",)} if alarm.at else {})
    related = {"RELATED": ("END",)} if alarm.from_end else {}
    return make_property("TRIGGER", write_span(alarm.before), related)


def _value(part: Component, name: str) -> str:
    found = part.first(name)
    return found.value if found is not None else ""


def _moment(one: Property | None) -> Moment | None:
    return parse_moment(one.value, UTC_NAME) if one is not None else None


def _repeats(text: str) -> int:
    return min(int(text[:9]), _MOST_REPEATS) if text.isascii() and text.isdigit() else 0
