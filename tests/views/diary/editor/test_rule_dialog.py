"""The dialog in which a repeat rule is built: with keys and clicks, refused in words."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from desktop.core.recurrence.simple import Kind
from desktop.views.diary.editor.rule_dialog import RuleDialog
from desktop.views.diary.editor.rule_end import AFTER, ON_DAY
from desktop.views.diary.editor.rule_fields import OWN
from tests.core.recurrence.drawn_rules import at

TUESDAY = at("2026-11-24T09:00")


@pytest.fixture
def opened(qtbot):
    def open_dialog(start=TUESDAY, rule=""):
        dialog = RuleDialog(start, rule)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_dialog


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def test_it_begins_with_each_week_on_the_day_of_the_event(opened):
    dialog = opened()
    assert dialog.preview.rule == "FREQ=WEEKLY;BYDAY=TU"
    assert dialog.summary.words.text() == "Every week on Tuesday"


def test_several_weekdays_are_pressed_in(opened, qtbot):
    dialog = opened()
    for day in (0, 3):
        qtbot.mouseClick(dialog.fields.weekdays.buttons[day], Qt.MouseButton.LeftButton)
    assert dialog.preview.rule == "FREQ=WEEKLY;BYDAY=MO,TU,TH"


def test_without_a_weekday_it_is_refused_in_words(opened, qtbot):
    dialog = opened()
    qtbot.mouseClick(dialog.fields.weekdays.buttons[1], Qt.MouseButton.LeftButton)
    assert dialog.days_problem.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_the_last_friday_of_every_month_ten_times(opened):
    dialog = opened()
    choose(dialog.fields.kind, Kind.MONTHLY_WEEKDAY)
    choose(dialog.fields.nth, -1)
    choose(dialog.fields.weekday, 4)
    choose(dialog.end.choice, AFTER)
    assert dialog.preview.rule == "FREQ=MONTHLY;COUNT=10;BYDAY=-1FR"
    assert dialog.preview.start == at("2026-11-27T09:00")
    assert dialog.summary.moved.isVisible()


def test_an_end_is_typed_as_people_say_it(opened, qtbot):
    dialog = opened()
    choose(dialog.end.choice, ON_DAY)
    dialog.end.day.line.selectAll()
    qtbot.keyClicks(dialog.end.day.line, "31/12/2026")
    assert dialog.preview.rule == "FREQ=WEEKLY;UNTIL=20261231;BYDAY=TU"


@pytest.mark.parametrize("typed", ["1/1/2020", "hmm", ""])
def test_an_end_that_is_none_is_refused_at_its_place(opened, qtbot, typed):
    dialog = opened()
    choose(dialog.end.choice, ON_DAY)
    dialog.end.day.line.selectAll()
    qtbot.keyClick(dialog.end.day.line, Qt.Key.Key_Delete)
    qtbot.keyClicks(dialog.end.day.line, typed)
    assert dialog.end_problem.isVisible()
    assert dialog.end_problem.text()


def test_a_lunar_anniversary_in_a_leap_month_says_what_happens_without_it(opened):
    dialog = opened(date(2028, 6, 23))  # the first of leap month 5
    choose(dialog.fields.kind, Kind.LUNAR_YEARLY)
    assert dialog.fields.is_leap.isChecked()
    assert dialog.fields.skip.isVisible()
    yearly = dialog.preview
    assert yearly.rule.endswith("BYMONTH=5L;BYMONTHDAY=1;SKIP=BACKWARD")
    assert [day.year for day in yearly.times] == [2028, 2029, 2030, 2031, 2032]
    choose(dialog.fields.skip, "OMIT")
    assert [day.year for day in dialog.preview.times][1] > 2029


def test_a_month_of_the_first_lunar_day(opened):
    dialog = opened(date(2026, 11, 24))
    choose(dialog.fields.kind, Kind.LUNAR_MONTHLY)
    choose(dialog.fields.lunar_day, 1)
    assert "FREQ=MONTHLY;BYMONTHDAY=1" in dialog.preview.rule
    assert "lunar" in dialog.summary.times.text()


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=5;BYDAY=TU,FR",
        "FREQ=MONTHLY;UNTIL=20270601;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=4TU",
        "FREQ=YEARLY;BYMONTH=11;BYDAY=4TU",
        "FREQ=YEARLY;UNTIL=20311124T165959Z;BYMONTH=11;BYMONTHDAY=24",
        "RSCALE=X-VIETNAMESE;FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=16;SKIP=BACKWARD",
        "RSCALE=X-VIETNAMESE;FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=16;SKIP=OMIT",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=TU",
    ],
)
def test_what_is_shown_again_says_the_same(opened, rule):
    assert opened(TUESDAY, rule).preview.rule == rule


def test_every_kind_goes_on_as_a_rule_of_ones_own(opened):
    dialog = opened()
    choose(dialog.fields.kind, OWN)
    assert dialog.fields.text.text() == "FREQ=WEEKLY;BYDAY=TU"
    dialog.fields.text.setText("FREQ=DAILY;BYHOUR=9,14;COUNT=4")
    assert dialog.preview.times[1] == at("2026-11-24T14:00")
    dialog.fields.text.setText("FREQ=SECONDLY")
    assert "10.000" in dialog.days_problem.text()


def test_a_repetition_is_taken_away(opened, qtbot):
    dialog = opened(TUESDAY, "FREQ=DAILY")
    found = [b for b in dialog._buttons.buttons() if b.text() == "Do not repeat"]
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
    assert dialog.is_ended
    assert dialog.preview.rule == ""
