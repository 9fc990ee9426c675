"""The notification centre and what a person chooses to be told."""

import uuid

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton

from desktop.core.permissions import Actor
from desktop.services.commands import LocalCommands
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.views.notices.notice_hub import NoticeHub
from desktop.views.notices.notice_panel import NoticePanel
from desktop.views.notices.notice_settings import NoticeSettings
from desktop.views.notices.reminders import Reminders

pytestmark = pytest.mark.qt_log_ignore("raise\\(\\)")


@pytest.fixture
def me(folder, clock):
    store = open_profile(folder, clock, Role.WINDOW)
    found = store.owner().user_id
    store.close()
    return found


@pytest.fixture
def colleague(folder, clock, make):
    """Does things as Lan."""
    lan = make("app_user", full_name="Lan", login="lan")
    store = open_profile(folder, clock, Role.WINDOW)
    commands = LocalCommands(store, Actor(uuid.UUID(str(lan))))
    yield lambda key, **arguments: commands.run(key, arguments)
    store.close()


@pytest.fixture
def hub(jobs, me):
    made = NoticeHub(jobs, me)
    yield made
    made.deleteLater()


@pytest.fixture
def frame(qtbot):
    made = QMainWindow()
    made.resize(1000, 700)
    made.setCentralWidget(QPushButton())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def panel(hub, jobs, me, clock, frame):
    reminders = Reminders(jobs, me, clock=clock)
    made = NoticePanel(hub, reminders, frame)
    yield made
    made.deleteLater()
    reminders.deleteLater()


def texts(panel):
    return [result.text for result in panel.rows.results]


def test_what_colleagues_did_stands_there_and_is_read_one_by_one_or_all_at_once(
    qtbot, hub, panel, frame, colleague, me
):
    for title in ("Một", "Hai"):
        colleague("task.create", values={"title": title, "assignees": [str(me)]})
    hub.read()
    qtbot.waitUntil(lambda: len(hub.unread) == 2)
    panel.show_below(frame.centralWidget())
    assert sorted(texts(panel)) == ["Lan assigned “Hai” to you", "Lan assigned “Một” to you"]
    panel.rows.setCurrentIndex(panel.rows.model().index(0, 0))
    QTest.keyClick(panel.rows, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(hub.unread) == 1)
    QTest.mouseClick(panel.all_read, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not hub.unread)
    assert len(texts(panel)) == 2
    assert not panel.all_read.isEnabled()


def test_the_filter_shows_one_kind_alone(qtbot, hub, panel, colleague, me, make):
    account = str(make("account", name="ABC"))
    colleague("task.create", values={"title": "Một", "assignees": [str(me)]})
    said = {"entity": "account", "ids": [account], "kind": "user", "level": "view"}
    colleague("share.set", **said, who=str(me))
    hub.read()
    qtbot.waitUntil(lambda: len(hub.told) == 2)
    panel.filter.setCurrentIndex(panel.filter.findData("shared"))
    panel.renew()
    assert texts(panel) == ["Lan shared “ABC” with you"]


def test_what_comes_while_the_program_runs_is_told_once(qtbot, hub, colleague, me):
    came = []
    hub.came.connect(lambda told: came.append([one.title for one in told]))
    colleague("task.create", values={"title": "Trước", "assignees": [str(me)]})
    hub.read()
    qtbot.waitUntil(lambda: len(hub.told) == 1)
    colleague("task.create", values={"title": "Sau", "assignees": [str(me)]})
    hub.read()
    qtbot.waitUntil(lambda: len(hub.told) == 2)
    assert came == [["Sau"]]


def test_a_tick_is_kept_at_once_and_a_channel_that_does_not_exist_has_none(
    qtbot, jobs, me, frame, folder
):
    settings = NoticeSettings(jobs, me, frame)
    qtbot.addWidget(settings)
    settings.show()
    qtbot.waitUntil(settings.isEnabled)
    tick = settings.ticks[("assigned", "app")]
    assert tick.isChecked()
    assert not settings.ticks[("assigned", "email")].isEnabled()
    tick.click()
    settings.weekends.click()

    def is_kept():
        store = open_profile(folder, None, Role.WINDOW)
        rows = dict(store.driver.execute("SELECT kind, channels FROM notice_choice").fetchall())
        store.close()
        return rows.keys() == {"assigned", "*"} and rows["assigned"] in {None, "[]"}

    qtbot.waitUntil(is_kept)
    again = NoticeSettings(jobs, me, frame)
    qtbot.addWidget(again)
    qtbot.waitUntil(again.isEnabled)
    assert not again.ticks[("assigned", "app")].isChecked()
    assert again.weekends.isChecked()
