"""The whole list: searching, filtering, grouping, sorting, columns, cards, and saying so."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from desktop.core.changes import Changes
from desktop.core.entities import get_entity
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.pages import Sort
from desktop.core.relative_filters import ME
from desktop.views.records.lists.empty_state import EmptyState
from desktop.views.records.lists.list_state import own_state, state_from_json, state_to_json
from tests.views.items.conftest import settle
from tests.views.items.customers import OWNER_REFS, SOURCE_REFS

ACCOUNT = get_entity("account")


@pytest.fixture
def still(view, qtbot, jobs, reads):
    """Wait until the list shows what it asks for, and return how many records those are."""

    def wait() -> int:
        qtbot.waitUntil(lambda: view.model.total is not None and not view.model.is_busy)
        settle(qtbot, jobs)
        assert view.model.total == len(reads.ordered(view.query()))
        return view.model.total

    return wait


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


def test_a_click_on_a_head_sorts_and_another_turns_the_order_round(view, still, reads):
    column = list(view.state.columns).index("updated_at")
    view._on_header_sort_asked(column)
    still()
    assert view.state.sort == Sort("updated_at", descending=False)
    view._on_header_sort_asked(column)
    still()
    assert view.state.sort == Sort("updated_at", descending=True)
    assert view.model.record(0).id == reads.ordered(view.query())[0]


def test_what_cannot_be_sorted_says_so(view, qtbot):
    column = list(view.state.columns).index("phones")
    with qtbot.waitSignal(view.noticed) as told:
        view._on_header_sort_asked(column)
    assert "Phone" in told.args[0]
    assert view.state.sort is None


def test_grouping_shows_heads_with_counts(view, still):
    view._on_bar_group_chosen("account_type")
    still()
    heads = [view.model.item(row) for row in view.model.layout.head_rows]
    assert sum(head.count for head in heads) == 500


def test_moved_and_sized_columns_are_kept(view, still):
    header = view.table.columns
    header.resizeSection(1, 222)
    header.moveSection(header.visualIndex(1), 0)
    kept = state_from_json(ACCOUNT, view.view_state())
    assert kept.columns[0] == view.model.fields[1].name
    assert kept.widths[kept.columns[0]] == 222
    view.show_state(kept)
    assert view.state.columns == kept.columns


def test_how_a_list_looks_survives_as_json(view):
    state = replace(
        own_state(ACCOUNT),
        columns=("name", "code"),
        widths={"code": 99},
        filter=Group((Condition("account_type", Op.EQUALS, "partner"),)),
        search="an",
        sort=Sort("code", descending=True),
        group="account_type",
        folded=frozenset({'"partner"'}),
        is_cards=True,
        view=str(uuid.uuid4()),
    )
    assert state_from_json(ACCOUNT, state_to_json(state)) == state


def test_what_does_not_fit_any_more_is_left_out(view):
    odd = {
        "columns": ["name", "gone"],
        "sort": {"field": "gone"},
        "group": "name",
        "filter": {"items": [{"field": "gone", "op": "equals", "value": 1}]},
        "widths": {"name": "wide"},
        "cards": "yes",
    }
    state = state_from_json(ACCOUNT, odd)
    assert state == replace(own_state(ACCOUNT), columns=("name",))


def test_cards_and_rows_are_one_button_apart(view, still):
    view.toggle_cards()
    assert view.table.is_cards
    view.toggle_cards()
    assert not view.table.is_cards


def test_it_says_how_many_there_are_and_how_many_are_selected(view, still):
    still()
    assert view.status_text() == "500 customers"
    view.select_all()
    assert view.status_text() == "500 customers, 500 selected"


def test_the_shell_hears_of_another_selection_once(view, qtbot, still):
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


def button(view) -> QPushButton:
    return view.findChild(EmptyState)._primary


def test_nothing_fits_offers_to_clear_the_filter(view, still):
    view.show_state(replace(view.state, search="zzzzzz"))
    assert still() == 0
    assert button(view).isVisible()
    button(view).click()
    assert still() == 500
    assert not button(view).isVisible()


def test_an_empty_list_offers_to_make_the_first_record(view, still, reads, qtbot):
    reads.records.clear()
    view.show_state(view.state)
    view.refresh()
    qtbot.waitUntil(lambda: button(view).isVisible())
    with qtbot.waitSignal(view.create_requested) as asked:
        button(view).click()
    assert asked.args == ["account", {}]


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


def dialog_of(view, qtbot, kind) -> QDialog:
    found = []

    def is_open() -> bool:
        found[:] = [d for d in view.window().findChildren(kind) if d.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_open)
    return found[0]


def test_columns_are_chosen_in_a_dialog(view, qtbot, still):
    from desktop.views.records.lists.column_chooser import ColumnChooser

    view.choose_columns()
    dialog = dialog_of(view, qtbot, ColumnChooser)
    dialog._list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog._list.setCurrentRow(1)
    dialog._move(1)
    chosen = dialog.columns()
    dialog.accept()
    qtbot.waitUntil(lambda: view.state.columns == chosen)
    assert "name" not in chosen
    still()
    assert tuple(field.name for field in view.model.fields) == chosen


def test_only_records_like_the_cell(view, still):
    still()
    column = list(view.state.columns).index("account_type")
    row = next(r for r in range(50) if view.model.record(r).texts[column] == "Partner")
    view.table.setCurrentIndex(view.model.index(row, column))
    view._filter_by_cell()
    assert view.state.filter == Group((Condition("account_type", Op.EQUALS, "partner"),))
    assert 0 < still() < 500
