"""Values on their way to the centre and back: one spelling each, whatever database they come from.

The outbox holds values as captured changes do (ids in hexadecimal, money scaled, moments in
microseconds); the centre compares values by what they mean, so each has exactly one form between
the two. docs/sync.md has the table. Members of own fields travel as a record's `extra` holds them.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from desktop.core.clock import from_micros, to_micros
from desktop.core.filters import Json
from desktop.core.kinds.base import Storage, Stored
from desktop.core.kinds.cleaning import json_text

SCALE: Final = 10_000  # of stored amounts
LARGEST: Final = 2**63 - 1
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d\.\d{6})Z")
_AMOUNT: Final = re.compile(r"-?\d{1,15}\.\d{4}")


def to_wire(storage: Storage, captured: Json) -> Json:
    """Return what travels for a value as a captured change holds it.

    Raises:
        ValueError: it is no value of that storage.
    """
    if captured is None or captured == "":
        return None
    return _TO_WIRE[storage](captured)


def from_wire(storage: Storage, value: Json) -> Stored:
    """Return what a column of SQLite holds for a value that came from the centre.

    Raises:
        ValueError: it has not the form of that storage.
    """
    return None if value is None else _FROM_WIRE[storage](value)


def _moment(value: Json) -> str:
    return from_micros(_whole(value)).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _micros(value: Json) -> int:
    parts = _MOMENT.fullmatch(_text(value))
    if parts is None:
        raise ValueError(f"not a moment: {value!r}")
    return to_micros(dt.datetime.fromisoformat(f"{parts[1]}T{parts[2]}+00:00"))


def _whole(value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise ValueError(f"not a whole number: {value!r}")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")  # noqa: TRY004 - data from outside
    return value


def _day(value: Json) -> str:
    return _shaped(_DAY, value)


def _same(value: Json) -> Json:
    return value


def _shaped(shape: re.Pattern[str], value: Json) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise ValueError(f"not of its form: {value!r}")
    return value


_TO_WIRE: Final[Mapping[Storage, Callable[[Json], Json]]] = {
    Storage.ID: lambda value: str(uuid.UUID(hex=_text(value))),
    Storage.MOMENT: _moment,
    Storage.AMOUNT: lambda value: f"{Decimal(_whole(value)).scaleb(-4):.4f}",
    Storage.INTEGER: _whole,
    Storage.FLAG: bool,
    Storage.DAY: _day,
    Storage.TEXT: _text,
    Storage.JSON: _same,
}
_FROM_WIRE: Final[Mapping[Storage, Callable[[Json], Stored]]] = {
    Storage.ID: lambda value: uuid.UUID(_text(value)).bytes,
    Storage.MOMENT: _micros,
    Storage.AMOUNT: lambda value: int(Decimal(_shaped(_AMOUNT, value)) * SCALE),
    Storage.INTEGER: _whole,
    Storage.FLAG: lambda value: int(bool(value)),
    Storage.DAY: _day,
    Storage.TEXT: _text,
    Storage.JSON: json_text,
}
