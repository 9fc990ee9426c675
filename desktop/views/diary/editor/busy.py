"""Who is busy around an event: read from the diaries of those who take part, without the event."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from desktop.core.diary.entry import Entry
from desktop.core.diary.time_spans import TimeSpan
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass

FREE: Final = "free"
_CANCELLED: Final = "cancelled"
_DECLINED: Final = "declined"


@dataclass(frozen=True, slots=True)
class Taken:
    """A time at which somebody is not free; `title` is empty where no more may be known."""

    start: datetime
    end: datetime
    show_as: str
    title: str = ""


Busy = Mapping[uuid.UUID, tuple[Taken, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """Whose times are asked for, on which days, in which zone, and which event does not count."""

    who: frozenset[uuid.UUID]
    first: date
    last: date
    zone: str
    besides: uuid.UUID | None = None


def read_busy(reads: Reads, question: Question) -> Busy:
    """Return when people and rooms are not free, each in the order of beginnings."""
    if not question.who:
        return {}
    entries = reads.diary(question.first, question.last, question.zone, question.who)
    return busy_of(question.who, entries, question.besides)


def busy_of(
    who: Collection[uuid.UUID], entries: Iterable[Entry], besides: uuid.UUID | None
) -> Busy:
    """Return what entries of diaries take of each one's time."""
    found: dict[uuid.UUID, list[Taken]] = {one: [] for one in who}
    for entry in entries:
        if entry.event == besides or not _counts(entry):
            continue
        for one in {entry.person, entry.calendar}:
            if one is not None and one in found:
                found[one].append(Taken(entry.start, entry.end, entry.show_as, entry.title))
    return {one: tuple(spans) for one, spans in found.items()}


def clashes(busy: Busy, span: TimeSpan) -> frozenset[uuid.UUID]:
    """Return who has something else at a time."""
    return frozenset(
        one
        for one, spans in busy.items()
        if any(taken.start < span.end and taken.end > span.start for taken in spans)
    )


def _counts(entry: Entry) -> bool:
    shown = entry.show_as or "busy"
    return shown != FREE and entry.status != _CANCELLED and entry.answer != _DECLINED
