"""Column maps are saved by name, offered where they fit, renamed and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.core.imports.column_maps import ColumnMap, best_map
from desktop.core.tables import SheetColumn
from desktop.services.opening import open_for_window
from desktop.views.jobs import Writing
from desktop.views.records.import_wizard.map_bar import MapNameDialog
from tests.files.makers import make_xlsx
from tests.views.records.import_wizard.steps import COLUMNS, TABLE, go_on

pytestmark = pytest.mark.stall(800)

ROWS = [["Ký hiệu lạ", "Cột kỳ quặc"], ["KH1", "Công ty An Bình"]]


@pytest.fixture
def jobs(jobs, folder):
    """The jobs with a store lane, as the window has it."""
    opened = open_for_window(folder)
    jobs.store.start(lambda: Writing(opened.commands, opened.drafts, opened.blobs))
    yield jobs
    jobs.store.drain(5)
    opened.close()


@pytest.fixture
def on_columns(make_wizard, tmp_path, qtbot):
    """Makes a wizard that shows the columns of a file whose headers nobody knows."""

    def make():
        wizard = make_wizard(make_xlsx(tmp_path / "a.xlsx", ROWS))
        qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=5000)
        go_on(wizard, COLUMNS, qtbot)
        page = wizard.pages[COLUMNS]
        qtbot.waitUntil(lambda: bool(page._rows), timeout=5000)
        return wizard, page

    return make


def answer(qtbot, name):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MapNameDialog))
    dialog = QApplication.activeModalWidget()
    dialog.line.setText(name)
    dialog.accept_button.click()


def saved(page, qtbot, name):
    page._maps._save.click()
    answer(qtbot, name)
    qtbot.waitUntil(lambda: page._maps._box.currentText() == name, timeout=5000)


def test_a_saved_map_is_offered_by_itself_for_the_next_such_file(on_columns, qtbot):
    wizard, page = on_columns()
    wizard.draft.use_column(0, "code")
    wizard.draft.use_column(1, "name")
    wizard.draft.keys = ("code",)
    saved(page, qtbot, "Bảng của kế toán")
    wizard.close()
    again, page = on_columns()
    qtbot.waitUntil(lambda: again.draft.uses == {0: "code", 1: "name"}, timeout=5000)
    assert again.draft.keys == ("code",)
    assert page._maps._box.currentText() == "Bảng của kế toán"
    assert again._next.isEnabled()


def test_a_map_is_renamed_and_deleted(on_columns, qtbot):
    wizard, page = on_columns()
    wizard.draft.use_column(1, "name")
    saved(page, qtbot, "Cũ")
    page._maps._rename.click()
    answer(qtbot, "Mới")
    qtbot.waitUntil(lambda: page._maps._box.currentText() == "Mới", timeout=5000)
    page._maps._delete.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    QApplication.activeModalWidget().button(QMessageBox.StandardButton.Yes).click()
    qtbot.waitUntil(lambda: page._maps._box.count() == 1, timeout=5000)
    assert not page._maps._delete.isVisible()


def test_a_map_of_the_same_name_is_saved_over(on_columns, qtbot):
    wizard, page = on_columns()
    wizard.draft.use_column(1, "name")
    saved(page, qtbot, "Một")
    wizard.draft.use_column(0, "code")
    saved(page, qtbot, "Một")
    qtbot.waitUntil(lambda: len(page._maps.chosen().columns) == 2, timeout=5000)
    assert page._maps._box.count() == 2


def test_the_map_that_names_most_columns_fits_best():
    columns = [SheetColumn(n, header, ()) for n, header in enumerate(["Mã", "TÊN", "Khác"])]
    small = ColumnMap("1", "a", {"columns": {"tên": "name"}})
    large = ColumnMap("2", "b", {"columns": {"ten": "name", "mã": "code"}})
    other = ColumnMap("3", "c", {"columns": {"Mã": "code", "Ghi chú": "description"}})
    assert best_map([small, large, other], columns) is large
    assert best_map([other, ColumnMap("4", "d", {})], columns) is None


@pytest.mark.parametrize("mapping", [{"columns": []}, {"keys": 5}, {"policy": "eat", "missing": 1}])
def test_a_map_of_another_version_does_no_harm(on_columns, mapping):
    wizard, _page = on_columns()
    wizard.draft.use_map(ColumnMap("1", "a", {"columns": {"Ký hiệu lạ": "gone"}, **mapping}))
    assert wizard.draft.uses == {}
