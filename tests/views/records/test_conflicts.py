"""Where two people changed the same field: what is asked, and that nothing typed is lost by it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton

from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.store.reads import LocalReads
from desktop.views.records.conflict_dialog import ConflictDialog
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.list_view import RecordListView
from tests.views.records.test_card_saving import drafts_of, typed


@pytest.fixture
def page(make_page, company, qtbot):
    made = make_page("account")
    with qtbot.waitSignal(made.title_changed):
        made.open(company)
    return made


@pytest.fixture
def stored(folder, company):
    """Reads a field of the customer from the database."""
    reads = LocalReads(folder / "main.sqlite", SystemClock())
    yield lambda name: reads.card("account", company).values[name]
    reads.close()


def asked(widget, qtbot):
    """Wait for the question and return its dialog."""

    def shown():
        return [one for one in widget.findChildren(ConflictDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def choose_theirs(dialog):
    for group in dialog._groups.values():
        group.button(1).setChecked(True)
    dialog.accept()


def test_deciding_later_keeps_what_was_typed_and_its_draft(page, run, company, stored, jobs, qtbot):
    run("account.save", id=str(company), values={"employees": [35, 50]})
    typed(page, employees=40, short_name="Sen")
    page.save()
    asked(page, qtbot).reject()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert page.is_dirty()
    assert page._form.edits()["employees"] == [35, 40]
    assert stored("employees") == 50
    assert stored("short_name") is None
    assert drafts_of(jobs, qtbot)[0].values == {"employees": 40, "short_name": "Sen"}


def test_deciding_later_is_asked_again_at_the_next_saving(page, run, company, stored, jobs, qtbot):
    run("account.save", id=str(company), values={"employees": [35, 50]})
    typed(page, employees=40)
    page.save()
    asked(page, qtbot).reject()
    qtbot.waitUntil(lambda: not jobs.busy())
    with qtbot.waitSignal(page.saved):
        page.save()
        asked(page, qtbot).accept()
    assert stored("employees") == 40


def test_choosing_theirs_shows_theirs(page, run, company, stored, jobs, qtbot):
    run("account.save", id=str(company), values={"employees": [35, 50]})
    typed(page, employees=40, short_name="Sen")
    page.save()
    choose_theirs(asked(page, qtbot))
    qtbot.waitUntil(lambda: page._form.values()["employees"] == 50)
    qtbot.waitUntil(lambda: not page.is_dirty())
    assert (stored("employees"), stored("short_name")) == (50, "Sen")
    assert drafts_of(jobs, qtbot) == []


@pytest.fixture
def view(jobs, company, qtbot):
    editors = FormEditors(jobs, (), lambda _entity, _id: None, None)
    made = RecordListView(get_entity("account"), jobs, editors)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    qtbot.waitUntil(lambda: made.model.total == 1)
    return made


def type_name(view, text):
    assert view._edit.begin(0, 0)
    view._edit._editor.set_value(text)
    assert view._edit.keep()


def test_a_cell_shows_theirs_when_theirs_was_chosen(view, run, company, jobs, qtbot):
    run("account.save", id=str(company), values={"name": ["Công ty Hoa Sen", "Của họ"]})
    type_name(view, "Của tôi")
    choose_theirs(asked(view, qtbot))
    qtbot.waitUntil(lambda: view.model.record(0).texts[0] == "Của họ")
    assert not view._edit.is_open


def test_a_cell_that_is_decided_on_later_stays_open_with_what_was_typed(
    view, run, company, stored, qtbot
):
    run("account.save", id=str(company), values={"name": ["Công ty Hoa Sen", "Của họ"]})
    type_name(view, "Của tôi")
    asked(view, qtbot).reject()
    qtbot.waitUntil(lambda: view._edit.is_open)
    assert view._edit._editor.value() == "Của tôi"
    qtbot.waitUntil(lambda: view.model.record(0).texts[0] == "Của họ")
    view._edit.give_up()
    assert stored("name") == "Của họ"


def test_names_with_signs_are_shown_as_they_are(qtbot):
    clash = ("<b>A</b>", "Công ty A & B", "A && B")
    dialog = ConflictDialog(get_entity("account"), {"name": clash})
    qtbot.addWidget(dialog)
    (before,) = [one for one in dialog.findChildren(QLabel) if one.text() == clash[0]]
    assert before.textFormat() == Qt.TextFormat.PlainText
    shown = [one.text().replace("&&", "&") for one in dialog.findChildren(QRadioButton)]
    assert shown == [clash[1], clash[2]]
