"""Time as pixels, and what stands above it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.gantt.axis import NARROWEST, STAGES, WIDEST, Axis, fitting, snap_of
from desktop.core.gantt.shading import free_spans
from desktop.core.gantt.ticks import Unit, begin, cells, head_cells, units_at
from desktop.core.scheduling.hours import OFFICE_WEEK
from desktop.core.scheduling.minutes import DAY, from_minute
from desktop.core.scheduling.working_time import WorkingTime

MINUTES = st.integers(10_000_000, 60_000_000)
ZOOMS = st.floats(NARROWEST, WIDEST)
OFFSETS = st.floats(0, 1_000_000)


@given(MINUTES, st.integers(-3_000_000, 3_000_000), ZOOMS, OFFSETS)
def test_a_minute_is_found_again_at_its_pixel(start, minutes, per_day, offset):
    axis = Axis(start, per_day, offset)
    assert axis.minute_at(axis.x(start + minutes)) == start + minutes


@given(MINUTES, ZOOMS, OFFSETS, st.floats(-3000, 3000))
def test_a_pixel_is_found_again_within_half_a_minute(start, per_day, offset, x):
    axis = Axis(start, per_day, offset)
    assert abs(axis.x(axis.minute_at(x)) - x) <= axis.length(0.5) + 0.001


@given(MINUTES, ZOOMS, ZOOMS, st.floats(0, 2000), OFFSETS)
def test_zooming_keeps_the_moment_under_the_pointer(start, before, after, x, offset):
    axis = Axis(start, before, offset)
    zoomed = axis.zoomed(after, x)
    reach = axis.minutes(0.001) + 1
    assert abs(zoomed.minute_at(x) - axis.minute_at(x)) <= reach


@given(st.sampled_from(Unit), MINUTES, st.integers(0, 400_000))
def test_cells_follow_each_other_without_gaps(unit, first, length):
    found = list(cells(unit, first, first + length))
    assert found[0][0] <= first
    assert found[-1][1] > first + length
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert all(begin(unit, finish - 1) == start for start, finish in found)


def test_each_stage_shows_what_it_is_called():
    fine = {name: units_at(per_day)[0] for name, per_day in STAGES.items()}
    assert fine == {
        "hour": Unit.HOUR,
        "day": Unit.DAY,
        "week": Unit.WEEK,
        "month": Unit.MONTH,
        "quarter": Unit.MONTH,
    }


@given(MINUTES, st.integers(1, 3_000_000), st.integers(100, 3000))
def test_a_fitted_plan_fills_the_room_and_no_more(first, length, room):
    per_day = fitting(first, first + length, room)
    wide = Axis(first, per_day).x(first + length)
    assert wide <= room + 0.001 or per_day == NARROWEST
    assert wide >= room - 0.001 or per_day == WIDEST


@given(ZOOMS)
def test_bars_are_dragged_in_steps_that_can_be_seen(per_day):
    assert Axis(0, per_day).length(snap_of(per_day)) >= 10 or snap_of(per_day) == DAY


@given(MINUTES, st.integers(1, 100_000))
def test_what_is_not_shaded_is_worked(first, length):
    last = first + length
    free = list(free_spans(OFFICE_WEEK, first, last, nights=True))
    assert all(start < finish for start, finish in free)
    assert all(one[1] < other[0] for one, other in pairwise(free))
    time = WorkingTime(OFFICE_WEEK, from_minute(first).date())
    assert all(time.between(start, finish) == 0 for start, finish in free)
    covered = sum(max(0, min(finish, last) - max(start, first)) for start, finish in free)
    assert covered + time.between(first, last) == length


def test_the_head_says_weeks_above_days():
    monday = 29_600_000 // (7 * DAY) * 7 * DAY + 4 * DAY  # 1970 began on a Thursday
    texts = [cell.text for cell in head_cells(Axis(monday, 60.0), 400, coarse=False)]
    assert texts[0].endswith(str(from_minute(monday).day))
    assert len(texts) == 7
