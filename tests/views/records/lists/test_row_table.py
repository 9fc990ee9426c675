"""The table of a list: painting, keys, clicks, groups, cards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from desktop.core.pages import ListQuery, Sort
from desktop.views.appearance import apply_theme
from desktop.views.records.lists.table_habits import table_habits
from desktop.views.records.lists.table_selection import (
    select_positions,
    selected_block,
    selected_positions,
    selection_of,
)
from desktop.views.theme import look
from tests.speed import quickest

COLUMNS = ("name", "phones", "account_type", "tags", "annual_revenue", "customer_since")
ALL = ListQuery("account", COLUMNS)
GROUPED = replace(ALL, group="account_type")


@pytest.fixture
def shown(table, model, quiet):
    model.set_query(ALL)
    quiet(model)
    table.columns.place_columns([160, 110, 100, 120, 100, 90])
    return table


def click(table, row: int, column: int = 0, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    at = table.cell_rect(row, column).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def dark_spots(table, rect) -> int:
    """Return how many pixels of a cell are as dark as text."""
    image = table.viewport().grab(rect).toImage()
    return sum(
        QColor(image.pixel(x, y)).lightness() < 120
        for x in range(image.width())
        for y in range(image.height())
    )


def test_every_column_of_a_record_is_painted(shown, model):
    record = model.record(2)
    for column, text in enumerate(record.texts):
        is_painted = dark_spots(shown, shown.cell_rect(2, column)) > 0
        assert is_painted == bool(text), COLUMNS[column]


def test_a_screen_is_painted_within_a_frame(shown, model):
    shown.resize(1400, 900)
    assert (
        quickest(shown.viewport().repaint, times=9) < 0.060
    )  # 4 ms on a quiet machine; see the bench for the promise


def test_a_click_selects_a_whole_row_and_enter_opens_it(shown, model, qtbot):
    click(shown, 3, 2)
    assert selected_positions(model, shown.selectionModel().selection()) == ((3, 3),)
    assert selected_block(model, shown.selectionModel().selection()) is None
    with qtbot.waitSignal(shown.activated_row) as opened:
        QTest.keyClick(shown, Qt.Key.Key_Return)
    assert opened.args == [3]


def test_dragging_sideways_selects_a_block_of_cells(shown, model):
    start, end = shown.cell_rect(1, 1).center(), shown.cell_rect(3, 2).center()
    viewport = shown.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    block = selected_block(model, shown.selectionModel().selection())
    assert block is not None
    assert block.spans == ((1, 3),)
    assert block.columns == (1, 2)


def test_shift_and_an_arrow_select_cells_sideways_and_rows_downwards(shown, model):
    click(shown, 1, 1)
    QTest.keyClick(shown, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert selected_block(model, shown.selectionModel().selection()) is None
    click(shown, 6, 1)
    QTest.keyClick(shown, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert selected_block(model, shown.selectionModel().selection()).columns == (1, 2)


def test_all_records_are_one_span(shown, model):
    QTest.keyClick(shown, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    chosen = selection_of(model, shown.selectionModel())
    assert chosen.is_whole
    assert chosen.spans == ((0, 499),)
    assert chosen.count == 500
    assert shown.selectionModel().selection().count() == 1


def test_all_records_include_those_of_folded_groups(table, model, quiet):
    model.set_query(GROUPED)
    quiet(model)
    table._toggle_group(0)
    table.selectAll()
    chosen = selection_of(model, table.selectionModel())
    assert chosen.is_whole
    assert chosen.count == 500


def test_heads_of_groups_are_taller_and_fold_by_click_and_key(table, model, quiet):
    model.set_query(GROUPED)
    quiet(model)
    assert table.rowHeight(0) > table.rowHeight(1)
    rows = model.rowCount()
    click(table, 0)
    folded = model.rowCount()
    assert folded < rows
    assert table.rowHeight(1) == table.rowHeight(0)
    table.setCurrentIndex(model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert model.rowCount() == rows
    assert table.rowHeight(1) < table.rowHeight(0)


def test_the_head_of_the_group_in_view_stays_at_the_top(table, model, quiet):
    model.set_query(GROUPED)
    quiet(model)
    assert table._sticky.isHidden()  # the first head is on the screen itself
    first, second = model.layout.head_rows[:2]
    table.put_row_at(first + 5, 0)
    assert not table._sticky.isHidden()
    assert table._sticky.row == first
    whole = table._sticky.height()
    table.put_row_at(second, whole // 2)
    assert table._sticky.row == first
    assert table._sticky.height() == table.rowViewportPosition(second)  # pushed out
    table.put_row_at(second, 0)
    assert table._sticky.isHidden()
    table.put_row_at(second + 3, 0)
    QTest.mouseClick(table._sticky, Qt.MouseButton.LeftButton)
    assert table.rowViewportPosition(second) == 0


def test_no_row_is_chosen_below_the_head_at_the_top(table, model, quiet):
    model.set_query(GROUPED)
    quiet(model)
    head = model.layout.head_rows[1]
    table.setCurrentIndex(model.index(head + 40, 0))
    for _step in range(30):
        QTest.keyClick(table, Qt.Key.Key_Up)
        top = table.rowViewportPosition(table.currentIndex().row())
        assert top >= table._sticky.cover


def test_a_list_without_groups_keeps_no_head(table, model, quiet):
    model.set_query(GROUPED)
    quiet(model)
    table.put_row_at(9, 0)
    model.set_query(ALL)
    quiet(model)
    table.put_row_at(9, 0)
    assert table._sticky.isHidden()


def test_heads_of_groups_are_never_selected(table, model, quiet):
    model.set_query(GROUPED)
    quiet(model)
    head = model.layout.head_rows[1]
    select_positions(model, table.selectionModel(), [(0, head + 1)])
    table.selectionModel().select(model.index(head, 0), QItemSelectionModel.SelectionFlag.Select)
    assert not table.selectionModel().isSelected(model.index(head, 0))


def test_letters_lead_to_the_search_and_space_does_not(shown, qtbot):
    typed = []
    shown.key_typed.connect(typed.append)
    QTest.keyClick(shown, "n")
    QTest.keyClick(shown, Qt.Key.Key_Space)
    QTest.keyClick(shown, "c", Qt.KeyboardModifier.ControlModifier)
    assert typed == ["n"]


def test_letters_begin_to_edit_where_the_person_wants_that(shown, model, qtbot, monkeypatch):
    monkeypatch.setattr(table_habits(), "types_into_cells", True)
    click(shown, 2, 1)
    with qtbot.waitSignal(shown.edit_asked) as asked:
        QTest.keyClick(shown, "0")
    assert asked.args == [2, 1, "0"]


def test_a_double_click_opens_or_edits_as_the_person_wants(shown, qtbot, monkeypatch):
    at = shown.cell_rect(4, 1).center()
    with qtbot.waitSignal(shown.activated_row):
        QTest.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    monkeypatch.setattr(table_habits(), "edits_by_double_click", True)
    with qtbot.waitSignal(shown.edit_asked):
        QTest.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_the_pointer_lights_up_a_row(shown):
    QTest.mouseMove(shown.viewport(), shown.cell_rect(5, 1).center())
    assert shown.hovered_row == 5
    QTest.mouseMove(shown.viewport(), QPoint(20, 5))
    assert shown.hovered_row == 0


def test_a_double_click_on_an_edge_fits_a_column_to_what_is_seen(shown, model):
    shown.columns.resizeSection(0, 60)
    shown.fit_column(0)
    longest = max(len(model.record(row).texts[0]) for row in range(10))
    assert shown.columnWidth(0) > longest * 4
    shown.fit_column(3)
    assert shown.columnWidth(3) >= 48


def test_cards_are_62_pixels_high_and_keep_the_first_row(shown, model):
    shown.put_row_at(40, 0)
    shown.show_cards(on=True)
    assert shown.rowHeight(0) == 62
    assert shown.rows_shown()[0] == 40
    assert shown.columns.isHidden()
    assert dark_spots(shown, shown.cell_rect(41, 0).adjusted(60, 0, 0, 0)) > 0
    shown.show_cards(on=False)
    assert shown.rowHeight(0) == look().row_height


@pytest.mark.parametrize(("density", "height"), [("compact", 22), ("normal", 28), ("roomy", 36)])
def test_rows_follow_the_density(shown, qapp, density, height):
    apply_theme(qapp, "light", density)
    assert shown.rowHeight(0) == height


def test_a_theme_switch_paints_the_list_in_other_colours(shown, qapp):
    def ground() -> QColor:
        corner = shown.viewport().rect().bottomRight() - QPoint(3, 3)
        return QColor(shown.viewport().grab().toImage().pixel(corner))

    light = ground()
    apply_theme(qapp, "dark")
    assert ground().lightness() < light.lightness()


def test_the_arrow_stands_over_the_column_that_orders_the_list(shown):
    shown.columns.show_sort(Sort("annual_revenue", descending=True))
    assert shown.columns._arrow_of(4) == "arrow-down"
    assert shown.columns._arrow_of(0) == ""


def test_moved_columns_are_painted_where_they_stand(shown, model):
    shown.columns.moveSection(shown.columns.visualIndex(2), 0)
    assert shown.columns.columns_in_order()[0] == 2
    assert dark_spots(shown, shown.cell_rect(2, 0)) > 0


def test_screen_readers_find_a_table_with_cells(shown, model):
    from PySide6.QtGui import QAccessible

    interface = QAccessible.queryAccessibleInterface(shown)
    assert interface.role() in {QAccessible.Role.Table, QAccessible.Role.List}
    assert (
        model.index(0, 0).data() in interface.child(model.columnCount()).text(QAccessible.Text.Name)
        or interface.childCount() > 0
    )
