"""Working hours as a setting, and what the diary and free times make of them."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from PySide6.QtCore import Qt

from desktop.core.changes import Changes
from desktop.core.diary.time_spans import TimeSpan
from desktop.core.scheduling.company_hours import week_from_json
from desktop.views.diary.canvas.values import Options
from desktop.views.diary.diary_feed import Surroundings
from desktop.views.diary.editor.busy import Question
from desktop.views.diary.editor.find_time_dialog import FindTimeDialog
from desktop.views.diary.editor.person import Person
from desktop.views.hours.hours_form import HoursForm
from desktop.views.hours.reading import read_hours

MORNINGS = [[[480, 720]]] * 6 + [[]]
LATE = [[[780, 1020]]] * 5 + [[], []]


def shown(qtbot, jobs, person):
    form = HoursForm(jobs, person)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitUntil(form.isEnabled)
    return form


@pytest.fixture
def ask(jobs, qtbot):
    """Asks the store as screens do."""

    def answered(question):
        found = []
        jobs.cards.submit(question, found.append)
        qtbot.waitUntil(lambda: bool(found))
        return found[0]

    return answered


def type_into(qtbot, line, text):
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_the_companys_hours_are_typed_and_kept(qtbot, jobs, ask):
    form = shown(qtbot, jobs, None)
    assert form.week.lines[0].text() == "8:00–12:00, 13:00–17:00"
    type_into(qtbot, form.week.lines[5], "7h30-11h30")
    qtbot.waitUntil(lambda: ask(read_hours).is_said)
    assert ask(read_hours).week[5] == ((450, 690),)
    assert form.week.lines[5].text() == "7:30–11:30"


def test_hours_that_are_none_are_told_and_not_kept(qtbot, jobs, ask):
    form = shown(qtbot, jobs, None)
    type_into(qtbot, form.week.lines[0], "sang")
    assert "sang" in form.week.told.text()
    assert not ask(read_hours).is_said


def test_somebody_works_otherwise_and_then_as_all_do(qtbot, jobs, ask, me):
    form = shown(qtbot, jobs, me)
    assert form.alike.isChecked()
    assert not form.week.isEnabled()
    form.alike.click()
    qtbot.waitUntil(form.week.isEnabled)
    type_into(qtbot, form.week.lines[0], "13-17")
    qtbot.waitUntil(lambda: me in ask(read_hours).own)
    qtbot.waitUntil(lambda: ask(read_hours).own[me][0] == ((780, 1020),))
    form.alike.click()
    qtbot.waitUntil(lambda: me not in ask(read_hours).own)


def test_the_form_follows_what_others_set(qtbot, jobs, run):
    form = shown(qtbot, jobs, None)
    run("working_hours.set_company", week=MORNINGS)
    jobs.changes.changed.emit(Changes({"working_hours": frozenset()}))
    qtbot.waitUntil(lambda: form.week.lines[0].text() == "8:00–12:00")
    assert form.week.lines[6].text() == ""


def slots(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_free_times_keep_to_working_hours_and_the_companys_days_off(qtbot, jobs, run, me):
    run("working_hours.set_company", week=MORNINGS)
    run("working_hours.set_mine", week=[[[540, 600]]] * 6 + [[]])
    monday = dt.datetime(2030, 3, 4, 9)  # noqa: DTZ001 - wall time
    run("day_off.create", values={"name": "Du lịch", "day": "2030-03-05"})
    people = {me: Person(user=me, name="An")}
    asked = Question(frozenset({me}), monday.date(), monday.date(), "Asia/Ho_Chi_Minh")
    span = TimeSpan(monday, monday + dt.timedelta(hours=1))
    dialog = FindTimeDialog(jobs, people, asked, span)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.count() > 0)
    assert len(slots(dialog)) == 5  # Monday, and Wednesday to Saturday
    assert all("9:00–10:00" in text for text in slots(dialog))
    assert not any("05/03" in text or "5/3" in text for text in slots(dialog))


def test_the_diary_is_shaded_by_the_hours_of_whom_it_is(ask, run, me):
    nobody = Surroundings(hours=ask(read_hours)).shown_in(Options(), me)
    assert nobody.hours is None
    run("working_hours.set_company", week=MORNINGS)
    run("working_hours.set_mine", week=LATE)
    options = Surroundings(hours=ask(read_hours)).shown_in(Options(), me)
    assert (options.work_start, options.work_end) == (780, 1020)
    assert options.weekend == {5, 6}
    assert options.hours.of(me).spans(dt.date(2030, 3, 4)) == ((780, 1020),)
    other = options.hours.of(uuid.uuid4()).spans(dt.date(2030, 3, 9))
    assert other == week_from_json(MORNINGS)[5]
