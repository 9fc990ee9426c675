"""What is chosen in a list can be read on its ground, in every theme."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from desktop.core.pages import ListQuery
from desktop.views.appearance import apply_theme
from desktop.views.records.lists.table_selection import selected_block
from desktop.views.theme import look

ALL = ListQuery("account", ("name", "phones", "account_type", "tags"))


@pytest.fixture
def shown(table, model, quiet):
    model.set_query(ALL)
    quiet(model)
    table.columns.place_columns([160, 110, 100, 120])
    return table


def test_what_is_chosen_can_be_read_in_every_theme(shown, model, qapp):
    apply_theme(qapp, "contrast")  # whose ground of a chosen row is as bright as the accent
    wanted = QColor(look().colours.on_accent_soft).rgb()

    def written(row: int, column: int) -> bool:
        image = shown.viewport().grab(shown.cell_rect(row, column)).toImage()
        places = ((x, y) for x in range(8, image.width()) for y in range(4, image.height() - 4))
        return any(image.pixel(x, y) == wanted for x, y in places)

    shown.selectRow(2)
    assert written(2, 0)
    at = [shown.cell_rect(row, column).center() for row, column in ((1, 1), (3, 2))]
    QTest.mousePress(shown.viewport(), Qt.MouseButton.LeftButton, pos=at[0])
    QTest.mouseMove(shown.viewport(), at[1])
    QTest.mouseRelease(shown.viewport(), Qt.MouseButton.LeftButton, pos=at[1])
    assert selected_block(model, shown.selectionModel().selection()) is not None
    assert written(2, 1)


def test_a_mark_in_a_chosen_row_is_not_of_the_colour_of_its_ground(
    shown, model, reads, qapp, quiet
):
    apply_theme(qapp, "contrast")
    reads.records[model.record(2).id]["is_shared"] = True
    model.set_query(replace(ALL, columns=("name", "is_shared")))
    quiet(model)
    shown.columns.place_columns([160, 110])
    shown.selectRow(2)
    shown.setCurrentIndex(model.index(2, 0))
    image = shown.viewport().grab(shown.cell_rect(2, 1).adjusted(4, 4, -4, -4)).toImage()
    pixels = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert QColor(look().colours.on_accent_soft).rgb() in pixels
