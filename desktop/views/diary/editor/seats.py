"""Whether those who take part find a seat in the rooms and cars that are booked."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Final

from desktop.core.errors import RecordGoneError
from desktop.core.i18n import _
from desktop.core.ports import Reads
from desktop.views.diary.editor.person import Person

DECLINED: Final = "declined"
Seats = Mapping[uuid.UUID, int]


def read_seats(reads: Reads, rooms: Collection[uuid.UUID]) -> Seats:
    """Return how many seats rooms have; those of which nobody said it are left out."""
    found = {}
    for room in rooms:
        with suppress(RecordGoneError):
            seats = reads.card("calendar", room).values.get("capacity")
            if isinstance(seats, int) and seats > 0:
                found[room] = seats
    return found


def too_small(people: Collection[Person], seats: Seats, me: uuid.UUID | None) -> str:
    """Return a sentence for each room with fewer seats than people come, "" if all find one.

    Who declined does not come; I do, whether I stand among them or not.
    """
    coming = [one for one in people if one.resource is None and one.answer != DECLINED]
    is_listed = any(one.user == me for one in people)
    count = len(coming) + (0 if is_listed or me is None else 1)
    told = [
        _("{room} has {seats} seats for {count} people.").format(
            room=one.shown, seats=seats[one.resource], count=count
        )
        for one in people
        if one.resource is not None and seats.get(one.resource, count) < count
    ]
    return " ".join(told)
