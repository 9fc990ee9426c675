"""The first column of a list stays while the others pass below it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.core.pages import ListQuery
from desktop.views.records.lists.frozen_head import FrozenHead
from desktop.views.records.lists.table_selection import selected_positions

COLUMNS = ("name", "phones", "account_type", "tags", "annual_revenue", "customer_since")
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def shown(table, model, quiet):
    model.set_query(ListQuery("account", COLUMNS))
    quiet(model)
    table.columns.place_columns([160, 210, 200, 220, 200, 190])
    return table


def scroll(table, by: int) -> None:
    table.horizontalScrollBar().setValue(by)


def picture_of(table, row: int, column: int):
    return table.viewport().grab(table.cell_rect(row, column)).toImage()


def test_nothing_is_frozen_before_the_list_is_scrolled(shown):
    assert shown.frozen_column() == -1
    scroll(shown, 100)
    assert shown.frozen_column() == 0


def test_the_name_is_painted_the_same_wherever_the_list_is_scrolled_to(shown):
    before = picture_of(shown, 2, 0).copy(0, 0, 150, 20)
    for by in (20, 90, 250, 400):
        scroll(shown, by)
        assert shown.cell_rect(2, 0).x() == 0
        assert picture_of(shown, 2, 0).copy(0, 0, 150, 20) == before


def test_a_click_on_the_column_that_stays_means_its_cell(shown):
    scroll(shown, 300)
    at = shown.cell_rect(3, 0).center()
    assert shown.indexAt(at).column() == 0
    QTest.mouseClick(shown.viewport(), LEFT, NONE, at)
    assert shown.currentIndex().column() == 0
    assert shown.currentIndex().row() == 3
    assert shown.horizontalScrollBar().value() == 300
    assert shown.indexAt(QPoint(170, at.y())).column() > 0


def test_the_keyboard_shows_no_cell_below_the_column_that_stays(shown):
    scroll(shown, shown.horizontalScrollBar().maximum())
    shown.setCurrentIndex(shown.model().index(1, 5))
    for column in (4, 3, 2, 1):
        QTest.keyClick(shown, Qt.Key.Key_Left)
        assert shown.currentIndex().column() == column
        covered = shown.columnWidth(0) if shown.frozen_column() == 0 else 0
        assert shown.cell_rect(1, column).left() >= covered


def test_the_column_that_stays_is_the_one_that_was_put_first(shown):
    shown.columns.moveSection(shown.columns.visualIndex(2), 0)
    scroll(shown, 150)
    assert shown.frozen_column() == 2
    assert shown.cell_rect(0, 2).x() == 0


@pytest.mark.parametrize("width", [500, 600])
def test_a_column_that_would_take_all_the_room_passes_like_the_others(shown, width):
    shown.columns.resizeSection(0, width)
    scroll(shown, 150)
    assert shown.frozen_column() == -1


def test_cards_have_no_columns_that_could_stay(shown):
    scroll(shown, 150)
    shown.show_cards(on=True)
    assert shown.frozen_column() == -1


def test_its_head_orders_the_list_and_offers_the_menu(shown, qtbot):
    scroll(shown, 200)
    head = shown.findChild(FrozenHead)
    assert head.isVisible()
    assert head.width() == shown.columnWidth(0)
    with qtbot.waitSignal(shown.columns.sort_asked) as asked:
        QTest.mouseClick(head, LEFT, NONE, head.rect().center())
    assert asked.args == [0]


def test_its_head_sizes_the_column(shown, qtbot):
    scroll(shown, 200)
    head = shown.findChild(FrozenHead)
    edge = QPoint(head.width() - 2, 5)
    QTest.mousePress(head, LEFT, NONE, edge)
    QTest.mouseMove(head, edge + QPoint(40, 0))
    QTest.mouseRelease(head, LEFT, NONE, edge + QPoint(40, 0))
    assert shown.columnWidth(0) == 198
    assert head.width() == 198


def test_its_head_goes_when_the_list_is_back_at_its_beginning(shown):
    scroll(shown, 200)
    scroll(shown, 0)
    assert shown.findChild(FrozenHead).isHidden()


def test_dragging_from_the_column_that_stays_selects_rows(shown, model):
    scroll(shown, 300)
    start, end = shown.cell_rect(1, 0).center(), shown.cell_rect(4, 0).center()
    QTest.mousePress(shown.viewport(), LEFT, NONE, start)
    QTest.mouseMove(shown.viewport(), end)
    QTest.mouseRelease(shown.viewport(), LEFT, NONE, end)
    chosen = shown.selectionModel().selection()
    assert selected_positions(model, chosen) == ((1, 4),)
