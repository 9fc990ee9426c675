"""What the tests of calendars share: short ways to write one and to read it."""

from __future__ import annotations

from datetime import datetime

from desktop.core.icalendar.components import parse_calendars
from desktop.core.icalendar.entries import entries_of_text, read_entries
from desktop.core.icalendar.flaws import Remarks

HERE = "Asia/Ho_Chi_Minh"
clock = datetime.fromisoformat  # what clocks show, without a zone


def vevent(*lines: str, uid: str = "a@b") -> str:
    """Return a calendar of one event."""
    return vcalendar("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT")


def vcalendar(*lines: str) -> str:
    """Return a calendar of these lines."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""])


def the_entry(text: str):
    """Return the one entry of a calendar."""
    (entry,) = entries_of_text(text, HERE)
    return entry


def the_item(*lines: str):
    """Return what the one event of these lines says."""
    return the_entry(vevent(*lines)).items[0]


def parsed(data: bytes | str, encoding: str = "utf-8"):
    """Return the calendars and remarks of bytes."""
    remarks = Remarks()
    raw = data.encode() if isinstance(data, str) else data
    return parse_calendars(raw, encoding, remarks), list(remarks)


def all_entries(data: bytes):
    """Return the entries of a file."""
    return [entry for one in parsed(data)[0] for entry in read_entries(one, HERE)]
