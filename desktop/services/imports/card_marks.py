"""What a contact card says of itself: which record it was made of, when it was last changed."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final, Self

from desktop.core.imports.card_columns import UID_PREFIX
from desktop.core.tables import CellValue


@dataclass(frozen=True, slots=True)
class CardMarks:
    """The UID and REV of a card (RFC 6350, 6.7.6 and 6.7.4); "" and None where it has none."""

    uid: str = ""
    changed: dt.datetime | None = None  # UTC

    @classmethod
    def read(cls, uid: CellValue, changed: CellValue) -> Self:
        """Return the marks of the two cells behind those of a card."""
        return cls(
            "" if uid is None else str(uid), _moment("" if changed is None else str(changed))
        )

    @property
    def record_id(self) -> uuid.UUID | None:
        """The record that the card was made of, if the program made it."""
        try:
            return uuid.UUID(self.uid.lower().removeprefix(UID_PREFIX))
        except ValueError:
            return None

    def is_older_than(self, moment: dt.datetime | None) -> bool:
        """Tell whether the card was changed before; cards count whole seconds."""
        if self.changed is None or moment is None:
            return False
        return self.changed < moment.replace(microsecond=0)


NO_MARKS: Final = CardMarks()


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
