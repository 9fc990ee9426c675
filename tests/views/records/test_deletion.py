"""Before records are deleted a person sees what goes along, and what forbids it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.core.entities import get_entity
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.list_view import RecordListView


@pytest.fixture
def lists(jobs, qtbot):
    """Return what shows the list of an entity over the real store."""

    def make(entity):
        editors = FormEditors(jobs, (), lambda _entity, _id: None, None)
        made = RecordListView(get_entity(entity), jobs, editors)
        qtbot.addWidget(made)
        made.resize(900, 400)
        made.show()
        qtbot.waitUntil(lambda: bool(made.model.total))
        return made

    return make


def asked():
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    return next((box for box in boxes if box.isVisible()), None)


def delete_first(view, qtbot):
    view.table.selectRow(0)
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)


def answer(qtbot, button):
    qtbot.mouseClick(asked().button(button), Qt.MouseButton.LeftButton)


def test_what_goes_along_is_said_and_the_answer_no_changes_nothing(run, lists, qtbot):
    account = run("account.create", values={"name": "A"}).value
    run("contact.create", values={"full_name": "B", "account_id": account})
    view = lists("account")
    delete_first(view, qtbot)
    qtbot.waitUntil(lambda: asked() is not None)
    assert asked().text() == "Delete 1 record?"
    assert "Goes along: 1 contact person." in asked().informativeText()
    assert asked().defaultButton() is asked().button(QMessageBox.StandardButton.Cancel)
    assert asked().button(QMessageBox.StandardButton.Yes).text() == "Delete"
    answer(qtbot, QMessageBox.StandardButton.Cancel)
    assert view.model.total == 1
    delete_first(view, qtbot)
    qtbot.waitUntil(lambda: asked() is not None)
    answer(qtbot, QMessageBox.StandardButton.Yes)
    qtbot.waitUntil(lambda: view.model.total == 0)


def test_a_value_in_use_is_refused_with_the_reason(run, lists, qtbot):
    source = run("source.create", values={"name": "AAA"}).value
    run("account.create", values={"name": "A", "source_id": source})
    view = lists("source")
    before = view.model.total
    row = next(r for r in range(before) if view.model.record(r).texts[0] == "AAA")
    view.table.selectRow(row)
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: asked() is not None)
    assert asked().text() == "This cannot be deleted."
    assert asked().informativeText() == "It is still needed by: 1 customer."
    answer(qtbot, QMessageBox.StandardButton.Ok)
    assert view.model.total == before


def test_a_record_on_which_nothing_hangs_goes_without_a_question(run, lists, qtbot):
    run("account.create", values={"name": "A"})
    view = lists("account")
    delete_first(view, qtbot)
    qtbot.waitUntil(lambda: view.model.total == 0)
    assert asked() is None
