"""The page "Today" keeps up with changes, days, languages and widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from desktop.core.changes import Changes
from desktop.views.appearance import apply_theme
from desktop.views.home.home_view import BAR, make_home
from desktop.views.shell.actions_records import RECORD_ACTIONS
from tests.views.home.reading import shown_keys, titles


def test_changes_of_other_entities_ask_nothing(show_home, qtbot, jobs, make):
    view = show_home()
    make("account", name="Không ai báo")
    jobs.changes.changed.emit(Changes({"tag": frozenset()}))
    assert not view._renew.isActive()


def test_what_changed_while_the_page_was_out_of_view_is_read_when_it_comes_back(
    show_home, plan, qtbot, jobs
):
    view = show_home()
    view.hide()
    plan("gọi lại", -24)
    jobs.changes.changed.emit(Changes({"call": frozenset()}))
    view._renew.timeout.emit()
    assert titles(view, "calls_overdue") == []
    view.show()
    qtbot.waitUntil(lambda: titles(view, "calls_overdue") == ["gọi lại"])


def test_leaving_the_page_stops_its_questions_and_they_are_asked_again(qtbot, context, clock, plan):
    plan("gọi lại", -24)
    view = make_home(context)
    view._clock = clock
    qtbot.addWidget(view)
    view.show()
    view.hide()
    assert view._order.stop() == []
    with qtbot.waitSignal(view._order.finished):
        view.show()
    qtbot.waitUntil(lambda: titles(view, "calls_overdue") == ["gọi lại"])


def test_a_new_day_makes_todays_calls_overdue(show_home, plan, clock, qtbot):
    plan("chiều nay", 5)
    view = show_home()
    clock.advance(timedelta(days=1))
    view._minute.timeout.emit()
    qtbot.waitUntil(lambda: titles(view, "calls_overdue") == ["chiều nay"])
    assert titles(view, "calls_today") == []
    assert view.status_text() == "Wednesday, 30/12/2026"


@pytest.mark.parametrize(("width", "columns"), [(500, 1), (740, 2), (1100, 3), (2400, 3)])
def test_there_are_as_many_columns_as_there_is_room_for(show_home, width: int, columns: int):
    view = show_home(width)
    cards = [view.feeds[key].card for key in shown_keys(view)]
    assert len({card.x() for card in cards}) == columns
    assert all(card.mapTo(view, QPoint(card.width(), 0)).x() <= width for card in cards)


def test_larger_text_leaves_room_for_fewer_columns(show_home, qapp, qtbot):
    view = show_home(1100)
    apply_theme(qapp, "light", "normal", 150)
    qtbot.waitUntil(lambda: len({view.feeds[key].card.x() for key in shown_keys(view)}) == 2)


def test_tab_goes_through_the_blocks_in_their_order(show_home, plan, qtbot):
    plan("hôm nay", 1)
    plan("hôm qua", -24)
    view = show_home()
    order = ["appointments", "calls_overdue", "calls_today", "mentions"]
    view.restore_view_state({"order": order, "hidden": ["tasks_waiting", "notices"]})
    view.activateWindow()
    view.focus_first()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is view.feeds["calls_overdue"].card.rows
    seen = []
    for _step in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == view.feeds["calls_today"].card.focus_widgets()


def test_every_button_and_list_has_a_name(show_home, plan):
    plan("hôm qua", -24)
    view = show_home()
    unnamed = [
        widget
        for widget in view.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or (isinstance(widget, QToolButton) and widget.text()))
    ]
    assert unnamed == []


def test_another_language_is_shown_at_once(show_home, plan, qtbot):
    from desktop.core import i18n

    plan("hôm qua", -24)
    view = show_home()
    i18n.set_language("vi")
    view.retranslate()
    assert view._head._day.text() == "Thứ Ba, 29/12/2026"
    assert view._head._lunar.text().startswith("21/11 ")
    assert view._head._lunar.text().endswith("(Bính Ngọ)")
    i18n.set_language("en")


def test_the_bar_above_begins_records_by_actions_that_exist():
    known = {action.key for action in RECORD_ACTIONS}
    assert {key for key in BAR if key != "-"} <= known


def test_the_person_is_greeted_by_name(qtbot, context, clock, jobs, run_async):
    users = run_async(jobs.read(lambda reads: reads.choices("app_user", "")))
    view = make_home(context, users[0].ref.id)
    qtbot.addWidget(view)
    view.show()
    greeting = view._head._greeting
    qtbot.waitUntil(lambda: "Nguyễn An" in greeting.text())
    assert greeting.isVisible()


def test_who_gave_no_name_is_not_greeted(qtbot, context, clock, run, jobs, run_async):
    (owner,) = run_async(jobs.read(lambda reads: reads.choices("app_user", "")))
    edits = {"full_name": ["Nguyễn An", "Chủ sở hữu"]}
    run("app_user.save", id=str(owner.ref.id), values=edits)
    view = make_home(context, owner.ref.id)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view._order.finished):
        view.show()
    assert view._head._greeting.isHidden()
