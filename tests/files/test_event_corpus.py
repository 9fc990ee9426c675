"""Calendars of strangers go through the diary and come out as they came."""

from __future__ import annotations

import datetime as dt

from desktop.core.diary.exchange import read_event, write_event
from desktop.core.errors import InvalidValueError
from desktop.core.icalendar.contents import read_contents
from desktop.core.icalendar.flaws import CalendarProblem
from desktop.core.icalendar.items import ItemKind

NOW = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
ZONE = "Asia/Ho_Chi_Minh"


def test_calendars_of_strangers_come_back_as_they_came(corpus):
    seen = 0
    for path in sorted((corpus / "calendars").rglob("*.ics")):
        try:
            contents = read_contents(path.read_bytes(), "utf-8", ZONE)
        except CalendarProblem:
            continue
        for entry in contents.entries[:50]:
            try:
                event = read_event(entry)
            except InvalidValueError:  # its rule would never end
                continue
            if event is None or entry.kind is not ItemKind.EVENT:
                continue
            seen += 1
            assert write_event(event, NOW, ZONE).text == entry.text, path.name
    assert seen > 100
