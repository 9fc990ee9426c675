"""What happened in the demo company, in the order in which it happened: units of work to be done.

Whoever did several things of one kind on a day did them in one go, so each step is one unit of work
with the moment, the actor and the command that history will show.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from desktop.core.clock import local_day

Values = dict[str, Any]

_LATEST_AFTER_SECONDS: Final = 240  # it is written down within so many seconds


@dataclass(slots=True)
class Step:
    """One unit of work: records made, changed, and put into the bin, by entity."""

    at: datetime
    who: uuid.UUID
    command: str
    made: dict[str, list[Values]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[str, list[tuple[uuid.UUID, Values]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    binned: dict[str, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody did something at a moment, by a command."""

    at: datetime
    who: uuid.UUID
    command: str


class Diary:
    """Collects what happened, in any order.

    A record may be changed on a later day than that of its making only, as a day's doings are
    joined by command and not by record.
    """

    def __init__(self, rnd: Random) -> None:
        self._rnd = rnd
        self._steps: dict[tuple[object, ...], Step] = {}

    def make(self, act: Act, entity: str, values: Values) -> None:
        """Note that a record was made."""
        self._step(act).made[entity].append(values)

    def change(self, act: Act, entity: str, record_id: uuid.UUID, values: Values) -> None:
        """Note that a record got other values."""
        self._step(act).changed[entity].append((record_id, values))

    def bin(self, act: Act, entity: str, record_id: uuid.UUID) -> None:
        """Note that a record was put into the bin."""
        self._step(act).binned[entity].append(record_id)

    def steps(self) -> list[Step]:
        """Return what is to be done, the earliest first."""
        return sorted(self._steps.values(), key=lambda step: step.at)

    def _step(self, act: Act) -> Step:
        key = (local_day(act.at), act.who, act.command)
        written = act.at + timedelta(seconds=self._rnd.random() * _LATEST_AFTER_SECONDS)
        step = self._steps.get(key)
        if step is None:
            step = self._steps[key] = Step(written, act.who, act.command)
        step.at = max(step.at, written)
        return step
