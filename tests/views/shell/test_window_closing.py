"""Closing windows: what is asked, what goes on, what comes back, and what is left of them."""

from __future__ import annotations

import gc
import threading

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.targets import LIST, Target, record
from desktop.views.shell.window_state import StateKeeper
from tests.views.shell.desk import answer, type_into
from tests.views.shell.stand_ins import NAMES, id_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_closing_a_window_asks_about_its_own_record_alone(windows, first, qtbot, qt_loop):
    first.navigate(record("account", id_of(1)))
    type_into(first)
    second = windows.open(Target(LIST, "account"))
    second.navigate(record("account", id_of(2)))
    type_into(second)
    second.close()
    assert answer(qtbot, "Throw away") == NAMES[2]
    qtbot.waitUntil(lambda: windows.every() == (first,))
    assert first.workspace.unsaved()


def test_ctrl_q_asks_once_for_all_windows(windows, first, qtbot, qt_loop):
    first.navigate(record("account", id_of(1)))
    type_into(first)
    second = windows.open(Target(LIST, "account"))
    second.navigate(record("account", id_of(2)))
    type_into(second)
    QTest.keyClick(second, Qt.Key.Key_Q, CTRL)
    asked = answer(qtbot, "Cancel")
    assert NAMES[1] in asked
    assert NAMES[2] in asked
    assert len(windows.every()) == 2
    qtbot.waitUntil(lambda: not second.jobs.busy())
    windows.quit()
    with qtbot.waitSignal(windows.all_closed):
        answer(qtbot, "Save")
    assert windows.every() == ()


def test_windows_come_back_with_what_was_in_them(windows, first, desk, qtbot):
    first.navigate(Target(LIST, "lead"))
    second = windows.open(Target(LIST, "account"))
    second.setGeometry(40, 50, 1030, 650)
    second.navigate(record("account", id_of(2), NAMES[2]))
    windows.open(record("account", id_of(5), NAMES[5]), card=True)
    desk.end(windows)

    again = desk.start()
    window = again.active
    again.restore()
    qtbot.waitUntil(lambda: len(again.every()) == 3)
    assert again.active is window
    _first, back, card = again.in_order()
    assert window.workspace.current_target() == Target(LIST, "lead")
    assert back.workspace.current_target() == Target(LIST, "account")
    assert [back.workspace.tabs.tabText(i) for i in (0, 1)] == ["Customers", NAMES[2]]
    assert back.geometry().getRect() == (40, 50, 1030, 650)
    assert card.keeper.state.card
    assert card.workspace.current_page().record_id == id_of(5)
    desk.end(again)


def test_a_window_that_was_closed_does_not_come_back(windows, desk, profile):
    windows.open(Target(LIST, "lead")).close()
    desk.end(windows)
    assert StateKeeper(profile).others() == []


def test_the_last_whole_window_comes_back_before_cards(windows, first, desk, profile):
    first.navigate(Target(LIST, "lead"))
    card = windows.open(record("account", id_of(3), NAMES[3]), card=True)
    first.close()
    assert windows.every() == (card,)
    desk.end(windows)
    keeper = StateKeeper(profile)
    assert not keeper.state.card
    assert keeper.state.main == Target(LIST, "lead")
    assert [other.state.card for other in keeper.others()] == [True]


def test_columns_set_in_a_closed_window_are_kept(windows, first):
    second = windows.open(Target(LIST, "lead"))
    second.workspace.current_page().records.state = {"sort": "company"}
    second.close()
    first.navigate(Target(LIST, "lead"))
    assert first.workspace.current_page().records.state == {"sort": "company"}


def test_one_window_looks_after_the_program_and_hands_it_over(windows, first):
    first.watch_over()
    second = windows.open(Target(LIST, "account"))
    assert not second.companions.is_watching
    first.close()
    assert second.companions.is_watching
    second.companions.close()


def test_work_of_a_closed_window_is_finished_before_it_goes(windows, backstage, qtbot, qt_loop):
    asked = qt_loop.create_future()

    class Worker:
        async def ask(self, request, arguments, progress=None):
            return await asked

    backstage.jobs.worker = Worker()
    second = windows.open(Target(LIST, "account"))
    done = []

    async def work():
        done.append(await second.jobs.ask("import.run", {}))

    second.jobs.start(work(), name="Importing")
    qtbot.waitUntil(lambda: not second.jobs.is_resting)
    second.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shiboken6.isValid(second)
    asked.set_result("whole")
    qtbot.waitUntil(lambda: done == ["whole"])
    qtbot.waitUntil(lambda: not shiboken6.isValid(second))


def test_a_command_of_a_closed_window_is_still_told(windows, first, qtbot, qt_loop):
    second = windows.open(Target(LIST, "account"))
    heard = []
    first.jobs.changes.changed.connect(heard.append)

    begun, go_on = threading.Event(), threading.Event()

    def hold_up(_writing):
        begun.set()
        go_on.wait(5)

    store = first.jobs.store.shared
    store.submit(hold_up)
    qtbot.waitUntil(begun.is_set)

    async def work():
        await second.jobs.command("account.save")

    second.jobs.start(work(), name="Saving")
    qtbot.waitUntil(lambda: len(store._waiting) == 1)
    second.close()
    go_on.set()
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert first.undo.can_undo()


def windows_held() -> int:
    return sum(isinstance(one, MainWindow) for one in gc.get_objects())


def settled_wrappers() -> int:
    for _round in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    return len(shiboken6.getAllValidWrappers())


@pytest.mark.stall(2000)
def test_a_closed_window_leaves_nothing_behind(windows, first, qtbot):
    def open_and_close():
        window = windows.open(Target(LIST, "account"))
        window.navigate(record("account", id_of(1)))
        window.close()
        qtbot.waitUntil(lambda: not shiboken6.isValid(window))

    open_and_close()
    before = settled_wrappers()
    known = windows_held()
    for _time in range(8):
        open_and_close()
    assert settled_wrappers() - before <= 2
    assert windows_held() == known
