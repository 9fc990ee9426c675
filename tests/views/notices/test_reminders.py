"""Reminders ring in the program, and their window puts them off and dismisses them."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.clock import to_micros
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.views.notices.reminder_window import ReminderWindow
from desktop.views.notices.reminders import Reminders

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.qt_log_ignore("raise\\(\\)")


@pytest.fixture
def me(folder, clock):
    store = open_profile(folder, clock, Role.WINDOW)
    found = store.owner().user_id
    store.close()
    return found


@pytest.fixture
def lived():
    """How long the process lived, in seconds; a sleep of the computer does not count."""
    return [0.0]


@pytest.fixture
def reminders(jobs, me, clock, lived):
    made = Reminders(jobs, me, clock=clock, lived=lambda: lived[0])
    yield made
    made.deleteLater()


@pytest.fixture
def rung(reminders):
    """The titles of what came to the front, one list a time."""
    found = []
    reminders.rang.connect(lambda dues: found.append([due.occasion.title for due in dues]))
    return found


@pytest.fixture
def window(qtbot, jobs, reminders, clock):
    made = ReminderWindow(jobs, clock)
    qtbot.addWidget(made, before_close_func=ReminderWindow.hide)
    reminders.turned.connect(made.show_turn)
    reminders.rang.connect(made.come_forward)
    return made


@pytest.fixture
def plan(make, clock):
    """Plans an appointment so many minutes from now, with a reminder at its start."""

    def make_event(title, minutes, reminder="0"):
        at = to_micros(clock.now() + minutes * MINUTE)
        return make("event", title=title, starts_at=at, reminders=[reminder])

    return make_event


@pytest.fixture
def look_later(clock, lived, reminders):
    """Lets time pass, for the process too unless the computer sleeps."""

    def later(minutes, *, asleep=False):
        clock.advance(minutes * MINUTE)
        lived[0] += 0 if asleep else minutes * 60
        reminders.look()

    return later


def read(qtbot, reminders):
    """Read, and wait until that was answered: a lane answers in the order of the questions."""
    answered = []
    reminders.read()
    reminders._jobs.cards.submit(lambda _reads: None, answered.append)
    qtbot.waitUntil(lambda: bool(answered))


def rows(window):
    return [row.title for row in window.list.due_model.rows]


def test_what_rang_while_the_program_was_closed_comes_in_one_window(
    qtbot, plan, clock, reminders, rung, window
):
    plan("Họp giao ban", 10)
    plan("Gặp ABC", 20)
    clock.advance(120 * MINUTE)
    read(qtbot, reminders)
    assert rung == [["Gặp ABC", "Họp giao ban"]]
    assert window.isVisible()
    assert rows(window) == ["Gặp ABC", "Họp giao ban"]
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_each_ringing_comes_to_the_front_once(qtbot, plan, reminders, rung, look_later):
    plan("Họp", 10)
    read(qtbot, reminders)
    for _minute in range(15):
        look_later(1)
    assert rung == [["Họp"]]


def test_after_a_sleep_of_the_computer_everything_is_read_again(
    qtbot, plan, reminders, rung, look_later
):
    read(qtbot, reminders)
    reminders._jobs.changes.blockSignals(True)  # nobody tells what another program wrote
    plan("Viết ở máy khác", 30)
    look_later(60, asleep=True)
    qtbot.waitUntil(lambda: rung == [["Viết ở máy khác"]])


def test_a_clock_that_goes_back_tells_nothing_twice(qtbot, plan, reminders, rung, look_later):
    plan("Họp", 10)
    read(qtbot, reminders)
    look_later(11)
    look_later(-11, asleep=True)
    read(qtbot, reminders)
    look_later(11)
    assert rung == [["Họp"]]


def test_dismissing_by_a_click_empties_the_window_for_ever(
    qtbot, plan, reminders, window, look_later
):
    plan("Họp", 0)
    plan("Gặp", 0)
    read(qtbot, reminders)
    assert len(rows(window)) == 2
    QTest.mouseClick(window.dismiss, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(reminders.turn.dues) == 1)
    QTest.mouseClick(window.dismiss_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not reminders.turn.dues)
    look_later(30)
    assert not rows(window)


def test_a_window_that_was_answered_empty_goes_away(qtbot, plan, reminders, window):
    plan("Họp", 0)
    read(qtbot, reminders)
    window.take_keyboard()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.mouseClick(window.snooze, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_what_is_put_off_comes_again_after_the_chosen_time(
    qtbot, plan, reminders, rung, window, look_later
):
    plan("Họp", 0)
    read(qtbot, reminders)
    window.snoozes.setCurrentIndex(window.snoozes.findData("5"))
    QTest.mouseClick(window.snooze, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not reminders.turn.dues)
    look_later(4)
    assert rung == [["Họp"]]
    look_later(1)
    assert rung == [["Họp"], ["Họp"]]


def test_closing_the_window_dismisses_nothing(qtbot, plan, reminders, window):
    plan("Họp", 0)
    read(qtbot, reminders)
    window.take_keyboard()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: [due.is_seen for due in reminders.turn.dues] == [True])
    assert not window.isVisible()


def test_a_customer_is_called_from_the_window(qtbot, make, plan, clock, reminders, window):
    account = str(make("account", name="ABC", phones=[{"number": "+84912345678", "label": ""}]))
    make("call", subject="Gọi ABC", account_id=account, called_at=to_micros(clock.now() + MINUTE))
    clock.advance(MINUTE)
    read(qtbot, reminders)
    assert window.call.isVisibleTo(window)
    plan("Họp", 0)
    read(qtbot, reminders)
    window.list.selectAll()
    assert not window.call.isVisibleTo(window)
    assert not window.open.isEnabled()


@pytest.fixture
def choose(make, me):
    """Chooses of a kind of notice what the person wants."""

    def make_choice(kind, **chosen):
        make("notice_choice", user_id=str(me), kind=kind, **chosen)

    return make_choice


def test_in_quiet_hours_nothing_comes_to_the_front(
    qtbot, plan, choose, reminders, rung, look_later
):
    choose("*", quiet={"first": 9 * 60, "last": 11 * 60, "weekends": False})  # it is ten o'clock
    plan("Họp", 0)
    read(qtbot, reminders)
    assert len(reminders.turn.dues) == 1
    assert rung == []
    look_later(61)
    assert rung == [["Họp"]]


def test_reminders_of_a_kind_that_is_not_wanted_stay_away(qtbot, plan, choose, reminders, rung):
    choose("reminder:event", channels=None)
    plan("Họp", 0)
    read(qtbot, reminders)
    assert rung == []
