"""The whole list: searching, filtering, grouping, sorting, columns, cards, and saying so."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.changes import Changes
from desktop.core.entities import get_entity
from desktop.core.filters import EVERYTHING, ME, Condition, Group, Op
from tests.views.items.conftest import settle
from tests.views.items.customers import OWNER_REFS, SOURCE_REFS

ACCOUNT = get_entity("account")


def test_typing_searches_and_enter_leads_into_the_list(view, qtbot, still):
    view.bar.line.setFocus()
    QTest.keyClicks(view.bar.line, "minh")
    assert still() < 500
    QTest.keyClick(view.bar.line, Qt.Key.Key_Return)
    assert view.table.hasFocus()


def test_typing_a_term_filters_and_shows_it_as_a_chip(view, still, vi_type):
    view.bar.line.setFocus()
    vi_type(view.bar.line, "type: supplier")
    assert still() < 500
    assert view.state.filter == Group((Condition("account_type", Op.EQUALS, "supplier"),))
    (chip,) = [chip for chip in view.bar._chips._quick if chip.is_on]
    assert "Supplier" in chip.text()


def test_a_title_that_is_typed_is_found_as_a_record(view, still, qtbot, vi_type):
    view.bar.line.setFocus()
    vi_type(view.bar.line, "source: zalo")
    wanted = Condition("source_id", Op.EQUALS, str(SOURCE_REFS[2].id))
    qtbot.waitUntil(lambda: view.state.filter == Group((wanted,)))


def test_escape_clears_the_line_and_shows_everything(view, still, vi_type):
    view.bar.line.setFocus()
    vi_type(view.bar.line, "minh")
    still()
    QTest.keyClick(view.bar.line, Qt.Key.Key_Escape)
    assert view.table.hasFocus()
    assert still() == 500


def test_what_is_not_understood_is_said_after_a_pause(view, qtbot, vi_type):
    view.bar.line.setFocus()
    vi_type(view.bar.line, "nonsense: 5")
    qtbot.waitUntil(lambda: "nonsense" in view.bar._problem.text(), timeout=3000)
    assert view.bar._problem.isVisible()


def test_letters_typed_over_the_list_begin_a_search(view, still):
    view.focus_first()
    QTest.keyClick(view.table, "m")
    assert view.bar.line.hasFocus()
    assert view.bar.line.text() == "m"
    assert view.state.search == "m"


def test_a_chip_switches_a_condition_on_and_off(view, still):
    mine = view.bar._chips._quick[0]
    mine.click()
    assert view.state.filter == Group((Condition("owner_id", Op.EQUALS, ME),))
    assert view.query().filter.items[0].value == str(OWNER_REFS[0].id)
    assert 0 < still() < 500
    assert "me" in view.bar.line.text()
    mine.click()
    assert view.state.filter == EVERYTHING
    assert still() == 500


def test_values_are_ticked_in_the_menu_of_a_chip(view, still):
    chip = next(c for c in view.bar._chips._quick if c.quick.path == "account_type")
    chip.click()
    menu = chip._menu
    for action in menu.actions()[:2]:
        action.trigger()
    menu.close()
    values = [action._value for action in menu.actions()[:2]]
    assert view.state.filter == Group((Condition("account_type", Op.ANY_OF, values),))
    assert 0 < still() < 500
    chip.removed.emit()
    assert view.state.filter == EVERYTHING


def test_every_other_condition_has_a_chip_that_takes_it_away(view, still):
    odd = Condition("annual_revenue", Op.AT_LEAST, "4000000000")
    view.show_state(replace(view.state, filter=Group((odd,))))
    (chip,) = view.bar._chips._others
    assert "4,000,000,000" in chip.text() or "4.000.000.000" in chip.text()
    assert 0 < still() < 500
    chip.removed.emit()
    assert still() == 500


def test_the_shell_hears_of_another_selection_once(view, qtbot, still):
    still()
    told = []
    view.selection_changed.connect(told.append)
    view.table.selectRow(3)
    view.table.setCurrentIndex(view.model.index(3, 0))
    qtbot.waitUntil(lambda: bool(told))
    assert [chosen.count for chosen in told] == [1]
    assert view.current_record() == view.model.record(3).id


def test_changes_elsewhere_do_not_tell_of_another_selection(view, qtbot, still, reads, jobs):
    view.table.selectRow(3)
    view.table.setCurrentIndex(view.model.index(3, 0))
    settle(qtbot, jobs)
    told = []
    view.selection_changed.connect(told.append)
    new = uuid.uuid4()
    reads.records[new] = {"name": "AAA"}
    jobs.changes.changed.emit(Changes({"account": frozenset({new})}))
    qtbot.waitUntil(lambda: view.model.total == 501)
    settle(qtbot, jobs)
    assert told == []


def test_enter_opens_the_record(view, qtbot, still):
    view.focus_first()
    with qtbot.waitSignal(view.record_opened) as opened:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args == ["account", view.model.record(0).id]


def test_next_and_previous_walk_over_records_only(view, still):
    view._on_bar_group_chosen("account_type")
    still()
    second = view.model.layout.head_rows[1]
    view.table.setCurrentIndex(view.model.index(second - 1, 0))
    view.next_record()
    assert view.table.currentIndex().row() == second + 1
    view.previous_record()
    assert view.table.currentIndex().row() == second - 1


def test_a_list_within_a_record_gives_its_new_records_the_link(jobs, window, qtbot, run_async):
    from desktop.views.records.form_editors import FormEditors
    from desktop.views.records.lists.list_view import RecordListView

    parent = str(uuid.uuid4())
    own = Group((Condition("parent_id", Op.EQUALS, parent),))
    editors = FormEditors(jobs, (), lambda _entity, _id: None, window)
    view = RecordListView(ACCOUNT, jobs, editors, within=own)
    qtbot.addWidget(view)
    assert view.query().filter == own
    with qtbot.waitSignal(view.create_requested) as asked:
        view.new_record()
    assert asked.args == ["account", {"parent_id": parent}]


def test_only_records_like_the_cell(view, still):
    still()
    column = list(view.state.columns).index("account_type")
    row = next(r for r in range(50) if view.model.record(r).texts[column] == "Partner")
    view.table.setCurrentIndex(view.model.index(row, column))
    view._filter_by_cell()
    assert view.state.filter == Group((Condition("account_type", Op.EQUALS, "partner"),))
    assert 0 < still() < 500


@pytest.fixture
def suppliers(view, still):
    """The list in its view of suppliers."""
    one = next(v for v in view.bar.views.views if v.name == "Suppliers")
    view.bar.picker.view_chosen.emit(one)
    total = still()
    assert 0 < total < 500
    return total


def test_a_search_in_a_view_stays_in_it(view, still, suppliers, vi_type):
    own = view.state.filter
    view.start_quick_filter()
    vi_type(view.bar.line, "minh")
    assert 0 < still() < suppliers
    assert (view.state.filter, view.state.search) == (own, "minh")
    view.focus_first()
    view.start_quick_filter()
    vi_type(view.bar.line, "an")
    still()
    assert (view.state.filter, view.state.search) == (own, "an")


def test_letters_over_a_view_search_in_it(view, still, suppliers):
    own = view.state.filter
    view.focus_first()
    QTest.keyClick(view.table, "m")
    still()
    assert (view.state.filter, view.state.search) == (own, "m")


def test_escape_goes_back_to_the_view_and_never_beyond_it(view, still, suppliers, vi_type):
    own = view.state.filter
    for _again in range(2):
        view.start_quick_filter()
        vi_type(view.bar.line, "minh")
        QTest.keyClick(view.bar.line, Qt.Key.Key_Escape)
        assert still() == suppliers
        QTest.keyClick(view.bar.line, Qt.Key.Key_Escape)
        assert (view.state.filter, view.state.search) == (own, "")
    view.clear_filter()
    assert still() == 500
