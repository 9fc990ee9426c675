"""The hours of a week under a mouse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.core.diary.spans import Span, span_of
from desktop.views.diary.canvas.values import EntryMove, Part
from tests.core.diary.making import at, days, moment
from tests.views.diary.canvas.conftest import WEEK, Heard
from tests.views.diary.canvas.hand import (
    LEFT,
    NONE,
    drag,
    key,
    move,
    press,
    release,
    spot,
)

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_drag_over_empty_hours_marks_them(week):
    heard = Heard(week, "range_chosen")
    drag(week, spot(week, 24, 9), spot(week, 24, 10.5))
    assert heard.of("range_chosen")[-1] == (Span(moment(24, 9), moment(24, 11)),)
    assert week.cursor_span == Span(moment(24, 9), moment(24, 11))


def test_what_is_typed_over_marked_hours_becomes_a_new_entry(week):
    heard = Heard(week, "title_typed")
    drag(week, spot(week, 24, 9), spot(week, 24, 10))
    QTest.keyClick(week, Qt.Key.Key_M)
    assert week.title_edit is not None
    QTest.keyClicks(week.title_edit, "eet")
    QTest.keyClick(week.title_edit, Qt.Key.Key_Return)
    assert heard.of("title_typed") == [(Span(moment(24, 9), moment(24, 10.5)), "meet")]
    assert week.title_edit is None
    assert week.hasFocus()


def test_escape_leaves_the_line_without_an_entry(week):
    heard = Heard(week, "title_typed")
    drag(week, spot(week, 24, 9), spot(week, 24, 10))
    QTest.keyClick(week, Qt.Key.Key_M)
    QTest.keyClick(week.title_edit, Qt.Key.Key_Escape)
    assert week.title_edit is None
    assert heard.told == []


def test_a_click_elsewhere_keeps_what_was_typed(week):
    heard = Heard(week, "title_typed")
    drag(week, spot(week, 24, 9), spot(week, 24, 10))
    QTest.keyClick(week, Qt.Key.Key_M)
    QTest.mouseClick(week.viewport(), LEFT, NONE, spot(week, 26, 12))
    assert heard.of("title_typed") == [(Span(moment(24, 9), moment(24, 10.5)), "m")]


def test_vietnamese_is_typed_through_the_input_method(week, vi_type):
    heard = Heard(week, "title_typed")
    drag(week, spot(week, 24, 9), spot(week, 24, 10))
    vi_type(week, "Đ")
    vi_type(week.title_edit, "ón khách")
    QTest.keyClick(week.title_edit, Qt.Key.Key_Return)
    assert heard.of("title_typed")[0][1] == "Đón khách"


def test_an_entry_is_dragged_to_another_day_and_hour(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    drag(week, spot(week, 24, 9.5), spot(week, 26, 13.5))
    assert heard.of("entry_moved") == [
        (EntryMove(entry, moment(26, 13), moment(26, 14), is_all_day=False),)
    ]


def test_an_entry_is_copied_with_ctrl(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    drag(week, spot(week, 24, 9.5), spot(week, 26, 13.5), CTRL)
    (found,) = heard.of("entry_moved")[0]
    assert found.is_copy
    assert found.start == moment(26, 13)


def test_escape_during_a_drag_leaves_everything_as_it_was(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    press(week, spot(week, 24, 9.5))
    move(week, spot(week, 26, 13.5))
    assert week.ghost() is not None
    key(week, Qt.Key.Key_Escape)
    assert week.ghost() is None
    move(week, spot(week, 27, 13.5))
    release(week, spot(week, 27, 13.5))
    assert heard.told == []


def test_a_click_moves_nothing(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved", "entry_chosen")
    drag(week, spot(week, 24, 9.5), spot(week, 24, 9.5) + QPoint(1, 1))
    assert heard.told == [("entry_chosen", entry)]


@pytest.mark.parametrize(("edge", "start", "end"), [("top", 8, 10), ("bottom", 9, 12)])
def test_an_edge_changes_the_length(week, edge, start, end):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    rect = week.page().rect_of(span_of(entry), entry)
    if edge == "top":
        drag(week, QPoint(rect.center().x(), rect.top() + 3), spot(week, 24, 8))
    else:
        drag(week, QPoint(rect.center().x(), rect.bottom() - 3), spot(week, 24, 11.5))
    (found,) = heard.of("entry_moved")[0]
    assert (found.start, found.end) == (moment(24, start), moment(24, end))


def test_the_pointer_shows_where_an_edge_is(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    rect = week.page().rect_of(span_of(entry), entry)
    for distance in range(8):
        found = week.hit(QPoint(rect.center().x(), rect.top() + distance))
        assert found.part is Part.START_EDGE
    move(week, QPoint(rect.center().x(), rect.top() + 2), buttons=Qt.MouseButton.NoButton)
    assert week.viewport().cursor().shape() == Qt.CursorShape.SizeVerCursor


def test_an_entry_dragged_above_the_hours_takes_the_whole_day(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    drag(week, spot(week, 24, 9.5), spot(week, 26))
    (found,) = heard.of("entry_moved")[0]
    assert found.is_all_day
    assert (found.start, found.end) == (moment(26), moment(27))


def test_a_whole_day_dragged_among_the_hours_gets_an_hour(week):
    entry = days(24)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    drag(week, spot(week, 24), spot(week, 25, 10))
    (found,) = heard.of("entry_moved")[0]
    assert not found.is_all_day
    assert (found.start, found.end) == (moment(25, 10), moment(25, 11))


def test_days_are_moved_and_lengthened_in_their_lane(week):
    entry = days(24, 2)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved")
    rect = week.page().rect_of(span_of(entry), entry)
    drag(week, QPoint(rect.right() - 2, rect.center().y()), spot(week, 28))
    drag(week, rect.center(), spot(week, 26))
    (longer,), (moved,) = heard.of("entry_moved")
    assert (longer.start, longer.end) == (moment(24), moment(29))
    assert moved.end - moved.start == timedelta(days=2)


def test_what_may_not_be_edited_stays(week):
    entry = at(9, 60, day=24, may_edit=False)
    week.show_entries([entry])
    heard = Heard(week, "entry_moved", "entry_chosen")
    drag(week, spot(week, 24, 9.5), spot(week, 26, 13.5))
    assert heard.told == [("entry_chosen", entry)]


def test_a_double_click_opens_an_entry_or_a_new_one(week):
    entry = at(9, 60, day=24)
    week.show_entries([entry])
    heard = Heard(week, "entry_opened", "range_opened")
    QTest.mouseDClick(week.viewport(), LEFT, NONE, spot(week, 24, 9.5))
    QTest.mouseDClick(week.viewport(), LEFT, NONE, spot(week, 25, 14))
    assert heard.told == [
        ("entry_opened", entry),
        ("range_opened", Span(moment(25, 14), moment(25, 14.5))),
    ]


def test_of_a_foreign_time_nothing_is_opened(week):
    week.show_entries([at(9, 60, day=24, only_busy=True)])
    heard = Heard(week, "entry_opened")
    QTest.mouseDClick(week.viewport(), LEFT, NONE, spot(week, 24, 9.5))
    assert heard.told == []


def test_the_head_of_a_day_opens_it(week):
    heard = Heard(week, "day_opened")
    QTest.mouseClick(week.viewport(), LEFT, NONE, QPoint(spot(week, 25, 9).x(), 10))
    assert heard.of("day_opened") == [(WEEK[2],)]


def test_lanes_without_room_lead_to_the_day(week):
    week.show_entries([days(24) for _ in range(9)])
    heard = Heard(week, "day_opened")
    frame = week.frame()
    more = frame.lane_rect(1, 1, frame.lanes - 1).center()
    assert week.hit(more).part is Part.MORE
    QTest.mouseClick(week.viewport(), LEFT, NONE, more)
    assert heard.of("day_opened") == [(WEEK[1],)]


def test_a_drag_below_the_hours_scrolls(week, qtbot):
    entry = at(12, 60, day=24)
    week.show_entries([entry])
    bar = week.verticalScrollBar()
    before = bar.value()
    press(week, spot(week, 24, 12.5))
    move(week, spot(week, 24, 13))
    move(week, QPoint(spot(week, 24, 13).x(), week.viewport().height() + 30))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert bar.value() > before
    release(week, QPoint(spot(week, 24, 23).x(), week.viewport().height() + 30))
