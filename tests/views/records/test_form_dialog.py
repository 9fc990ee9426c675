"""Short forms: what they ask, and what they show of what is known already."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.core.entities import get_entity
from desktop.views.records.form_dialog import FormDialog, QuickCreateDialog
from desktop.views.records.form_editors import FormEditors


@pytest.fixture
def dialog(jobs, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    editors = FormEditors(jobs, (), lambda *_: None, window)

    def make(entity: str, **given) -> QuickCreateDialog:
        made = QuickCreateDialog(get_entity(entity), editors.make, window, given=given)
        qtbot.addWidget(made)
        made.start_with(given)
        return made

    return make


def test_it_shows_to_whom_the_new_record_belongs_though_it_does_not_ask(dialog, company):
    given = {"account_id": str(company)}
    names = list(dialog("address", **given).form.field_names())
    assert names[0] == "account_id"
    assert dialog("address", **given).values()["account_id"] == str(company)


def test_what_is_no_link_is_not_asked_because_it_is_known(dialog):
    asked = get_entity("account").quick_columns
    assert tuple(dialog("account", rating="hot").form.field_names()) == asked


def test_one_question_takes_the_whole_width_and_says_of_how_many(jobs, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    editors = FormEditors(jobs, (), lambda *_: None, window)
    fields = (get_entity("account").field("source_id"),)
    asked = FormDialog("Ask", fields, editors.make, "Do", window, note="For 3 chosen records.")
    asked.show()
    editor = asked.form._boxes["source_id"].editor
    assert editor.width() > asked.width() - 60
    (note,) = [one for one in asked.findChildren(QLabel) if one.text() == "For 3 chosen records."]
    assert note.isVisible()
    assert asked.form.verticalScrollBar().maximum() == 0


def test_it_grows_with_what_is_added(dialog, qtbot):
    asked = dialog("account")
    asked.show()
    before = asked.height()
    phones = asked.form._boxes["phones"].editor
    for number in ("0912 345 678", "0912 345 679", "0912 345 680"):
        phones.rows[-1].line.setText(number)
        phones.add.click()
    qtbot.waitUntil(lambda: asked.height() > before, timeout=10_000)
    qtbot.waitUntil(lambda: not asked.form.verticalScrollBar().maximum(), timeout=10_000)
