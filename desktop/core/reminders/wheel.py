"""What rings now and when to look again: a pure function of the occasions, the deeds and the time.

Nothing is counted on from one turn to the next, so it does not matter how long the computer slept,
where its clock jumped to or how long the program was closed: what has rung and was neither
dismissed nor put off is shown, once, whatever happened in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.core.reminders.occasions import Alarm, Occasion


@dataclass(frozen=True, slots=True)
class Deed:
    """What the person did about one ringing, on any computer."""

    is_dismissed: bool = False
    snoozed_until: datetime | None = None
    is_seen: bool = False


NOTHING_DONE: Final = Deed()
Deeds = Mapping[str, Deed]  # by key


@dataclass(frozen=True, slots=True)
class Due:
    """An occasion that has rung and waits; what is done about it is done about all its keys."""

    occasion: Occasion
    keys: tuple[str, ...]
    since: datetime  # when it rang last: by an alarm, or because a putting off is over
    is_seen: bool
    latest: str = ""  # the key that rang last

    @property
    def ring(self) -> tuple[str, datetime]:
        """By what one ringing is told from the next of the same occasion."""
        return self.latest, self.since


@dataclass(frozen=True, slots=True)
class Turn:
    """All that waits, the nearest first, and the next moment at which something will ring."""

    dues: tuple[Due, ...] = ()
    next_at: datetime | None = None


def turn(occasions: Iterable[Occasion], deeds: Deeds, now: datetime) -> Turn:
    """Return what waits at `now`."""
    dues: list[Due] = []
    coming: list[datetime] = []
    for occasion in occasions:
        coming += _coming(occasion, deeds, now)
        due = _due(occasion, deeds, now)
        if due is not None:
            dues.append(due)
    dues.sort(key=lambda due: (abs(due.occasion.at - now), due.occasion.title, due.keys))
    return Turn(tuple(dues), min(coming, default=None))


def is_missed_before_made(occasion: Occasion, alarm: Alarm) -> bool:
    """Tell whether all was over when the record was made: an old call that is logged today."""
    made = occasion.made_at
    return made is not None and occasion.at < made and alarm.rings_at < made


def _waiting(occasion: Occasion, deeds: Deeds) -> list[tuple[str, Alarm, Deed]]:
    known = [
        (key := occasion.key(alarm), alarm, deeds.get(key, NOTHING_DONE))
        for alarm in occasion.alarms
        if not is_missed_before_made(occasion, alarm)
    ]
    return [one for one in known if not one[2].is_dismissed]


def _rings_at(alarm: Alarm, deed: Deed) -> datetime:
    return max(alarm.rings_at, deed.snoozed_until or alarm.rings_at)


def _due(occasion: Occasion, deeds: Deeds, now: datetime) -> Due | None:
    begun = [one for one in _waiting(occasion, deeds) if one[1].rings_at <= now]
    ringing = [one for one in begun if _rings_at(one[1], one[2]) <= now]
    if not ringing:
        return None
    latest = max(ringing, key=lambda one: _rings_at(one[1], one[2]))
    keys = tuple(key for key, _alarm, _deed in begun)
    return Due(occasion, keys, _rings_at(latest[1], latest[2]), latest[2].is_seen, latest[0])


def _coming(occasion: Occasion, deeds: Deeds, now: datetime) -> list[datetime]:
    times = [_rings_at(alarm, deed) for _key, alarm, deed in _waiting(occasion, deeds)]
    return [at for at in times if at > now]
