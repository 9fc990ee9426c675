"""The icon beside the clock: what its menu does, what it says, and that it can be switched off."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.app.tray_switch import TraySwitch
from desktop.views.shell.targets import LIST, Target, record
from desktop.views.shell.tray_form import TrayForm
from desktop.views.tray.due import DueToday
from desktop.views.tray.tray import Tray
from tests.views.shell.desk import type_into
from tests.views.shell.stand_ins import id_of

# The offscreen platform says so wherever an icon is shown.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "raise\\(\\)")


@pytest.fixture
def tray(windows, backstage, settings):
    settings.change(close_to_tray=True, tray=True)
    made = Tray(windows, backstage.jobs, settings, windows)
    yield made
    made.remove()


@pytest.fixture
def messages(monkeypatch):
    """What the icon says."""
    said = []
    monkeypatch.setattr(
        QSystemTrayIcon,
        "showMessage",
        lambda _self, title, text, *_rest: said.append((title, text)),
    )
    return said


def test_the_last_window_hides_and_comes_back_as_it_was(windows, first, tray, messages):
    first.navigate(record("account", id_of(1)))
    type_into(first)
    second = windows.open(Target(LIST, "account"))
    second.close()
    assert windows.every() == (first,)
    first.close()
    assert first.isHidden()
    assert windows.every() == (first,)
    assert len(messages) == 1
    tray.entries["open"].trigger()
    assert first.isVisible()
    assert first.workspace.unsaved()
    first.workspace.current_page().discard()


def test_without_the_setting_the_last_window_closes(windows, first, tray, settings, qtbot):
    settings.change(close_to_tray=False)
    with qtbot.waitSignal(windows.all_closed):
        first.close()


def test_the_menu_begins_records_and_quits(windows, first, tray, qtbot):
    first.hide()
    tray.entries["new.call"].trigger()
    assert first.isVisible()
    assert first.workspace.current_target().entity == "call"
    tray.entries["new.account"].trigger()
    assert first.workspace.current_target().entity == "account"
    with qtbot.waitSignal(windows.all_closed):
        tray.entries["app.quit"].trigger()


def test_the_menu_speaks_the_language(windows, tray, settings):
    assert tray.entries["new.account"].text() == "New customer"
    settings.change(language="vi")
    QApplication.sendPostedEvents()
    assert tray.entries["new.account"].text() == "Thêm khách hàng"
    settings.change(language="en")


def test_what_is_due_is_told_once_a_day(tray, backstage, settings, messages, qtbot):
    settings.change(due_told="")
    backstage.reads.counts = {"call": 3}
    tray.due.look()
    qtbot.waitUntil(lambda: len(messages) == 1)
    assert messages[0][0] == "Today"
    assert "Calls planned for today: 3" in messages[0][1]
    tray.due.look()
    settings.change(due_told="2020-01-01", tell_due=False)
    tray.due.look()
    answered = []
    backstage.jobs.lists.submit(lambda _reads: None, answered.append)
    qtbot.waitUntil(lambda: len(answered) == 1)
    assert len(messages) == 1


def test_nothing_is_said_where_nothing_is_due(backstage, settings, qtbot):
    due = DueToday(backstage.jobs, settings, backstage.jobs)
    with qtbot.assertNotEmitted(due.found):
        due.look()
        answered = []
        backstage.jobs.lists.submit(lambda _reads: None, answered.append)
        qtbot.waitUntil(lambda: len(answered) == 1)
    assert settings.settings.due_told == ""


def test_the_icon_follows_its_setting(windows, backstage, settings, monkeypatch):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    switch = TraySwitch(windows, backstage.jobs, settings, windows)
    switch.follow()
    assert switch.tray is None
    settings.change(tray=True)
    assert switch.tray.icon.isVisible()
    windows.active.hide()
    settings.change(tray=False)
    assert switch.tray is None
    assert windows.active.isVisible()


def test_a_desktop_without_a_tray_gets_no_icon_and_a_reason(
    windows, backstage, settings, monkeypatch, qtbot
):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    switch = TraySwitch(windows, backstage.jobs, settings, windows)
    settings.change(tray=True)
    assert switch.tray is None
    form = TrayForm(settings)
    qtbot.addWidget(form)
    assert not any(tick.isEnabled() for tick in form.ticks.values())
    assert form.reason.text() == "This desktop has no notification area."


def test_the_ticks_change_the_settings(settings, monkeypatch, qtbot):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    form = TrayForm(settings)
    qtbot.addWidget(form)
    form.show()
    assert not form.ticks["close_to_tray"].isEnabled()
    for name in ("tray", "close_to_tray", "tell_due"):
        QTest.mouseClick(form.ticks[name], Qt.MouseButton.LeftButton)
    found = settings.settings
    assert (found.tray, found.close_to_tray, found.tell_due) == (True, True, False)
    assert form.reason.isHidden()


def test_the_first_moment_of_a_year_is_a_day_of_its_own(backstage, settings, messages, qtbot):
    class NewYear:
        def now(self):
            return dt.datetime(2026, 12, 31, 17, 30, tzinfo=dt.UTC)

    backstage.reads.counts = {"call": 1}
    due = DueToday(backstage.jobs, settings, backstage.jobs, NewYear())
    with qtbot.waitSignal(due.found):
        due.look()
    assert settings.settings.due_told == "2027-01-01"
