"""What an event says beside its times, as calendars write it, and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any, Final

from desktop.core.i18n import N_, _
from desktop.core.icalendar.alarms import DISPLAY, Alarm
from desktop.core.icalendar.items import Item
from desktop.core.icalendar.times import Span

UNTITLED: Final = N_("(No subject)")
# Minutes before the start, as the field `reminders` of events offers them.
MINUTES: Final = (0, 5, 10, 15, 30, 60, 120, 240, 1440, 2880, 4320, 10080, 20160)
_SHOWN_AS: Final = {
    "FREE": "free",
    "TENTATIVE": "tentative",
    "OOF": "away",
    "WORKINGELSEWHERE": "away",
    "BUSY": "busy",
}
_WRITTEN_AS: Final = {"free": "FREE", "tentative": "TENTATIVE", "away": "OOF", "busy": "BUSY"}
_Writer = Callable[[object, Item], dict[str, object]]
_SECRET: Final = ("PRIVATE", "CONFIDENTIAL")
_LONGEST: Final = 200
_LONGEST_URL: Final = 500


def read_words(item: Item) -> dict[str, Any]:
    """Return the fields of an event, or of a varied time, that an item says in words."""
    return {
        "title": (item.summary.strip() or _(UNTITLED))[:_LONGEST],
        "place": item.location.strip()[:_LONGEST] or None,
        "join_url": _url(item.join_url or item.url),
        "description": item.html or item.description or None,
        "status": "cancelled" if item.is_cancelled else "planned",
        "show_as": _shown_as(item),
        "is_private": item.privacy in _SECRET,
        "reminders": _reminders(item),
    }


def write_words(now: Mapping[str, Any], before: Mapping[str, Any], item: Item) -> Item:
    """Return an item that says what changed from `before` to `now`; all else stays."""
    made: dict[str, Any] = {}
    for name, write in _WRITERS.items():
        if (now.get(name) or None) != (before.get(name) or None):
            made |= write(now.get(name), item)
    return dataclasses.replace(item, **made)


def plain_text(text: str) -> str:
    """Return formatted text as plain lines; plain text stays as it is."""
    if "<" not in text:
        return text
    reader = _Lines()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return "\n".join(lines).strip()


class _Lines(HTMLParser):
    """Collects the text of our own formatted text, a line for each paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li", "div"):
            self.parts.append("\n")


def _described(value: object, _item: Item) -> dict[str, object]:
    text = str(value or "")
    plain = plain_text(text)
    return {"description": plain, "html": text if plain != text else ""}


def _status(value: object, item: Item) -> dict[str, object]:
    if value == "cancelled":
        return {"status": "CANCELLED"}
    return {"status": "CONFIRMED" if item.is_cancelled else item.status}


def _shown(value: object, _item: Item) -> dict[str, object]:
    shown = _WRITTEN_AS.get(str(value), "BUSY")
    return {"shows_as": shown, "is_free": shown == "FREE"}


def _privacy(value: object, _item: Item) -> dict[str, object]:
    return {"privacy": "PRIVATE" if value else "PUBLIC"}


def _alarms(value: object, _item: Item) -> dict[str, object]:
    minutes = value if isinstance(value, list) else []
    return {"alarms": tuple(_alarm(int(one)) for one in minutes)}


def _text_as(name: str) -> _Writer:
    def write(value: object, _item: Item) -> dict[str, object]:
        return {name: str(value or "")}

    return write


def _shown_as(item: Item) -> str:
    if item.is_free:
        return "free"
    if item.status == "TENTATIVE":
        return "tentative"
    return _SHOWN_AS.get(item.shows_as, "busy")


def _url(text: str) -> str | None:
    """Return a link to join if it is one of the web; others may do anything."""
    found = text.strip()
    is_link = found.lower().startswith(("https://", "http://"))
    return found if is_link and len(found) <= _LONGEST_URL else None


def _reminders(item: Item) -> list[str] | None:
    """Return the minutes before the start, each as the next that is offered."""
    found: set[int] = set()
    for alarm in item.alarms:
        if alarm.before is None or alarm.from_end:
            continue
        minutes = max(0, -int(alarm.before.length.total_seconds()) // 60)
        found.add(next((one for one in MINUTES if one >= minutes), MINUTES[-1]))
    return [str(one) for one in sorted(found)] or None


def _alarm(minutes: int) -> Alarm:
    days, rest = divmod(minutes, 24 * 60)
    return Alarm(DISPLAY, Span(-days, -rest * 60))


_WRITERS: Final[Mapping[str, _Writer]] = {
    "title": _text_as("summary"),
    "place": _text_as("location"),
    "join_url": _text_as("join_url"),
    "description": _described,
    "status": _status,
    "show_as": _shown,
    "is_private": _privacy,
    "reminders": _alarms,
}
