"""The fields of when an event is: typed as people say it, and in step with each other."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.core.clock import SystemClock, local_zone, to_micros
from desktop.core.entities import get_entity
from desktop.models import load_all
from desktop.views.diary.editor.event_fields import EventFields
from desktop.views.fields import field_editor
from desktop.views.fields.context import NO_CONTEXT
from desktop.views.records.form_layout import Section
from desktop.views.records.record_form import RecordForm
from tests.core.recurrence.drawn_rules import at

load_all()


def moment(text: str) -> int:
    """Return a moment of UTC as records hold it."""
    return to_micros(at(text).replace(tzinfo=UTC))


NAMES = ("title", "starts_at", "ends_at", "is_all_day", "zone", "rule")
TUESDAY_NINE = moment("2026-11-24T02:00")  # 09:00 in Vietnam
TUESDAY_TEN = moment("2026-11-24T03:00")
VIETNAM = "Asia/Ho_Chi_Minh"


def plain(field):
    return field_editor(field, NO_CONTEXT)


class Opened:
    """A form of an event and its fields."""

    def __init__(self, values) -> None:
        self.fields = EventFields(plain)
        event = get_entity("event")
        section = Section("", tuple(event.field(name) for name in NAMES))
        self.form = RecordForm((section,), self.fields.make)
        self.form.load(values)
        self.form.show()

    def type(self, qtbot, name: str, text: str) -> None:
        line = getattr(self.fields, name).line
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, text)

    def text(self, name: str) -> str:
        return getattr(self.fields, name).line.text()


@pytest.fixture
def opened(qtbot):
    def open_form(**values):
        given = {"starts_at": TUESDAY_NINE, "ends_at": TUESDAY_TEN, "zone": VIETNAM}
        made = Opened({**given, **values})
        qtbot.addWidget(made.form)
        return made

    return open_form


def test_nothing_is_edited_by_being_shown(opened):
    for values in ({}, {"is_all_day": True}, {"rule": "FREQ=WEEKLY;BYDAY=TU"}, {"zone": None}):
        assert opened(**values).form.edits() == {}


def test_the_end_goes_along_with_the_start(opened, qtbot):
    made = opened()
    made.type(qtbot, "starts", "25/11/2026 14:30")
    assert made.text("ends") == "25/11/2026 15:30"
    assert made.form.problems().keys() == {"title"}


def test_a_time_alone_means_the_day_of_the_event(opened, qtbot):
    made = opened()
    made.type(qtbot, "starts", "14h")
    assert made.fields.start() == at("2026-11-24T14:00")
    made.type(qtbot, "ends", "16h30")
    assert made.fields.ends.wall() == at("2026-11-24T16:30")


def test_a_day_alone_keeps_the_time_of_the_event(opened, qtbot):
    made = opened()
    made.type(qtbot, "starts", "30/11/2026")
    assert made.fields.start() == at("2026-11-30T09:00")
    assert made.text("ends") == "30/11/2026 10:00"
    made.type(qtbot, "ends", "1/12/2026")
    assert made.fields.ends.wall() == at("2026-12-01T10:00")


def test_a_day_in_words_is_counted_from_today(opened, qtbot):
    made = opened()
    made.type(qtbot, "starts", "mai 8h")
    tomorrow = SystemClock().now().astimezone(local_zone()).date() + timedelta(days=1)
    assert made.fields.start().date() == tomorrow


def test_a_length_is_typed_as_the_end(opened, qtbot):
    made = opened()
    made.type(qtbot, "ends", "+1h30")
    assert made.fields.ends.wall() == at("2026-11-24T10:30")


def test_an_end_before_the_start_is_refused_at_its_field(opened, qtbot):
    made = opened(title="Họp")
    made.type(qtbot, "ends", "8h")
    assert "ends_at" in made.form.problems()
    made.type(qtbot, "starts", "7h")
    made.type(qtbot, "ends", "8h")
    assert made.form.problems() == {}


@pytest.mark.parametrize("typed", ["rubbish", "32/13/2026", "99:99"])
def test_what_is_no_time_is_refused_and_moves_nothing(opened, qtbot, typed):
    made = opened()
    made.type(qtbot, "starts", typed)
    assert "starts_at" in made.form.problems()
    assert made.text("ends") == "24/11/2026 10:00"


def test_whole_days_have_no_times_and_show_the_last_day(opened, qtbot):
    made = opened()
    qtbot.mouseClick(made.fields.all_day.box, Qt.MouseButton.LeftButton)
    assert (made.text("starts"), made.text("ends")) == ("24/11/2026", "24/11/2026")
    made.type(qtbot, "ends", "26/11/2026")
    assert made.form.values()["ends_at"] == moment("2026-11-26T17:00")
    qtbot.mouseClick(made.fields.all_day.box, Qt.MouseButton.LeftButton)
    assert made.text("starts") == "24/11/2026 09:00"
    assert made.text("ends") == "26/11/2026 10:00"


def test_another_zone_keeps_what_the_clock_on_the_wall_shows(opened):
    made = opened()
    made.fields.zone.box.setCurrentIndex(made.fields.zone.box.findData("Asia/Tokyo"))
    made.fields.zone.box.activated.emit(0)
    assert made.text("starts") == "24/11/2026 09:00"
    assert made.form.values()["starts_at"] == moment("2026-11-24T00:00")
    assert made.form.values()["ends_at"] == moment("2026-11-24T01:00")


def test_an_unknown_zone_is_refused_in_words(opened, qtbot):
    made = opened(title="x")
    made.fields.zone.box.setEditText("Mars/Olympus")
    assert "Mars/Olympus" in made.form.problems()["zone"]


def test_a_rule_turns_with_the_day_of_the_start(opened, qtbot):
    made = opened(rule="FREQ=WEEKLY;BYDAY=TU")
    made.type(qtbot, "starts", "26/11/2026 9h")
    assert made.form.values()["rule"] == "FREQ=WEEKLY;BYDAY=TH"
    made.type(qtbot, "starts", "24/11/2026 9h")
    assert made.form.edits() == {}


def test_usual_rules_are_one_choice_away(opened):
    made = opened()
    box = made.fields.rule.box
    box.setCurrentIndex(box.findData("FREQ=MONTHLY;BYDAY=-1TU"))
    assert made.form.values()["rule"] is None
    box.activated.emit(box.currentIndex())
    assert made.form.values()["rule"] == "FREQ=MONTHLY;BYDAY=-1TU"


def test_a_rule_from_the_dialog_moves_the_start_to_its_first_time(opened, qtbot):
    made = opened()
    made.fields.rule.open_dialog()
    dialog = made.fields.rule.dialog
    dialog.fields.weekdays.choose((3,))
    dialog.fields.edited.emit()
    dialog.accept()
    assert made.form.values()["rule"] == "FREQ=WEEKLY;BYDAY=TH"
    assert made.text("starts") == "26/11/2026 09:00"
    assert made.text("ends") == "26/11/2026 10:00"


def test_a_rule_that_ends_before_the_start_is_told_at_its_line(opened):
    made = opened(title="x", rule="FREQ=DAILY;UNTIL=20200101")
    assert made.form.problems().keys() == {"rule"}
