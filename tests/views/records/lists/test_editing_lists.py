"""Editing in a list: one cell, many records, copying to a spreadsheet and pasting back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from desktop.core.errors import BusyError
from desktop.views.records.lists.bulk_edit import BulkEditDialog
from desktop.views.records.lists.table_selection import select_positions
from tests.views.items.conftest import settle
from tests.views.records.lists.sheets import COLUMNS, asked, cell, dialog_of


def editor_of(view):
    return view._edit._editor


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


def test_many_records_get_the_same_value_as_one_command(sheet, commands, reads, qtbot):
    select_positions(sheet.model, sheet.table.selectionModel(), [(0, 4)])
    sheet.table.selectionModel().setCurrentIndex(
        cell(sheet, 0, "employees"), sheet.table.selectionModel().SelectionFlag.NoUpdate
    )
    ids = {str(sheet.model.record(row).id) for row in range(5)}
    sheet.change_selected()
    dialog = dialog_of(sheet, qtbot, BulkEditDialog)
    assert dialog._rows[0].field.name == "employees"
    line = dialog._rows[0].editor.focus_widget()
    QTest.keyClicks(line, "99")
    dialog._on_accepted()
    qtbot.waitUntil(lambda: bool(asked(commands, "change")))
    (change,) = asked(commands, "change")
    assert set(change["ids"]) == ids
    assert change["values"] == {"employees": 99}


def test_many_records_need_a_value_or_the_wish_for_none(sheet, qtbot):
    from desktop.core.entities import get_entity

    dialog = BulkEditDialog(get_entity("account"), 3, sheet._editors.make, sheet)
    assert dialog.values() == {}
    dialog._on_accepted()
    assert dialog.problem() == "Choose which field gets a new value."
    dialog.choose("short_name")
    dialog._on_accepted()
    assert dialog.problem()
    dialog._rows[0]._empty.setChecked(True)
    assert not dialog.problem()
    assert dialog.values() == {"short_name": None}
    dialog._on_add_clicked()
    assert dialog.problem()
    dialog._rows[1].choose("short_name")
    assert dialog._rows[1].field is None  # it stands in the first line


def test_a_mass_edit_begins_at_the_choice_of_the_field_and_grows(sheet, qtbot):
    from desktop.core.entities import get_entity

    dialog = BulkEditDialog(get_entity("account"), 3, sheet._editors.make, sheet)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog._rows[0]._choice
    dialog.choose("address")
    for name in ("description", "needs", "family", "phones"):
        dialog._on_add_clicked()
        dialog._rows[-1].choose(name)
    body, area = dialog._body, dialog._area.viewport()
    assert area.height() >= body.sizeHint().height() > 300


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
