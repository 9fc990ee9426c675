"""The page about the server: what is wrong, its copies, going back to one."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.core.clock import to_micros
from desktop.core.errors import RetryError
from desktop.views.admin import server_section
from desktop.views.admin.server_dialogs import RestoreServerDialog, ScheduleDialog
from desktop.views.admin.server_section import ServerSection
from tests.views.sync.conftest import *  # noqa: F403 - the scripted worker and its windows

NOW = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)


def at(**ago: float) -> int:
    return to_micros(NOW - dt.timedelta(**ago))


def copy(name, hours, **facts):
    known = {"name": name, "made_at": at(hours=hours), "size": 34_000_000, "by": ""}
    known |= {"rows": {"account": 12, "contact": 30}, "tried_at": at(hours=hours)}
    return known | {"is_sound": True, "is_copied": False, "problem": ""} | facts


def told(**facts):
    agent = {"host": "may-chu", "program": "0.1.0", "folder": "/sao-luu", "facts": {}}
    return {
        "now": at(),
        "database": "lienhe",
        "version": "18.6",
        "size": 34_000_000,
        "agent": agent | {"beat": at(seconds=5)},
        "upkeep": {"backup_at": "12:30", "keep": 14, "second_folder": ""},
        "backups": [copy("b", 3), copy("a", 27)],
        "tasks": [],
    } | facts


def running(**facts):
    return {"id": "1", "kind": "backup", "state": "running", "step": "copying"} | facts


@pytest.fixture
def section(qt_loop, backstage, worker, qtbot):
    worker.answers |= dict.fromkeys(
        ("server.state", "server.ask", "server.cancel", "server.choose"), told()
    )
    made = ServerSection(backstage.jobs, None)
    qtbot.addWidget(made)
    return made


def shown(section, qtbot, **facts):
    section._jobs.worker.answers["server.state"] = told(**facts)
    section.show()
    qtbot.waitUntil(lambda: bool(section.alarms.sentences), timeout=10_000)
    return section


def test_a_server_that_is_well_says_so_and_shows_its_copies(section, qtbot):
    shown(section, qtbot)
    assert section.alarms.sentences == ["The server is well, and its copies are good."]
    assert section.copies.topLevelItemCount() == 2
    assert section.copies.topLevelItem(0).text(2) == "12"
    assert section.now.isEnabled()
    assert section.back.isEnabled()
    assert section.alarms.commands.isHidden()
    assert section.bar.isHidden()


def test_where_no_service_runs_it_is_said_with_the_command_that_starts_it(section, qtbot):
    shown(section, qtbot, agent=None, backups=[])
    assert section.alarms.sentences == [
        "No background service is running: automatic backups are not being made.",
        "There is no good copy of the server yet.",
    ]
    line = section.alarms._commands[0]
    qtbot.mouseClick(line.copy, Qt.MouseButton.LeftButton)
    assert "desktop.agent run" in QGuiApplication.clipboard().text()
    for button in (section.now, section.trial, section.back):
        assert not button.isEnabled()


def test_a_copy_is_asked_for_and_its_progress_shown_and_stopped(section, qtbot, worker):
    shown(section, qtbot)
    worker.answers["server.ask"] = told(tasks=[running(done=3, total=12, by="An")])
    qtbot.mouseClick(section.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(section.bar.isVisible, timeout=10_000)
    assert worker.asked[-1] == ("server.ask", {"kind": "backup"})
    assert section.bar.value() == 25
    assert section.doing.text() == "Backing up the server: Copying, asked by An"
    assert not section.now.isEnabled()
    assert section.copies.hasFocus()  # not the search box of the window
    qtbot.mouseClick(section.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(section.bar.isHidden, timeout=10_000)
    assert ("server.cancel", {"task": "1"}) in worker.asked


def test_a_running_task_is_asked_about_again_and_again(section, qtbot, worker, monkeypatch):
    monkeypatch.setattr(server_section, "BUSY_MS", 20)
    shown(section, qtbot, tasks=[running()])
    worker.answers["server.state"] = told()
    qtbot.waitUntil(section.bar.isHidden, timeout=10_000)


def test_going_back_wants_a_word_and_only_a_copy_that_was_tried_out(section, qtbot, worker):
    shown(section, qtbot, backups=[copy("b", 3, tried_at=None), copy("a", 27)])
    assert not section.back.isEnabled()
    assert section.trial.isEnabled()
    section.copies.setCurrentItem(section.copies.topLevelItem(1))
    qtbot.mouseClick(section.back, Qt.MouseButton.LeftButton)
    dialog = section.findChild(RestoreServerDialog)
    assert not dialog.do.isEnabled()
    qtbot.keyClicks(dialog.word, "go")
    assert not dialog.do.isEnabled()
    qtbot.keyClicks(dialog.word, " Back ")
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    asked = ("server.ask", {"kind": "restore", "name": "a"})
    qtbot.waitUntil(lambda: asked in worker.asked, timeout=10_000)


def test_what_the_last_wish_came_to_is_told(section, qtbot):
    back = {"id": "1", "kind": "restore", "state": "done", "by": "An", "args": {"name": "a"}}
    result = {"aside": "lienhe_before_1"}
    failed = {"id": "2", "kind": "try", "state": "failed", "problem": "disc", "ended_at": at()}
    shown(section, qtbot, tasks=[failed, back | {"ended_at": at(hours=1), "result": result}])
    said = " ".join(section.alarms.sentences)
    for part in ("Bringing a copy back for trial failed: disc", "lienhe_before_1"):
        assert part in said


def test_a_server_that_does_not_answer_is_told_and_what_was_known_stays(section, qtbot, worker):
    shown(section, qtbot)
    worker.answers["server.state"] = RetryError("The server cannot be reached.")
    section.read()
    qtbot.waitUntil(
        lambda: section.alarms.sentences == ["The server cannot be reached."], timeout=10_000
    )
    assert section.copies.topLevelItemCount() == 2


def test_who_may_not_is_told_so(section, qtbot, worker):
    worker.answers["server.state"] = None
    section.show()
    qtbot.waitUntil(lambda: bool(section.alarms.sentences), timeout=10_000)
    assert section.alarms.sentences == ["You lack the right to do this."]
    for button in (section.now, section.trial, section.back, section.change):
        assert not button.isEnabled()


def test_the_schedule_is_chosen(section, qtbot, worker):
    shown(section, qtbot)
    assert section.facts["schedule"].text().startswith("Every day at 12:30")
    qtbot.mouseClick(section.change, Qt.MouseButton.LeftButton)
    dialog = section.findChild(ScheduleDialog)
    dialog.keep.setValue(30)
    dialog.second.setText("/mnt/usb")
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    wanted = {"backup_at": "12:30", "keep": 30, "second_folder": "/mnt/usb"}
    qtbot.waitUntil(lambda: ("server.choose", wanted) in worker.asked, timeout=10_000)


def test_it_is_all_said_in_vietnamese(vietnamese, section, qtbot):
    shown(section, qtbot, agent=None)
    assert section.alarms.sentences[0] == (
        "Chưa có dịch vụ nền nào chạy: sao lưu tự động không diễn ra."
    )
    assert "Hằng ngày lúc 12:30" in section.facts["schedule"].text()


def test_nothing_is_asked_while_nobody_looks(section, qtbot, worker):
    shown(section, qtbot)
    section.hide()
    assert not section._timer.isActive()
