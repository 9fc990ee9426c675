"""Entries of a diary on the clipboard."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from PySide6.QtCore import QMimeData

from desktop.core.diary.entry import Entry
from desktop.core.diary.saying import describe
from desktop.core.diary.spans import Span
from desktop.core.pages import Ref
from desktop.views.record_mime import records_as_mime

ENTRIES: Final = "application/x-lienhe-entries"


class Clipped(NamedTuple):
    """An entry by what names it, and when it was; `is_cut` if it is to go from there."""

    event: uuid.UUID
    original: str
    start: datetime
    end: datetime
    is_all_day: bool = False
    is_cut: bool = False

    def placed(self, span: Span) -> tuple[datetime, datetime]:
        """Return start and end where it is pasted: at a time, or on a day at its own time."""
        if self.is_all_day or span.is_all_day:
            start = datetime.combine(span.first_day, self.start.time())
        else:
            start = span.start
        return start, start + (self.end - self.start)


def entries_as_mime(entries: Iterable[Entry], *, is_cut: bool = False) -> QMimeData:
    """Return entries for the clipboard: for other programs what they say, line by line."""
    copied = list(entries)
    data = records_as_mime(Ref("event", one.event, one.title) for one in copied)
    told = [
        {
            "event": str(one.event),
            "original": one.original,
            "start": one.start.isoformat(),
            "end": one.end.isoformat(),
            "is_all_day": one.is_all_day,
            "is_cut": is_cut,
        }
        for one in copied
    ]
    data.setData(ENTRIES, json.dumps(told).encode())
    data.setText("\n\n".join(describe(one) for one in copied))
    return data


def entries_in(data: QMimeData) -> list[Clipped]:
    """Return the entries that were copied here; none if something else was."""
    if not data.hasFormat(ENTRIES):
        return []
    try:
        told = json.loads(bytes(data.data(ENTRIES).data()))
        return [_clipped(one) for one in told]
    except (ValueError, TypeError, KeyError, AttributeError):  # another program's bytes
        return []


def _clipped(told: Mapping[str, object]) -> Clipped:
    return Clipped(
        uuid.UUID(str(told["event"])),
        str(told["original"]),
        datetime.fromisoformat(str(told["start"])),
        datetime.fromisoformat(str(told["end"])),
        told["is_all_day"] is True,
        told["is_cut"] is True,
    )
