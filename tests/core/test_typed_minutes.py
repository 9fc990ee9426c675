"""Spans of time as people type them."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidValueError
from desktop.core.typed_minutes import parse_minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", None), ("  ", None), ("15", 15), ("15p", 15), ("15 phút", 15), ("15'", None),
        ("1h", 60), ("1h30", 90), ("1 giờ 30 phút", 90), ("1h rưỡi", 90), ("1,5h", 90),
        ("2 tiếng", 120), ("0", 0), ("90min", 90), ("１５p", 15),
    ],
)  # fmt: skip
def test_spans_are_understood(text, minutes):
    if text == "15'":
        with pytest.raises(InvalidValueError):
            parse_minutes(text)
    else:
        assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["lâu", "-5", "9999h", "99999", "1h99999", "15p gọi", "\0"])
def test_anything_else_is_refused_with_what_was_typed(text):
    with pytest.raises(InvalidValueError, match="is not a length of time"):
        parse_minutes(text)
