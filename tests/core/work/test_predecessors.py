"""Predecessors as people and Microsoft Project write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.work.predecessors import DAY, read_predecessors, write_lag


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        ("3", [("3", "FS", 0, False)]),
        ("3FS+2d; 5SS", [("3", "FS", 2 * DAY, False), ("5", "SS", 0, False)]),
        ("3,5", [("3", "FS", 0, False), ("5", "FS", 0, False)]),
        ("3FS+1,5d", [("3", "FS", DAY * 3 // 2, False)]),
        ("3FS+1,5d,4", [("3", "FS", DAY * 3 // 2, False), ("4", "FS", 0, False)]),
        ("1.2ff-4 hrs", [("1.2", "FF", -240, False)]),
        ("7SF + 1ed", [("7", "SF", 24 * 60, True)]),
        ("4FS+3 ngày", [("4", "FS", 3 * DAY, False)]),
        ("4+2", [("4", "FS", 2 * DAY, False)]),
        ("4FS+2 tuần\n6", [("4", "FS", 10 * DAY, False), ("6", "FS", 0, False)]),
        ("Khảo sát", [("Khảo sát", "FS", 0, False)]),
        ("Khảo sát, đo đạc", [("Khảo sát, đo đạc", "FS", 0, False)]),
        ("Khảo sát SS+1d; “Ký tên”", [("Khảo sát", "SS", DAY, False), ("Ký tên", "FS", 0, False)]),
        ("3FS+50%", [("3FS+50%", "FS", 0, False)]),
        (" ; ", []),
    ],
)
def test_a_cell_is_read_as_it_is_meant(cell, links):
    found = [(one.row, one.kind, one.lag, one.elapsed) for one in read_predecessors(cell)]
    assert found == links


@given(st.integers(-(10**6), 10**6), st.booleans())
def test_a_lag_that_is_shown_is_read_back(minutes, elapsed):
    (link,) = read_predecessors(f"3FS{write_lag(minutes, elapsed=elapsed)}")
    assert link.lag == minutes
    assert link.elapsed == (elapsed and minutes != 0)


@given(st.text(max_size=60))
def test_whatever_stands_in_a_cell_is_read(cell):
    assert all(one.row for one in read_predecessors(cell) if one.text.strip("\"“”' "))
