"""What a person chose to be told: by kind and channel, and in which hours not."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import field

from desktop.core.entities import is_entity
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.reminders.quiet_hours import QuietHours, quiet_from_json

NOTICE_CHOICE = "notice_choice"
EVERY_KIND = "*"  # whose row holds the quiet hours
IN_APP = "app"
_REMINDER = "reminder:"


@dataclass(frozen=True, slots=True)
class Choices:
    """Channels by kind, as far as the person chose; quiet hours."""

    channels: Mapping[str, frozenset[str]] = field(default_factory=dict)
    quiet: QuietHours = QuietHours()

    def wants(self, kind: str, channel: str, default: bool = True) -> bool:
        """Tell whether a kind of notice is wanted by a channel."""
        chosen = self.channels.get(kind)
        return default if chosen is None else channel in chosen

    def silent_entities(self) -> frozenset[str]:
        """Return the entities whose reminders are not wanted."""
        return frozenset(
            kind.removeprefix(_REMINDER)
            for kind, chosen in self.channels.items()
            if kind.startswith(_REMINDER) and IN_APP not in chosen
        )


def reminder_kind(entity: str) -> str:
    """Return the kind under which the reminders of an entity are chosen."""
    return _REMINDER + entity


def choice_id(user: uuid.UUID, kind: str) -> uuid.UUID:
    """Return the id of the record of a person's choice: the same on every computer."""
    return uuid.uuid5(user, f"choice/{kind}")


def read_choices(reads: Reads, me: uuid.UUID) -> Choices:
    """Return what a person chose; runs in a reader thread."""
    if not is_entity(NOTICE_CHOICE):
        return Choices()
    mine = Group((Condition("user_id", Op.EQUALS, str(me)),))
    page = reads.first_page(ListQuery(NOTICE_CHOICE, ("kind", "channels", "quiet"), mine))
    rows = {str(row.values[0]): row.values for row in page.rows}
    quiet = rows.pop(EVERY_KIND, ("", None, None))[2]
    return Choices(
        {kind: frozenset(_texts(values[1])) for kind, values in rows.items()},
        quiet_from_json(quiet if isinstance(quiet, dict) else None),
    )


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
