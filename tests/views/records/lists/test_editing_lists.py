"""Editing in a list: one cell, many records, copying to a spreadsheet and pasting back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QToolTip

from desktop.core.clipboard_table import from_tsv
from desktop.core.errors import BusyError
from desktop.views.records.lists.bulk_edit import BulkEditDialog
from desktop.views.records.lists.list_view import RecordListView
from desktop.views.records.lists.paste_dialog import PasteDialog
from desktop.views.records.lists.table_selection import select_positions
from tests.views.items.conftest import settle
from tests.views.items.customers import SOURCE_REFS

COLUMNS = ("name", "code", "account_type", "source_id", "employees", "annual_revenue", "emails")


@pytest.fixture
def sheet(view, qtbot, jobs) -> RecordListView:
    """The list with columns of many kinds."""
    from dataclasses import replace

    view.show_state(replace(view.state, columns=COLUMNS))
    qtbot.waitUntil(lambda: len(view.model.fields) == len(COLUMNS))
    view.resize(1200, 600)
    settle(qtbot, jobs)
    return view


def cell(view, row: int, name: str):
    return view.model.index(row, COLUMNS.index(name))


def select_block(view, rows: range, names: tuple[str, ...]) -> None:
    from PySide6.QtCore import QItemSelection, QItemSelectionModel

    numbers = [COLUMNS.index(name) for name in names]
    first = view.model.index(rows[0], min(numbers))
    last = view.model.index(rows[-1], max(numbers))
    chosen = view.table.selectionModel()
    chosen.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    chosen.select(QItemSelection(first, last), flag)


def editor_of(view):
    return view._edit._editor


def asked(commands, verb: str) -> list:
    return [arguments for key, arguments in commands.asked if key == f"account.{verb}"]


def test_f2_edits_the_cell_and_enter_keeps_it(sheet, commands, reads, qtbot):
    sheet.table.setCurrentIndex(cell(sheet, 2, "code"))
    record = sheet.model.record(2)
    QTest.keyClick(sheet.table, Qt.Key.Key_F2)
    assert editor_of(sheet).value() == record.texts[1]
    line = editor_of(sheet).focus_widget()
    line.selectAll()
    QTest.keyClicks(line, "KH-NEW")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert editor_of(sheet) is None
    qtbot.waitUntil(lambda: reads.records[record.id]["code"] == "KH-NEW")
    (edit,) = asked(commands, "save")
    assert edit["values"] == {"code": [record.texts[1], "KH-NEW"]}


def test_the_new_value_shows_before_it_is_saved(sheet, qtbot):
    sheet._edit.begin(2, COLUMNS.index("employees"))
    line = editor_of(sheet).focus_widget()
    line.selectAll()
    QTest.keyClicks(line, "1200")
    assert sheet._edit.keep()
    assert sheet.model.record(2).texts[COLUMNS.index("employees")] in {"1,200", "1.200"}


def test_escape_leaves_everything_as_it_was(sheet, commands, jobs, qtbot):
    before = sheet.model.record(2)
    sheet._edit.begin(2, COLUMNS.index("code"))
    line = editor_of(sheet).focus_widget()
    QTest.keyClicks(line, "XXX")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    settle(qtbot, jobs)
    assert editor_of(sheet) is None
    assert sheet.model.record(2) == before
    assert commands.asked == []


def test_tab_keeps_the_cell_and_goes_on_to_the_next(sheet, commands, reads, qtbot):
    one = sheet.model.record(1).id
    sheet._edit.begin(1, COLUMNS.index("code"))
    line = editor_of(sheet).focus_widget()
    line.selectAll()
    QTest.keyClicks(line, "A1")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert sheet._edit._cell.field.name == "account_type"
    sheet._edit.give_up()
    qtbot.waitUntil(lambda: reads.records[one]["code"] == "A1")


def test_nothing_is_saved_where_nothing_was_changed(sheet, commands, jobs, qtbot):
    sheet._edit.begin(1, COLUMNS.index("code"))
    assert sheet._edit.keep()
    settle(qtbot, jobs)
    assert commands.asked == []


def test_a_value_that_is_none_is_told_in_place_and_stays_open(sheet, commands, jobs, qtbot):
    sheet._edit.begin(1, COLUMNS.index("employees"))
    line = editor_of(sheet).focus_widget()
    line.selectAll()
    QTest.keyClicks(line, "many")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert editor_of(sheet) is not None
    assert "many" in QToolTip.text()
    sheet._edit.give_up()
    QToolTip.hideText()


def test_what_could_not_be_saved_opens_the_cell_again(sheet, commands, jobs, qtbot):
    commands.refusal = BusyError("The database is busy.")
    sheet._edit.begin(1, COLUMNS.index("code"))
    line = editor_of(sheet).focus_widget()
    line.selectAll()
    QTest.keyClicks(line, "A1")
    sheet._edit.keep()
    qtbot.waitUntil(lambda: editor_of(sheet) is not None)
    assert editor_of(sheet).value() == "A1"
    assert "busy" in QToolTip.text()
    sheet._edit.give_up()
    QToolTip.hideText()


def test_what_the_program_keeps_cannot_be_edited(view, qtbot, jobs):
    column = list(view.state.columns).index("updated_at")
    assert not view._edit.begin(0, column)
    assert view._edit._editor is None
    QToolTip.hideText()


def test_rows_do_not_move_while_a_cell_is_edited(sheet, qtbot):
    sheet._edit.begin(1, COLUMNS.index("code"))
    assert not sheet.keeper.may_move()
    sheet._edit.give_up()
    assert not sheet.table.is_held


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


def dialog_of(view, qtbot, kind) -> QDialog:
    found = []

    def is_open() -> bool:
        found[:] = [d for d in view.window().findChildren(kind) if d.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_open)
    return found[0]


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


def test_many_records_get_the_same_value_as_one_command(sheet, commands, reads, qtbot):
    select_positions(sheet.model, sheet.table.selectionModel(), [(0, 4)])
    sheet.table.selectionModel().setCurrentIndex(
        cell(sheet, 0, "employees"), sheet.table.selectionModel().SelectionFlag.NoUpdate
    )
    ids = {str(sheet.model.record(row).id) for row in range(5)}
    sheet.change_selected()
    dialog = dialog_of(sheet, qtbot, BulkEditDialog)
    assert dialog._rows[0].field.name == "employees"
    line = dialog._rows[0]._editor.focus_widget()
    QTest.keyClicks(line, "99")
    dialog._on_accepted()
    qtbot.waitUntil(lambda: bool(asked(commands, "change")))
    (change,) = asked(commands, "change")
    assert set(change["ids"]) == ids
    assert change["values"] == {"employees": 99}


def test_many_records_need_a_value_or_the_wish_for_none(sheet, qtbot):
    from desktop.core.entities import get_entity

    dialog = BulkEditDialog(get_entity("account"), 3, sheet._editors.make, sheet)
    dialog.choose("code")
    dialog._on_accepted()
    assert dialog.problem()
    dialog._rows[0]._empty.setChecked(True)
    assert not dialog.problem()
    assert dialog.values() == {"code": None}
    dialog._on_add_clicked()
    assert len({row.field.name for row in dialog._rows}) == 2


def test_delete_asks_nothing_for_a_few_and_the_list_follows(sheet, commands, qtbot):
    sheet.table.selectRow(0)
    QTest.keyClick(sheet.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: sheet.model.total == 499)
    assert len(asked(commands, "delete")) == 1


def test_very_many_records_are_changed_by_the_worker(sheet, commands, qtbot, jobs):
    sent = []

    class Display:
        async def ask(self, _jobs, title, request, arguments):
            sent.append((title, request, arguments))

    sheet._deeds._display = Display()
    from desktop.views.records.lists import list_deeds

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(list_deeds, "AT_ONCE", 100)
        sheet.select_all()
        sheet.restore_selected()
        qtbot.waitUntil(lambda: bool(sent))
    (_title, request, arguments) = sent[0]
    assert request == "records.restore"
    assert arguments["query"]["entity"] == "account"
    assert "ids" not in arguments
