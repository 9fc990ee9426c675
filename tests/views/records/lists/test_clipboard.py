"""Copying from a list to a spreadsheet, and pasting back."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtGui import QGuiApplication

from desktop.core.clipboard_table import from_tsv
from desktop.views.records.lists.paste_dialog import PasteDialog
from desktop.views.records.lists.table_selection import select_positions
from tests.views.items.customers import SOURCE_REFS
from tests.views.records.lists.sheets import asked, cell, dialog_of, select_block


def clipboard() -> list[list[str]]:
    return from_tsv(QGuiApplication.clipboard().text())


def test_rows_are_copied_with_all_columns_in_their_order(sheet, qtbot):
    sheet.table.columns.moveSection(1, 0)
    select_positions(sheet.model, sheet.table.selectionModel(), [(0, 2)])
    with qtbot.waitSignal(sheet.noticed) as told:
        sheet.copy_with_header()
    table = clipboard()
    assert table[0][:2] == ["Customer code", "Name"]
    assert len(table) == 4
    assert table[1][1] == sheet.model.record(0).texts[0]
    assert "3" in told.args[0]
    assert "x:num" in QGuiApplication.clipboard().mimeData().html()


def test_a_block_of_cells_is_copied_alone(sheet, qtbot):
    select_block(sheet, range(1, 3), ("code", "account_type"))
    sheet.copy_cells()
    assert clipboard() == [list(sheet.model.record(row).texts[1:3]) for row in (1, 2)]


def test_rows_that_are_not_in_memory_are_read_and_then_copied(sheet, reads, qtbot):
    sheet.select_all()
    with qtbot.waitSignal(sheet.noticed):
        sheet.copy_cells()
    table = clipboard()
    assert len(table) == 500
    codes = [reads.records[one]["code"] for one in reads.ordered(sheet.query())]
    assert [row[1] for row in table] == codes


def paste(sheet, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    sheet.paste_cells()


def test_a_table_is_pasted_after_a_look_at_what_changes(sheet, commands, reads, qtbot):
    ids = [sheet.model.record(row).id for row in (1, 2)]
    sheet.table.setCurrentIndex(cell(sheet, 1, "source_id"))
    paste(sheet, "Facebook\t7\t1,5 tỷ\r\nzalo\t8\t2tr\r\n")
    dialog_of(sheet, qtbot, PasteDialog).accept()
    qtbot.waitUntil(lambda: bool(asked(commands, "change_each")))
    changes = dict(asked(commands, "change_each")[0]["changes"])
    assert changes[str(ids[0])]["annual_revenue"] == "1500000000"
    assert changes[str(ids[1])]["source_id"] == str(SOURCE_REFS[2].id)
    assert len(asked(commands, "change_each")) == 1
    qtbot.waitUntil(lambda: reads.records[ids[1]].get("annual_revenue") == Decimal(2000000))


def test_cells_that_cannot_be_pasted_are_shown_and_left_alone(sheet, commands, qtbot):
    sheet.table.setCurrentIndex(cell(sheet, 1, "account_type"))
    paste(sheet, "supplier\tNowhere\tx\n")
    dialog = dialog_of(sheet, qtbot, PasteDialog)
    model = dialog._table.model()
    problems = [model.index(row, 4).data() for row in range(model.rowCount())]
    assert sum(bool(problem) for problem in problems) == 2
    dialog.accept()
    qtbot.waitUntil(lambda: bool(asked(commands, "change_each")))
    ((_id, values),) = asked(commands, "change_each")[0]["changes"]
    assert values == {"account_type": "supplier"}


def test_one_copied_cell_fills_all_selected_rows(sheet, commands, qtbot):
    select_block(sheet, range(3, 7), ("employees",))
    paste(sheet, "42")
    dialog_of(sheet, qtbot, PasteDialog).accept()
    qtbot.waitUntil(lambda: bool(asked(commands, "change_each")))
    changes = asked(commands, "change_each")[0]["changes"]
    assert len(changes) == 4
    assert all(values == {"employees": 42} for _id, values in changes)


def test_pasting_can_be_called_off(sheet, commands, qtbot, jobs):
    sheet.table.setCurrentIndex(cell(sheet, 1, "code"))
    paste(sheet, "NEW")
    dialog_of(sheet, qtbot, PasteDialog).reject()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert commands.asked == []
