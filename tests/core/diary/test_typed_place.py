"""Days to go to, as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.diary.typed_place import parse_place
from desktop.core.errors import InvalidValueError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mai", date(2026, 11, 23)),
        ("15/12", date(2026, 12, 15)),
        ("1/1 âm", date(2027, 2, 6)),
        ("15/8 âm lịch", date(2027, 9, 15)),
        ("15/10 al", date(2026, 11, 23)),
        ("1/1/2026 lunar", date(2026, 2, 17)),
    ],
)
def test_a_day_is_found(text, day):
    assert parse_place(text, TODAY) == day


@pytest.mark.parametrize("text", ["32/1 âm", "1/13 al", "1/1/1900 âm", "nowhere"])
def test_what_is_none_is_told(text):
    with pytest.raises(InvalidValueError):
        parse_place(text, TODAY)
