"""Rows open their records and do their action, by mouse and by keyboard."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt

from desktop.views.shell.targets import record


def test_a_click_on_a_row_opens_its_record(plan, show_home, qtbot):
    call = plan("gọi lại", -24)
    view = show_home()
    rows = view.feeds["calls_overdue"].card.rows
    place = rows.visualRect(rows.model().index(0, 0)).topLeft() + QPoint(30, 10)
    with qtbot.waitSignal(view.target_chosen) as chosen:
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [record("call", call, "gọi lại")]


def test_enter_opens_the_marked_row(plan, show_home, qtbot):
    plan("một", -48)
    call = plan("hai", -24)
    view = show_home()
    rows = view.feeds["calls_overdue"].card.rows
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.target_chosen) as chosen:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert chosen.args == [record("call", call, "hai")]


def test_space_logs_a_call_and_it_leaves_the_block(plan, show_home, qtbot, jobs):
    plan("gọi lại", -24)
    view = show_home()
    card = view.feeds["calls_overdue"].card
    card.rows.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(jobs.committed) as committed:
        qtbot.keyClick(card.rows, Qt.Key.Key_Space)
    assert committed.args[0].changes.command == "call.hold"
    qtbot.waitUntil(lambda: not card.rows.results)
    assert card.number.isHidden()


def test_a_click_on_the_action_does_it_and_opens_nothing(plan, show_home, qtbot, jobs):
    plan("gọi lại", -24)
    view = show_home()
    opened = []
    view.target_chosen.connect(opened.append)
    rows = view.feeds["calls_overdue"].card.rows
    rect = rows._rows.action_rect(rows.visualRect(rows.model().index(0, 0)))
    with qtbot.waitSignal(jobs.committed):
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert opened == []


def test_a_call_with_a_customer_is_begun_who_was_not_called_for_long(
    make, show_home, qtbot, begun, clock
):
    clock.advance(timedelta(days=-40))
    lan = make("account", name="Trần Thị Lan", party_type="person", account_type="customer")
    clock.advance(timedelta(days=40))
    view = show_home()
    rows = view.feeds["customers_quiet"].card.rows
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert begun == [("call", {"account_id": str(lan)})]
