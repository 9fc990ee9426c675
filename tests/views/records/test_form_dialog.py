"""Short forms: what they ask, and what they show of what is known already."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from desktop.core.entities import get_entity
from desktop.views.records.form_dialog import QuickCreateDialog
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
