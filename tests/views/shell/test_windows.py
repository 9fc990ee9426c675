"""Several windows on one profile: each its own, all of one program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.errors import RetryError
from desktop.views.shell.actions import Menu
from desktop.views.shell.targets import LIST, Target, record
from tests.views.shell.desk import committed, type_into
from tests.views.shell.stand_ins import NAMES, id_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_new_window_shows_what_was_in_view_and_then_goes_its_own_way(windows, first):
    first.navigate(Target(LIST, "lead"))
    QTest.keyClick(first, Qt.Key.Key_N, CTRL | SHIFT)
    second = windows.active
    assert second is not first
    assert second.workspace.current_target() == Target(LIST, "lead")
    second.navigate(Target(LIST, "account"))
    assert first.workspace.current_target() == Target(LIST, "lead")
    assert second.jobs is not first.jobs


def test_the_title_bar_of_a_further_window_is_on_the_screen(windows, first, monkeypatch):
    bar = 24
    monkeypatch.setattr(first, "frameGeometry", lambda: first.geometry().adjusted(0, -bar, 0, 0))
    first.setGeometry(first.screen().availableGeometry())
    windows.open()
    windows.active.memory.stand_beside(first)
    room = first.screen().availableGeometry()
    assert windows.active.geometry().top() >= room.top() + bar
    assert windows.active.geometry().bottom() <= room.bottom()


def test_a_further_window_stands_beside_the_first_and_on_the_screen(windows, first):
    first.setMinimumSize(0, 0)
    first.setGeometry(0, 0, 700, 600)
    second = windows.open()
    assert second.geometry().topLeft() == first.geometry().topLeft() + QPoint(32, 32)
    for _time in range(30):
        windows.active.memory.stand_beside(windows.active)
    room = QApplication.primaryScreen().availableGeometry()
    assert room.contains(windows.active.frameGeometry().topLeft())
    assert windows.active.frameGeometry().bottom() <= room.bottom()


@pytest.mark.usefixtures("qt_loop")
def test_undo_takes_back_the_last_thing_done_in_any_window(windows, first, backstage, qtbot):
    second = windows.open()
    first.jobs.announce(committed(7, "account.save", 0))
    second.jobs.announce(committed(8, "account.delete", 1))
    qtbot.waitUntil(lambda: second.snackbar.text.startswith("Moved"))
    qtbot.waitUntil(lambda: first.snackbar.text == f"Changed {NAMES[0]}")
    first.commands.run("edit.undo")
    qtbot.waitUntil(lambda: first.snackbar.text.startswith("Undone: Moved"))
    assert backstage.commands.ran == [("undo.group", {"group": 8})]
    assert second.snackbar.text.startswith("Moved")
    second.commands.run("edit.undo")
    qtbot.waitUntil(lambda: second.snackbar.text.startswith("Undone: Changed"))


def test_a_window_tells_only_its_own_failures(windows, first):
    second = windows.open()
    second.jobs.report(RetryError("the printer is on fire"))
    assert "fire" in second.snackbar.text
    assert first.snackbar.text == ""


def test_what_belongs_to_no_window_is_told_where_people_work(windows, first, backstage):
    second = windows.open()
    backstage.jobs.report(RetryError("tidying failed"))
    assert second.snackbar.text == "tidying failed"
    windows.bring_forward(first)
    backstage.jobs.announce(committed(9, "account.change", 0))
    assert first.undo.can_undo()


def test_a_change_reaches_every_window(windows, first, qtbot):
    second = windows.open()
    heard = []
    first.jobs.changes.changed.connect(heard.append)
    second.jobs.announce(committed(1, "account.save", 0))
    assert [changes.group for changes in heard] == [1]


def test_questions_of_two_windows_do_not_replace_each_other(windows, first, qtbot):
    second = windows.open()
    heard = []
    for window in (first, second):
        window.jobs.cards.submit(lambda reads: "answer", heard.append, topic="search")
    qtbot.waitUntil(lambda: len(heard) == 2)


def test_a_record_with_something_typed_is_shown_where_it_was_typed(windows, first):
    first.navigate(record("account", id_of(1)))
    type_into(first)
    second = windows.open(Target(LIST, "account"))
    second.navigate(record("account", id_of(1)))
    assert windows.active is first
    assert second.workspace.tabs.count() == 1


def test_a_selected_record_opens_in_a_window_of_its_own(windows, first, qtbot):
    view = first.workspace.current_page().records.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(3, 0))
    QTest.keyClick(view, Qt.Key.Key_Return, SHIFT)
    card = windows.active
    assert card.workspace.current_page().record_id == id_of(3)
    assert card.modules.isHidden()
    assert card.navigation.isHidden()
    assert not card.workspace.tabs.isVisible()
    assert NAMES[3] in card.windowTitle()
    assert not card.commands.is_enabled("record.own_window")
    windows.bring_forward(first)
    first.commands.run("record.own_window")
    assert windows.active is card
    assert len(windows.every()) == 2


def test_a_tab_moves_into_its_own_window(windows, first):
    first.navigate(record("account", id_of(1)))
    assert first.commands.run("record.own_window")
    assert first.workspace.tabs.count() == 1
    assert windows.active.workspace.current_page().record_id == id_of(1)


def test_a_tab_with_something_typed_stays_until_it_is_saved(windows, first):
    first.navigate(record("account", id_of(1)))
    type_into(first)
    first.commands.run("record.own_window")
    assert windows.every() == (first,)
    assert "Save the record first" in first.snackbar.text


def test_a_window_of_one_record_shows_lists_in_another(windows, first):
    card = windows.open(record("account", id_of(3)), card=True)
    card.navigate(Target(LIST, "lead"))
    assert windows.active is first
    assert first.workspace.current_target() == Target(LIST, "lead")
    assert card.workspace.tabs.count() == 1
    card.navigate(record("account", id_of(4)))
    assert card.workspace.tabs.count() == 2


def test_without_another_window_a_card_opens_one_for_lists(windows, first):
    card = windows.open(record("account", id_of(3)), card=True)
    first.navigate(Target(LIST, "lead"))
    first.close()
    card.navigate(Target(LIST, "account"))
    assert len(windows.every()) == 2
    assert windows.active.workspace.current_target() == Target(LIST, "account")
    assert len(card.keeper._kept_in.states) == 2


def test_closing_the_record_closes_its_window(windows, first, qtbot):
    card = windows.open(record("account", id_of(3)), card=True)
    card.commands.run("tab.close")
    qtbot.waitUntil(lambda: windows.every() == (first,))


def test_favourites_and_recent_records_are_the_same_everywhere(windows, first):
    second = windows.open(Target(LIST, "account"))
    second.guide._on_pane_favourite_toggled(Target(LIST, "lead"))
    assert [t.entity for t in first.keeper.state.favourites] == ["lead"]
    second.navigate(record("account", id_of(6)))
    assert first.recents.records[0].title == NAMES[6]


def test_theme_and_language_reach_every_window(windows, first, settings):
    second = windows.open(Target(LIST, "account"))
    settings.change(language="vi")
    QApplication.sendPostedEvents()
    for window in (first, second):
        assert "Khách hàng" in window.windowTitle()
    settings.change(language="en")
    QApplication.sendPostedEvents()
    assert "Customers" in second.windowTitle()


def test_the_menu_lists_the_windows(windows, first, qtbot):
    second = windows.open(Target(LIST, "lead"))
    menu = second.header.menus.menu(Menu.WINDOW)
    menu.aboutToShow.emit()
    listed = [a for a in menu.actions() if a.isCheckable()]
    assert [a.text() for a in listed] == ["&1 Customers · Lienhe", "&2 Leads · Lienhe"]
    assert [a.isChecked() for a in listed] == [False, True]
    listed[0].trigger()
    assert windows.active is first
    menu.aboutToHide.emit()
    first.commands.run("window.next")
    assert windows.active is second
