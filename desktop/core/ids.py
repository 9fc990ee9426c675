"""Ids of records: UUID version 7 (RFC 9562), made on the client, in the order of their making."""

from __future__ import annotations

import os
import threading
import uuid
from datetime import date, datetime, tzinfo

from desktop.core.clock import Clock, SystemClock, from_micros, local_day, to_micros

_RANDOM_BITS = 74
_TAIL_END = 1 << _RANDOM_BITS
_LOW_BITS = 62
_LOW_MASK = (1 << _LOW_BITS) - 1
_VERSION = 7 << 76
_VARIANT = 0b10 << 62
_STEP_BYTES = 4


class _Sequence:
    """Makes ids that only grow, whatever the clock does.

    Within one millisecond, and while the clock stands behind an id already given (somebody set it
    back), the random tail grows by a random step (RFC 9562, 6.2, method 2); so a page sorted by id
    stays in the order of making, and nobody can guess the next id.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millis = -1
        self._tail = 0

    def next_id(self, millis: int) -> uuid.UUID:
        with self._lock:
            if millis > self._millis:
                self._millis = millis
                self._tail = int.from_bytes(os.urandom(10)) % _TAIL_END
            else:
                self._tail += 1 + int.from_bytes(os.urandom(_STEP_BYTES))
                if self._tail >= _TAIL_END:
                    self._millis += 1
                    self._tail %= _TAIL_END
            millis, tail = self._millis, self._tail
        high, low = tail >> _LOW_BITS, tail & _LOW_MASK
        return uuid.UUID(int=millis << 80 | _VERSION | high << 64 | _VARIANT | low)


_SEQUENCE = _Sequence()
_SYSTEM_CLOCK = SystemClock()


def new_id(clock: Clock = _SYSTEM_CLOCK) -> uuid.UUID:
    """Return an id greater than every id this process has made; any thread may ask."""
    return _SEQUENCE.next_id(to_micros(clock.now()) // 1000)


def id_time(record_id: uuid.UUID) -> datetime:
    """Return when a UUIDv7 was made, to the millisecond."""
    return from_micros((record_id.int >> 80) * 1000)


def id_day(record_id: uuid.UUID, zone: tzinfo | None = None) -> date:
    """Return the day a UUIDv7 was made on, where the person is (or in `zone`)."""
    return local_day(id_time(record_id), zone)
