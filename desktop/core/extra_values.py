"""Values of own fields as a record's `extra` holds them: the same JSON that captured changes hold.

Numbers stand as stored (money scaled by 10^4, moments in microseconds), ids in hexadecimal, flags
as true and false, lists as lists. So history and undo read both alike, and SQLite computes with
them without knowing any kind.
"""

from __future__ import annotations

import json
from typing import Any

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Storage, Stored
from desktop.core.kinds.cleaning import json_text


def to_extra(field: Field, value: object) -> Json:
    """Return what `extra` holds for the Python value of an own field; None = no member."""
    if value is None:
        return None
    kind = kind_of(field)
    stored: Stored = kind.to_stored(value)
    if isinstance(stored, bytes):
        return stored.hex()
    if kind.storage is Storage.FLAG:
        return bool(stored)
    if kind.storage is Storage.JSON:
        made: Json = json.loads(str(stored))
        return made
    return stored


def from_extra(field: Field, member: Json) -> Any:  # noqa: ANN401 - each kind has its own
    """Return the Python value of a member of `extra`; None for one that is none of the kind's."""
    if member is None:
        return None
    kind = kind_of(field)
    try:
        return kind.from_stored(_stored(kind.storage, member))
    except (TypeError, ValueError):  # another program wrote it
        return None


def _stored(storage: Storage, member: Json) -> Stored:
    if storage is Storage.ID:
        return bytes.fromhex(str(member))
    if storage is Storage.JSON:
        return json_text(member)
    if isinstance(member, str | int):
        return int(member) if storage is Storage.FLAG else member
    raise TypeError(f"not a stored value: {member!r}")
