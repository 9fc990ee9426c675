"""Where the cursor is when what it stood on goes away."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from tests.core.diary.making import at
from tests.views.diary.canvas.conftest import Heard
from tests.views.diary.canvas.hand import key
from tests.views.diary.canvas.test_hours_by_keys import ALT, hour

Key = Qt.Key


def test_the_cursor_stays_on_no_day_that_is_no_longer_shown(week):
    heard = Heard(week, "day_wanted")
    week.place_cursor(hour(24, 9))
    week.show_days([date(2026, 12, 14 + n) for n in range(5)])  # by the small calendar
    assert week.cursor_span is None
    key(week, Key.Key_Down, ALT)
    assert heard.of("day_wanted") == [(date(2026, 12, 21),)]


def test_the_cursor_stands_where_an_entry_was_deleted(week):
    week.place_cursor(hour(27, 9))
    one = at(10, day=25)
    week.show_entries([one])
    week.choose(week.entries[0])
    week.show_entries([])
    assert week.cursor_span == hour(25, 10)
