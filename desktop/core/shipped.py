"""Records that come with the program: in every profile they have the same ids.

Two profiles that later join one server meet in the same rows.
"""

from __future__ import annotations

import uuid
from typing import Final

from desktop.core.i18n import N_, _

NAMESPACE: Final = uuid.UUID("8f6a2d5e-3b0c-5c53-9d0b-6a1f0e7c4b21")
_VERSION: Final = 5  # of ids that follow from a name
# Not shipped, though their ids follow from something too: two people made them, and both count.
MADE_TWICE: Final = frozenset({"event", "event_variation", "attendee"})


# What the program reckons by itself from other values: where two reckoned differently nobody is
# asked, it reckons anew.
_RECKONED: Final = frozenset(
    {("busy_time", "intervals"), ("attendee", "booked"), ("event", "sequence")}
)


def is_told(entity: str, column: str) -> bool:
    """Tell whether people are asked about a conflict in a column."""
    return (entity, column) not in _RECKONED


def is_shipped(entity: str, one: uuid.UUID) -> bool:
    """Tell whether a record with that id may come with every profile, and is offered by all."""
    return one.version == _VERSION and entity not in MADE_TWICE


def shipped_id(entity: str, key: str) -> uuid.UUID:
    """Return the id that the shipped row `key` of a dictionary has in every profile."""
    return uuid.uuid5(NAMESPACE, f"{entity}/{key}")


ADMINISTRATORS: Final = shipped_id("user_role", "administrators")
ADMINISTRATORS_NAME: Final = N_("Administrators")  # as the record has it until somebody renames it


def role_name(role_id: uuid.UUID, kept: str) -> str:
    """Return what a role is called in the person's language; `kept` is its record's name."""
    is_shipped = role_id == ADMINISTRATORS and kept == ADMINISTRATORS_NAME
    return _(ADMINISTRATORS_NAME) if is_shipped else kept


def kept_role_name(role_id: uuid.UUID, shown: str) -> str:
    """Return what is kept of a role's name that was shown by `role_name` and perhaps edited."""
    is_shipped = role_id == ADMINISTRATORS and shown == _(ADMINISTRATORS_NAME)
    return ADMINISTRATORS_NAME if is_shipped else shown
