"""What every generator of the demo company shares: the days, the people, the diary, chance."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from desktop.core.clock import to_micros
from desktop.services.demo.diary import Act, Diary
from desktop.services.demo.staff import Staff
from desktop.services.demo.workdays import Workdays, office_moment

YEARS: Final = 6
SEED: Final = 20260901
_COMING_DAYS: Final = 21


def make_random(topic: str) -> Random:
    """Return the source of chance for one topic, so that a change in one leaves the others."""
    return Random(f"{SEED}/{topic}")  # noqa: S311 - made-up data, no secret


@dataclass(slots=True)
class Office:
    """The company as its generators see it."""

    today: date
    staff: Staff
    past: Workdays  # six years, up to yesterday
    coming: Workdays  # from today on
    diary: Diary = field(default_factory=lambda: Diary(make_random("diary")))

    @property
    def first_day(self) -> date:
        """The day on which the company began to keep its customers here."""
        return self.past.days[0]

    @property
    def last_day(self) -> date:
        """The last working day before today."""
        return self.past.days[-1]

    def act(self, rnd: Random, day: date, who: uuid.UUID, command: str) -> Act:
        """Return that somebody does something in the office hours of a day."""
        return Act(office_moment(rnd, day), who, command)


def open_office(today: date, owner: uuid.UUID) -> Office:
    """Return the company as it is on the morning of `today`, with nothing in its diary."""
    first = today - timedelta(days=YEARS * 365 + 1)
    past = Workdays(first, today - timedelta(days=1))
    coming = Workdays(today, today + timedelta(days=_COMING_DAYS))
    return Office(today, Staff(owner, past.days), past, coming)


def make_id(rnd: Random, at: datetime) -> uuid.UUID:
    """Return a UUIDv7 of a moment, the same for the same chance."""
    head = (to_micros(at) // 1000) << 80 | 7 << 76 | rnd.getrandbits(12) << 64
    return uuid.UUID(int=head | 2 << 62 | rnd.getrandbits(62))


def share(rnd: Random, of: float) -> bool:
    """Return True in so many cases of one."""
    return rnd.random() < of
