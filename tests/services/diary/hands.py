"""What tests of the diary do as people do it: by commands, and looking at the days."""

from __future__ import annotations

import datetime as dt
from typing import Any

ZONE = "Asia/Ho_Chi_Minh"
day = dt.date.fromisoformat


class Hands:
    """Runs commands and looks at the diary."""

    def __init__(self, opened, reads):
        self.opened = opened
        self.reads = reads
        self.group = 0

    def run(self, key, **arguments) -> Any:
        outcome = self.opened.commands.run(key, arguments)
        self.group = outcome.changes.group
        return outcome.value

    def undo(self):
        self.run("undo.group", group=self.group)

    def enter(self, title, start, end="", *, is_all_day=False, **values):
        return self.run(
            "event.enter",
            values={"title": title, **values},
            start=start,
            end=end,
            is_all_day=is_all_day,
            zone=ZONE,
        )

    def look(self, first="2026-11-01", last="2026-12-31", calendars=None):
        return self.reads.diary(day(first), day(last), ZONE, calendars)

    def starts(self, first="2026-11-01", last="2026-12-31"):
        return [
            f"{one.start:%d/%m}" if one.is_all_day else f"{one.start:%d/%m %H:%M}"
            for one in self.look(first, last)
        ]

    def titles(self, first="2026-11-01", last="2026-12-31"):
        return [f"{one.start:%d/%m} {one.title}" for one in self.look(first, last)]

    def value(self, entity, record, field):
        return self.reads.card(entity, record).values[field]
