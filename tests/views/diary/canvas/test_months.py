"""Months, years and the small calendar, with mouse and keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.diary.spans import whole_days
from desktop.views.diary.canvas.values import EntryMove, Part
from tests.core.diary.making import at, days, moment
from tests.views.diary.canvas.conftest import Heard
from tests.views.diary.canvas.hand import LEFT, NONE, calendar_file, drag, drop, key

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def day(number, month=11):
    return whole_days(date(2026, month, number), date(2026, month, number))


def cell(month, number):
    """Return a point of a day below its chips."""
    rect = month.frame().day_rect(month._layout.place(date(2026, 11, number)))
    return QPoint(rect.center().x(), rect.bottom() - 6)


def chip(month, entry):
    found = next(one for one in month._layout.chips if one.entry is entry)
    return month.frame().chip_rect(found)


def wheel(widget, turn):
    at_ = QPointF(20, 20)
    event = QWheelEvent(
        at_,
        widget.mapToGlobal(at_),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_an_entry_keeps_its_time_when_it_is_dragged_across_days(month):
    entry = at(9.5, 45, day=24)
    month.show_entries([entry])
    heard = Heard(month, "entry_moved")
    drag(month, chip(month, entry).center(), cell(month, 12))
    assert heard.of("entry_moved") == [
        (EntryMove(entry, moment(12, 9.5), moment(12, 10.25), is_all_day=False),)
    ]


def test_it_is_copied_with_ctrl(month):
    entry = at(9.5, 45, day=24)
    month.show_entries([entry])
    heard = Heard(month, "entry_moved")
    drag(month, chip(month, entry).center(), cell(month, 12), CTRL)
    assert heard.of("entry_moved")[0][0].is_copy


def test_a_bar_is_lengthened_by_its_end(month):
    entry = days(24, 2)
    month.show_entries([entry])
    heard = Heard(month, "entry_moved")
    rect = chip(month, entry)
    drag(month, QPoint(rect.right() - 2, rect.center().y()), cell(month, 27))
    (found,) = heard.of("entry_moved")[0]
    assert (found.start, found.end) == (moment(24), moment(28))


def test_several_days_are_marked_and_named_in_place(month):
    heard = Heard(month, "title_typed")
    drag(month, cell(month, 11), cell(month, 13))
    QTest.keyClick(month, Key.Key_T)
    QTest.keyClicks(month.title_edit, "rip")
    QTest.keyClick(month.title_edit, Key.Key_Return)
    wanted = whole_days(date(2026, 11, 11), date(2026, 11, 13))
    assert heard.of("title_typed") == [(wanted, "trip")]


def test_what_has_no_room_is_counted_and_leads_to_the_day(month):
    month.show_entries([at(9, day=24) for _ in range(30)])
    heard = Heard(month, "day_opened")
    place = month._layout.place(date(2026, 11, 24))
    shown = sum(one.week * 7 + one.first == place for one in month._layout.chips)
    assert month._layout.hidden[place] == 30 - shown
    more = month.frame().more_rect(place).center()
    assert month.hit(more).part is Part.MORE
    QTest.mouseClick(month.viewport(), LEFT, NONE, more)
    assert heard.of("day_opened") == [(date(2026, 11, 24),)]


def test_a_tooltip_tells_what_has_no_room_and_what_a_day_is(month):
    month.show_entries([at(9, day=24, title=f"m{number}") for number in range(30)])
    place = month._layout.place(date(2026, 11, 24))
    more = month.tip_at(month.frame().more_rect(place).center()).splitlines()
    assert more[0] == "Tuesday, 24/11/2026, 16/10 lunar, Vietnam Culture Day"
    assert more[1] == "09:00 m0"
    assert len(more) == 22
    assert more[-1] == "…"
    line = month.frame().day_rect(place)
    assert month.tip_at(QPoint(line.right() - 8, line.top() + 6)) == more[0]
    assert month.tip_at(cell(month, 25)) == ""


def test_the_number_of_a_week_leads_to_the_week(month):
    heard = Heard(month, "week_opened")
    QTest.mouseClick(month.viewport(), LEFT, NONE, month.frame().week_rect(4).center())
    assert heard.of("week_opened") == [(date(2026, 11, 23),)]


@pytest.mark.parametrize(
    ("which", "modifiers", "wanted"),
    [
        (Key.Key_Right, NONE, day(25)),
        (Key.Key_Up, NONE, day(17)),
        (Key.Key_Home, NONE, day(23)),
        (Key.Key_End, CTRL, day(30)),
    ],
)
def test_the_cursor_goes_from_day_to_day(month, which, modifiers, wanted):
    month.place_cursor(day(24))
    key(month, which, modifiers)
    assert month.cursor_span == wanted


def test_beyond_the_month_the_next_is_wanted(month):
    heard = Heard(month, "day_wanted")
    month.place_cursor(day(30))
    key(month, Key.Key_Right)
    assert heard.of("day_wanted") == [(date(2026, 12, 1),)]


def test_the_wheel_turns_the_months(month):
    heard = Heard(month, "day_wanted")
    wheel(month.viewport(), -120)
    wheel(month.viewport(), 60)
    wheel(month.viewport(), 60)
    assert heard.of("day_wanted") == [(date(2026, 12, 1),), (date(2026, 10, 1),)]


def test_space_opens_the_day_under_the_cursor(month):
    heard = Heard(month, "day_opened")
    month.place_cursor(day(24))
    key(month, Key.Key_Space)
    assert heard.of("day_opened") == [(date(2026, 11, 24),)]


def test_a_year_counts_its_days_and_opens_one(year):
    year.show_year(2026, [days(30, 3), at(9, day=30), days(1, 400)])
    assert year.counts[date(2026, 11, 30)] == 3
    assert year.counts[date(2026, 12, 31)] == 1
    assert date(2027, 1, 1) not in year.counts
    heard = Heard(year, "day_opened", "title_typed")
    QTest.mouseDClick(year.viewport(), LEFT, NONE, year.rect_of(day(9, 3)).center())
    year.place_cursor(day(10, 3))
    key(year, Key.Key_Return)
    QTest.keyClick(year, Key.Key_X)
    assert heard.told == [("day_opened", date(2026, 3, 9)), ("day_opened", date(2026, 3, 10))]


def test_the_name_of_a_month_leads_to_it(year):
    heard = Heard(year, "month_opened")
    march = year.frames()[2]
    QTest.mouseClick(year.viewport(), LEFT, NONE, march.area.topLeft() + QPoint(20, 8))
    assert heard.of("month_opened") == [(date(2026, 3, 1),)]


def test_a_year_scrolls_to_the_cursor(year):
    year.resize(500, 400)
    year.place_cursor(day(24, 12))
    assert year.viewport().rect().contains(year.rect_of(day(24, 12)))
    key(year, Key.Key_PageUp)
    assert year.cursor_span == day(24)


def test_the_end_of_a_year_leads_to_the_next(year):
    heard = Heard(year, "day_wanted")
    year.place_cursor(day(31, 12))
    key(year, Key.Key_Right)
    assert heard.of("day_wanted") == [(date(2027, 1, 1),)]


def test_a_click_on_the_small_calendar_chooses_a_day_or_a_week(mini):
    heard = Heard(mini, "day_chosen", "week_chosen")
    frame = mini.days.frame()
    QTest.mouseClick(mini.days, LEFT, NONE, frame.cell_of(date(2026, 11, 12)).center())
    QTest.mouseClick(mini.days, LEFT, NONE, frame.week_rect(3).center())
    assert heard.told == [("day_chosen", date(2026, 11, 12)), ("week_chosen", date(2026, 11, 16))]


def test_keys_lead_through_the_small_calendar(mini):
    heard = Heard(mini, "day_chosen", "month_shown")
    mini.days.setFocus()
    for which in (Key.Key_Down, Key.Key_PageDown, Key.Key_Left, Key.Key_Return):
        QTest.keyClick(mini.days, which)
    assert heard.told == [
        ("month_shown", date(2026, 12, 1)),
        ("month_shown", date(2027, 1, 1)),
        ("month_shown", date(2026, 12, 1)),
        ("day_chosen", date(2026, 12, 31)),
    ]


def test_the_arrows_beside_the_month_turn_it(mini):
    mini._on.click()
    mini._on.click()
    mini._back.click()
    assert mini.month == date(2026, 12, 1)
    assert "2026" in mini._title.text()


def test_what_is_dropped_on_the_small_calendar_names_the_day(mini):
    heard = Heard(mini, "dropped")
    at_ = mini.days.frame().cell_of(date(2026, 11, 12)).center()
    data = calendar_file()
    assert drop(mini.days, at_, data)
    assert heard.of("dropped")[0][1] == date(2026, 11, 12)


def test_the_small_calendar_follows_what_is_shown(mini):
    heard = Heard(mini, "month_shown")
    mini.show_shown(date(2027, 2, 1), date(2027, 2, 7))
    mini.show_shown(date(2027, 3, 29), date(2027, 5, 9))  # the page of a month
    assert heard.of("month_shown") == [(date(2027, 2, 1),), (date(2027, 4, 1),)]
