"""Administrators see in every window that something is wrong with the server."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.core.errors import RetryError
from desktop.views.admin import server_watch
from desktop.views.admin.server_watch import ServerButton
from desktop.views.shell.targets import Target
from desktop.views.sync.company_sync import CompanySync
from tests.views.admin.test_server_section import copy, told
from tests.views.sync.conftest import *  # noqa: F403 - the scripted worker and its windows


@pytest.fixture
def begin(qt_loop, windows, backstage, worker, qtbot):
    made = []

    def start(**facts):
        worker.tell(administers=True)
        worker.answers["server.state"] = told(**facts)
        company = CompanySync(backstage.jobs, windows, windows)
        made.append(company)
        company.begin()
        qtbot.waitUntil(company.server._timer.isActive, timeout=10_000)  # it was answered
        return windows.active.findChild(ServerButton)

    yield start
    for company in made:
        company.watch.stop()
        company.server._timer.stop()


def test_an_alarm_is_shown_and_leads_to_the_page_of_the_server(begin, windows, qtbot, monkeypatch):
    went = []
    monkeypatch.setattr(type(windows.active), "navigate", lambda _window, to: went.append(to))
    button = begin(agent=None, backups=[])
    qtbot.waitUntil(button.isVisible, timeout=10_000)
    assert button.text() == "Server: 2 alarms"
    assert "No background service" in button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert went == [Target("administration")]


def test_nothing_is_shown_while_all_is_well(begin):
    assert begin().isHidden()


def test_it_goes_when_it_was_mended(begin, worker, qtbot, monkeypatch):
    monkeypatch.setattr(server_watch, "ALARMED_MS", 50)
    button = begin(backups=[copy("a", 50)])
    qtbot.waitUntil(button.isVisible, timeout=10_000)
    worker.answers["server.state"] = told()
    qtbot.waitUntil(button.isHidden, timeout=10_000)


def test_a_server_that_does_not_answer_just_then_leaves_what_was_known(
    begin, worker, qtbot, monkeypatch
):
    monkeypatch.setattr(server_watch, "ALARMED_MS", 50)
    button = begin(backups=[])
    qtbot.waitUntil(button.isVisible, timeout=10_000)
    before = worker.requests().count("server.state")
    worker.answers["server.state"] = RetryError("gone")
    qtbot.waitUntil(lambda: worker.requests().count("server.state") > before, timeout=10_000)
    assert button.isVisible()


def test_it_is_asked_again_as_soon_as_the_password_is_known(
    qt_loop, windows, backstage, worker, qtbot
):
    worker.tell(administers=True)
    worker.answers["server.state"] = RetryError("Type your password for the server to go on.")
    company = CompanySync(backstage.jobs, windows, windows)
    company.begin()
    qtbot.waitUntil(company.server._timer.isActive, timeout=10_000)
    worker.answers["server.state"] = told(agent=None)
    company.watch.ask_now()
    button = windows.active.findChild(ServerButton)
    qtbot.waitUntil(button.isVisible, timeout=10_000)
    company.watch.stop()
    company.server._timer.stop()


def test_who_changes_users_but_not_the_server_is_asked_about_it_once(
    qt_loop, windows, backstage, worker, qtbot
):
    worker.tell(administers=True)
    worker.answers["server.state"] = None
    company = CompanySync(backstage.jobs, windows, windows)
    company.begin()
    qtbot.waitUntil(lambda: company.server._is_barred, timeout=10_000)
    rounds = worker.requests().count("sync.round")
    company.watch.ask_now()
    qtbot.waitUntil(lambda: worker.requests().count("sync.round") > rounds, timeout=10_000)
    qtbot.waitUntil(lambda: not company.watch._is_asking, timeout=10_000)
    company.watch.stop()
    company.server._timer.stop()
    assert worker.requests().count("server.state") == 1
    assert windows.active.findChild(ServerButton).isHidden()


def test_who_does_not_administer_the_server_asks_nothing_about_it(
    qt_loop, windows, backstage, worker, qtbot
):
    worker.tell(administers=False)
    company = CompanySync(backstage.jobs, windows, windows)
    company.begin()
    qtbot.waitUntil(lambda: "sync.round" in worker.requests(), timeout=10_000)
    company.watch.stop()
    assert "server.state" not in worker.requests()
