"""What the surfaces of a diary are told, and what they tell."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import Enum, auto
from typing import Final, NamedTuple

from desktop.core.diary.day_facts import OwnDays
from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import Span
from desktop.core.public_holidays import WEEKEND
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.company_hours import CompanyHours

NO_OWN_DAYS: Final[OwnDays] = {}


@dataclass(frozen=True, slots=True)
class Options:
    """How a diary is shown; minutes count from midnight, pixels are those of 100 %."""

    zone: str = ""  # IANA, the zone of the hours and of all entries; empty is the person's own
    second_zone: str = ""  # a second scale beside the hours; empty for none
    work_start: int = 8 * 60
    work_end: int = 17 * 60 + 30
    slot: int = 30  # minutes of a line
    hour_height: int = 48
    weekend: frozenset[int] = WEEKEND
    hours: CompanyHours | None = None  # when people work, as far as it was said
    me: uuid.UUID | None = None  # whose hours are shown where nobody stands above a column
    own_days: OwnDays = NO_OWN_DAYS  # what the company decided beside the public holidays
    shows_lunar: bool = True
    shows_holidays: bool = True
    shows_weeks: bool = True


class Person(NamedTuple):
    """Somebody (a user, a room, a car) whose diary stands in a column of its own."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class EntryMove:
    """Where somebody wants an entry: dragged, resized, copied with Ctrl, or moved by keys."""

    entry: Entry
    start: datetime  # naive, in the zone of the surface
    end: datetime
    is_all_day: bool
    is_copy: bool = False
    person: uuid.UUID | None = None  # whose column it was let go in


class Part(Enum):
    """What lies under the pointer."""

    NOTHING = auto()
    EMPTY = auto()  # a slot in which there is nothing
    BODY = auto()  # of an entry
    START_EDGE = auto()
    END_EDGE = auto()
    MORE = auto()  # "+3 more"
    DAY = auto()  # the head of a day
    WEEK = auto()  # the number of a week
    MONTH = auto()  # the name of a month


class Hit(NamedTuple):
    """What lies under the pointer, and the slot there."""

    part: Part
    span: Span | None = None
    entry: Entry | None = None
    day: date | None = None


NOTHING_HIT: Final = Hit(Part.NOTHING)
EDGES: Final = frozenset({Part.START_EDGE, Part.END_EDGE})
OF_ENTRIES: Final = EDGES | {Part.BODY}
