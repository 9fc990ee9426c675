"""Exporting what a list shows, over a real store."""

from __future__ import annotations

import errno
import uuid

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from desktop.core.i18n import set_language
from desktop.core.pages import ListQuery, Sort
from desktop.files import atomic
from desktop.files.tables import open_table
from desktop.services.opening import open_for_window
from desktop.views.records.command_runner import CommandRunner
from desktop.views.records.export_dialog import ExportDialog, export_cards, export_list
from desktop.views.records.lists.table_selection import NOTHING, Selection

QUERY = ListQuery("account", ("name", "phones"), sort=Sort("name"), group="account_type")
NAMES = ["An Bình", "Bình Minh", "Hoa Sen"]

# The worker is a thread here and holds the interpreter now and then; a process would not.
pytestmark = pytest.mark.stall(800)


@pytest.fixture
def ids(folder) -> list[uuid.UUID]:
    """The ids of three customers, in the order of their names."""
    opened = open_for_window(folder)
    with opened.store.work(opened.actor, "account.create") as work:
        made = work.bulk_insert("account", [{"name": name} for name in NAMES])
    opened.close()
    return made


@pytest.fixture
def make_dialog(jobs, running, ids):
    """Makes the dialog, shown; it deletes itself when it is closed."""
    made = []

    def make(selection=NOTHING, query=QUERY):
        dialog = ExportDialog(jobs, query, selection, running)
        made.append(dialog)
        dialog.show()
        return dialog

    yield make
    for dialog in made:
        if isValid(dialog):
            dialog.stop()
            dialog.close()
            dialog.deleteLater()


@pytest.fixture
def export(qtbot):
    """Exports and waits for the end."""

    def run(dialog, path):
        dialog.export_to(path)
        qtbot.waitUntil(lambda: not dialog.is_running, timeout=10_000)
        return dialog.progress.text

    return run


def names_in(path):
    return [row[0] for row in open_table(path).info.main_sheet.head[1:]]


def test_the_list_is_written_with_its_columns(make_dialog, export, tmp_path):
    dialog = make_dialog()
    assert export(dialog, tmp_path / "a.xlsx") == "3 rows were exported."
    assert open_table(tmp_path / "a.xlsx").info.main_sheet.head[0] == ("Name", "Phone")
    assert names_in(tmp_path / "a.xlsx") == NAMES


def test_only_selected_rows_are_written(make_dialog, export, ids, tmp_path):
    dialog = make_dialog(Selection(QUERY, 1, ((1, 2),), tuple(ids[1:])))
    assert dialog.choices.wants_selection()
    export(dialog, tmp_path / "a.csv")
    assert names_in(tmp_path / "a.csv") == NAMES[1:]


def test_all_rows_are_written_although_some_are_selected(make_dialog, export, ids, tmp_path):
    dialog = make_dialog(Selection(QUERY, 1, ((1, 2),), tuple(ids[1:])))
    dialog.choices.choose("rows", "all")
    export(dialog, tmp_path / "a.csv")
    assert names_in(tmp_path / "a.csv") == NAMES


def test_all_fields_are_written_those_on_the_screen_first(make_dialog, export, tmp_path):
    dialog = make_dialog()
    dialog.choices.choose("columns", "all")
    export(dialog, tmp_path / "a.xlsx")
    headers = [column.header for column in open_table(tmp_path / "a.xlsx").info.main_sheet.columns]
    assert headers[:2] == ["Name", "Phone"]
    assert {"Tax code", "Created on"} <= set(headers)
    assert len(headers) > 25


def test_file_and_folder_can_be_opened_afterwards(make_dialog, export, tmp_path):
    dialog = make_dialog()
    assert not dialog._open_file.isVisible()
    export(dialog, tmp_path / "a.xlsx")
    assert dialog._open_file.isVisible()
    assert dialog._open_folder.isVisible()


def test_the_name_suggested_has_the_records_and_the_day(make_dialog, qtbot, vietnamese):
    dialog = make_dialog()
    dialog._next.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QFileDialog)))
    chooser = dialog.findChildren(QFileDialog)[0]
    assert chooser.selectedFiles()[0].rpartition("/")[2].startswith("Khách hàng 20")
    chooser.reject()
    set_language("en")


def test_a_full_disk_is_told(make_dialog, export, tmp_path, monkeypatch):
    def is_full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.WatchedFile, "write", is_full)
    dialog = make_dialog()
    assert "not enough room" in export(dialog, tmp_path / "a.csv")
    assert not dialog._open_file.isVisible()
    assert not (tmp_path / "a.csv").exists()


def test_closed_while_it_writes_it_tells_the_end(make_dialog, worker, running, tmp_path, qtbot):
    dialog = make_dialog()
    worker.held.clear()
    dialog.export_to(tmp_path / "a.xlsx")
    qtbot.waitUntil(lambda: bool(running.works), timeout=5000)
    dialog.close()
    with qtbot.waitSignal(dialog.noticed, timeout=10_000) as told:
        worker.held.set()
    assert told.args == ["a.xlsx: 3 rows were exported."]


def test_stopped_it_leaves_no_file(make_dialog, worker, tmp_path, qtbot):
    dialog = make_dialog()
    worker.held.clear()
    dialog.export_to(tmp_path / "a.xlsx")
    qtbot.waitUntil(lambda: "export.run" in worker.asked, timeout=5000)
    dialog._close.click()
    worker.held.set()
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=5000)
    assert dialog.progress.text == "Stopped. No file was written."
    qtbot.waitUntil(lambda: list(tmp_path.glob("*.xlsx")) == [], timeout=5000)


def test_records_are_written_as_contact_cards_without_asking_for_columns(
    make_dialog, export, ids, tmp_path
):
    dialog = make_dialog(Selection(QUERY, 0, ((0, 0),), (ids[1],)))
    dialog.choices.choose("rows", "selected")
    dialog.choices.choose("format", "vcard4")
    assert not any(one.isEnabled() for one in dialog.choices._groups["columns"].buttons())
    assert export(dialog, tmp_path / "a.vcf") == "1 row was exported."
    assert "\r\nFN:Bình Minh\r\n" in (tmp_path / "a.vcf").read_bytes().decode()


def test_what_is_no_person_has_no_contact_cards(make_dialog):
    dialog = make_dialog(query=ListQuery("note", ("subject",)))
    names = {one.objectName() for one in dialog.choices._groups["format"].buttons()}
    assert names == {"xlsx", "csv"}


def test_a_card_offers_its_contact_card_and_the_dialog_has_chosen_it(jobs, running, ids, qtbot):
    asked = []
    window = QWidget()
    qtbot.addWidget(window)
    runner = CommandRunner(jobs, (), None, window, lambda *one: asked.append(one))
    (facts,) = runner.commands_of("account")
    assert runner.commands_of("note") == ()
    runner.run(facts.key, [str(ids[0])])
    assert asked == [("account", [str(ids[0])])]
    export_cards(jobs, *asked[0], running, window, asked.append)
    (dialog,) = window.findChildren(ExportDialog)
    assert (dialog.choices.format, dialog.choices.wants_selection()) == ("vcard3", True)
    dialog.close()


def test_asked_again_the_dialog_stands_once_and_asks_about_what_is_chosen_now(
    jobs, running, ids, qtbot
):
    window = QWidget()
    qtbot.addWidget(window)
    first = export_list(jobs, QUERY, NOTHING, running, window, print)
    chosen = Selection(QUERY, 0, ((0, 0),), (ids[1],))
    second = export_list(jobs, QUERY, chosen, running, window, print)
    assert not isValid(first) or not first.isVisible()
    assert second.isVisible()
    second.choices.choose("rows", "selected")
    assert second.choices.wants_selection()
    second.close()
