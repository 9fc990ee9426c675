"""How a list looks: columns, order, groups, cards, what it says of itself, and that it is kept."""

from __future__ import annotations

import uuid
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from desktop.core.entities import get_entity
from desktop.core.filters import Condition, Group, Op
from desktop.core.i18n import set_language
from desktop.core.pages import Sort
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.empty_state import EmptyState
from desktop.views.records.lists.list_state import (
    own_state,
    own_width,
    state_from_json,
    state_to_json,
)
from desktop.views.records.lists.list_view import RecordListView
from desktop.views.records.lists.list_words import count_words
from desktop.views.theme import look

ACCOUNT = get_entity("account")


def button(view) -> QPushButton:
    return view.findChild(EmptyState)._primary


def dialog_of(view, qtbot, kind) -> QDialog:
    found = []

    def is_open() -> bool:
        found[:] = [d for d in view.window().findChildren(kind) if d.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_open)
    return found[0]


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


def test_an_empty_list_of_a_record_offers_no_import(jobs, window, qtbot, reads):
    reads.records.clear()
    own = Group((Condition("parent_id", Op.EQUALS, str(uuid.uuid4())),))
    editors = FormEditors(jobs, (), lambda *_: None, window)
    view = RecordListView(ACCOUNT, jobs, editors, within=own)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    qtbot.waitUntil(lambda: button(view).isVisible())
    assert not view.findChild(EmptyState)._secondary.isVisible()
    assert not button(view).isDefault()
    assert view.bar.isHidden()
    view.show_state(replace(view.state, search="zzz"))
    qtbot.waitUntil(view.bar.isVisible)


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


def test_grouping_shows_heads_with_counts(view, still):
    view._on_bar_group_chosen("account_type")
    still()
    heads = [view.model.item(row) for row in view.model.layout.head_rows]
    assert sum(head.count for head in heads) == 500


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


def test_room_that_is_left_goes_to_the_name_first_and_then_to_long_texts(view, still):
    view.resize(3000, 600)
    header, names = view.table.columns, [field.name for field in view.model.fields]
    sizes = {name: header.sectionSize(at) for at, name in enumerate(names)}
    own = {f.name: own_width(f, is_title=f.name == "name") for f in view.model.fields}
    grown = {name for name in names if sizes[name] > look().px(own[name])}
    assert "name" in grown
    assert {"phones", "emails"} <= grown
    assert not grown & {"account_type", "updated_at"}
    assert state_from_json(ACCOUNT, view.view_state()).widths == {}


def test_a_column_that_somebody_sized_keeps_its_width_whatever_room_there_is(view, still):
    header, names = view.table.columns, [field.name for field in view.model.fields]
    at = names.index("emails")
    header.resizeSection(at, 140)
    view.resize(3000, 600)
    assert header.sectionSize(at) == 140


def test_records_are_counted_by_their_name_and_not_by_that_of_their_list(qapp):
    specimens = get_entity("signature_specimen")
    set_language("vi")
    try:
        assert count_words(specimens, 1, 1) == "1 mẫu chữ ký"
        assert count_words(specimens, 12, 12) == "12 mẫu chữ ký"
        assert count_words(ACCOUNT, 1954, 0) == "1.954 khách hàng"
    finally:
        set_language("en")
    assert count_words(ACCOUNT, 1, 1) == "1 customer"
    assert count_words(ACCOUNT, 2, 2) == "2 customers"
