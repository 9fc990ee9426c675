"""Taking a calendar file: what is in it is shown, then it is taken, then it can be taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.files import events
from desktop.integrations.caldav import serving
from desktop.services.opening import open_for_worker
from desktop.views.diary.files.elsewhere_dialog import ElsewhereDialog
from desktop.views.diary.files.exchange_watch import ExchangeWatch
from desktop.views.diary.files.import_dialog import take_calendar_file, take_calendar_text
from tests.views.in_process_worker import InProcessWorker

ZONE = "Asia/Ho_Chi_Minh"
ICS = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//X//Y//EN",
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTAMP:20261101T000000Z",
        "DTSTART;TZID=Asia/Ho_Chi_Minh:20261123T090000",
        "SUMMARY:Giao ban",
        "RRULE:FREQ=WEEKLY",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:2",
        "DTSTAMP:20261101T000000Z",
        "DTSTART:20261123T020000Z",
        "SUMMARY:Quá dày",
        "RRULE:FREQ=SECONDLY",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
)
assert events
assert serving


@pytest.fixture
def working(jobs, folder):
    """Give the jobs a worker."""
    with open_for_worker(folder, lambda _changes: None) as surround:
        worker = InProcessWorker(surround)
        jobs.worker = worker
        yield jobs
        worker.close()
        jobs.worker = None


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def wait(qtbot, condition):
    qtbot.waitUntil(condition, timeout=15_000)


def test_a_file_is_shown_taken_and_taken_back(qtbot, working, parent, tmp_path, run):
    path = tmp_path / "lich.ics"
    path.write_text(ICS, "utf-8", newline="")
    run("calendar.create", values={"name": "Của tôi"})
    dialog = take_calendar_file(working, path, ZONE, parent)
    wait(qtbot, dialog.take.isEnabled)
    item = dialog.table.topLevelItem(0)
    assert [item.text(0), item.text(1)] == ["23/11/2026 09:00", "Giao ban"]
    assert item.text(2)
    assert "Quá dày" in dialog.refusals.text()
    assert not dialog.undo.isVisible()
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    wait(qtbot, dialog.undo.isVisible)
    assert "1" in dialog.summary.text()
    said = dialog.summary.text()
    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: dialog.summary.text() != said)
    assert not dialog.undo.isVisible()


def test_what_is_no_calendar_is_told_in_words(qtbot, working, parent):
    dialog = take_calendar_text(working, "xin chào", ZONE, parent)
    wait(qtbot, dialog.take.isHidden)
    assert dialog.summary.text()
    dialog.close()


def test_servers_begin_with_the_form_and_tell_what_is_wrong(qtbot, working, parent):
    watch = ExchangeWatch(working, parent)
    dialog = ElsewhereDialog(working, watch, parent)
    dialog.show()
    wait(qtbot, dialog.form.isVisible)
    assert not dialog.form.look_there.isEnabled()
    for line, text in (
        (dialog.form.address, "http://127.0.0.1:9/"),
        (dialog.form.login, "an"),
        (dialog.form.password, "x"),
    ):
        qtbot.keyClicks(line, text)
    qtbot.mouseClick(dialog.form.look_there, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: "127.0.0.1" in dialog.form.remark.text())
    assert dialog.form.found.isHidden()
    dialog.close()
