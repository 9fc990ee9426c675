"""The import wizard from the first to the last step, over real files and a real store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.core.imports.plan import Missing, Policy
from desktop.core.pages import ListQuery
from desktop.views.records.import_wizard.import_job import outcome_of
from desktop.views.records.import_wizard.value_choices import MissingBox
from tests.files.makers import make_xlsx
from tests.views.records.import_wizard.steps import (
    CHECK,
    COLUMNS,
    FILE,
    IMPORT,
    OPTIONS,
    TABLE,
    go_on,
)

# The worker is a thread here and holds the interpreter now and then; a process would not.
pytestmark = pytest.mark.stall(800)


@pytest.fixture
def imported(wizard, go_to, qtbot):
    """The wizard after the import."""
    go_to(IMPORT)
    qtbot.waitUntil(lambda: not wizard.job.is_running, timeout=10_000)
    return wizard


def texts(jobs, run_async, entity, *columns):
    page = run_async(jobs.read(lambda reads: reads.first_page(ListQuery(entity, columns))))
    return sorted(row.texts for row in page.rows)


def test_a_file_given_is_looked_at_at_once(wizard):
    assert wizard.draft.sheet.header_row == 1
    assert wizard.draft.sheet.columns[1].header == "Tên khách hàng"


def test_without_a_file_the_keyboard_stands_on_choosing_one(make_wizard):
    wizard = make_wizard()
    assert wizard.focusWidget() is wizard.pages[0]._zone.button


def test_columns_are_recognised(wizard, go_to, qtbot):
    go_to(COLUMNS)
    qtbot.waitUntil(lambda: bool(wizard.draft.uses), timeout=5000)
    fields = ["code", "name", "tax_code", "phones", "source_id", "annual_revenue"]
    assert [wizard.draft.uses[index] for index in range(6)] == fields
    assert wizard.draft.keys == ("tax_code", "code", "phones")


def test_a_trial_tells_what_would_happen(wizard, go_to, qtbot):
    page = go_to(CHECK)
    qtbot.waitUntil(lambda: wizard.draft.trial is not None, timeout=10_000)
    counts = wizard.draft.trial.counts
    assert (counts.created, counts.failed) == (1, 1)
    assert wizard._next.text() == "Import 1 row"
    assert [page._tabs.tabText(n) for n in range(page._tabs.count())] == [
        "Refused (1)",
        "New names (1)",
    ]
    refused = page._tabs.widget(0).topLevelItem(0)
    assert [refused.text(n) for n in range(3)] == ["4", "Doanh thu", "rất nhiều"]


def test_what_is_done_about_unknown_names_is_chosen(wizard, go_to, qtbot):
    page = go_to(OPTIONS)
    box = page.findChild(MissingBox)._box
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    assert wizard.draft.missing == {"source": Missing.FAIL}
    go_on(wizard, CHECK, qtbot)
    qtbot.waitUntil(lambda: wizard.draft.trial is not None, timeout=10_000)
    assert wizard.draft.trial.counts.created == 0


@pytest.mark.parametrize(
    ("way", "told"), [(0, "you are put in charge"), (1, "the field stays empty")]
)
def test_an_unknown_person_in_charge_is_told_with_what_happens(
    make_wizard, tmp_path, qtbot, way, told
):
    rows = [["Tên khách hàng", "Người phụ trách"], ["An Bình", "Người lạ"]]
    wizard = make_wizard(make_xlsx(tmp_path / "a.xlsx", rows))
    qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=10_000)
    go_on(wizard, OPTIONS, qtbot)
    box = wizard.pages[OPTIONS].findChild(MissingBox)._box
    box.setCurrentIndex(way)
    box.activated.emit(way)
    go_on(wizard, CHECK, qtbot)
    tabs = wizard.pages[CHECK]._tabs
    qtbot.waitUntil(lambda: tabs.count() > 0, timeout=10_000)
    assert tabs.widget(0).topLevelItem(0).text(2) == told


def test_the_import_is_done_and_its_counts_are_shown(imported, jobs, run_async):
    result = imported.job.result
    assert (result.counts.created, result.counts.failed) == (1, 1)
    assert imported.pages[IMPORT]._title.text() == "1 row was imported."
    assert imported.pages[IMPORT]._errors.isVisible()
    assert texts(jobs, run_async, "account", "name", "source_id") == [
        ("Công ty An Bình", "Facebook")
    ]


def test_no_file_of_refused_rows_is_promised_where_none_could_be_written(imported):
    result = imported.job.result
    assert "in a file" in outcome_of(result).detail
    assert "No file" in outcome_of(replace(result, error_file="")).detail


def test_the_imported_records_are_shown_by_a_filter(imported, jobs, run_async, qtbot):
    with qtbot.waitSignal(imported.records_requested) as asked:
        imported.pages[IMPORT]._records.click()
    entity, condition = asked.args
    assert run_async(jobs.read(lambda reads: reads.count(entity, condition))) == 1


def test_the_import_is_taken_back_by_one_button(imported, jobs, run_async, qtbot):
    imported.pages[IMPORT]._undo.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    QApplication.activeModalWidget().button(QMessageBox.StandardButton.Yes).click()
    qtbot.waitUntil(lambda: "taken back" in imported.pages[IMPORT]._title.text(), timeout=10_000)
    assert texts(jobs, run_async, "account", "name") == []


def test_an_earlier_import_is_taken_back_from_the_first_page(imported, jobs, run_async, qtbot):
    imported._back.click()
    recent = imported.pages[FILE].recent
    qtbot.waitUntil(lambda: recent._tree.topLevelItemCount() == 1, timeout=5000)
    assert not recent._undo.isEnabled()
    recent._tree.setCurrentItem(recent._tree.topLevelItem(0))
    recent._undo.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    QApplication.activeModalWidget().button(QMessageBox.StandardButton.Yes).click()
    qtbot.waitUntil(lambda: "taken back" in imported.pages[IMPORT]._title.text(), timeout=10_000)
    assert texts(jobs, run_async, "account", "name") == []


def test_the_import_goes_on_when_the_window_is_closed(wizard, go_to, worker, running, qtbot):
    go_to(CHECK)
    qtbot.waitUntil(wizard._next.isEnabled, timeout=10_000)
    worker.held.clear()
    wizard._next.click()
    assert [work.title for work in running.works] == ["Import: khách hàng.xlsx"]
    wizard.close()
    assert not wizard.isVisible()
    with qtbot.waitSignal(wizard.noticed, timeout=10_000) as told:
        worker.held.set()
    assert told.args == ["khách hàng.xlsx: 1 row was imported."]
    assert running.works == ()


@pytest.mark.parametrize("by_status_bar", [False, True])
def test_a_stopped_import_says_what_was_kept(
    make_wizard, worker, running, tmp_path, qtbot, by_status_bar
):
    rows = [[f"Khách {number}"] for number in range(6000)]
    path = make_xlsx(tmp_path / "many.xlsx", [["Tên khách hàng"], *rows])
    wizard = make_wizard(path)
    qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=10_000)
    go_on(wizard, IMPORT, qtbot)
    qtbot.waitUntil(lambda: wizard.pages[IMPORT]._bar.value() >= 1000, timeout=20_000)
    if by_status_bar:
        running.works[0].cancel()
    else:
        wizard._stop.click()
    qtbot.waitUntil(lambda: not wizard.job.is_running, timeout=5000)
    assert wizard.pages[IMPORT]._title.text() == "Stopped."
    assert 0 < wizard.job.result.counts.created < 6000
    assert wizard.pages[IMPORT]._undo.isVisible()


def test_a_field_that_takes_one_column_is_not_filled_by_two(wizard, go_to, qtbot):
    page = go_to(COLUMNS)
    qtbot.waitUntil(lambda: bool(wizard.draft.uses), timeout=5000)
    page._on_row_chosen(wizard.draft.columns[0], "name")
    assert not wizard._next.isEnabled()
    assert "takes one column only" in page._problem.text()
    page._on_row_chosen(wizard.draft.columns[0], "")
    assert wizard._next.isEnabled()


def test_a_column_for_the_name_is_missed(wizard, go_to, qtbot):
    page = go_to(COLUMNS)
    qtbot.waitUntil(lambda: bool(wizard.draft.uses), timeout=5000)
    page._on_row_chosen(wizard.draft.columns[1], "")
    assert "No column fills Name" in page._problem.text()
    assert wizard._next.isEnabled()


def test_the_answers_of_the_options_reach_the_plan(wizard, go_to, qtbot):
    page = go_to(OPTIONS)
    page._keys["phones"].click()
    page._policies[Policy.OVERWRITE].click()
    tags = next(edit for edit in page.findChildren(object) if getattr(edit, "name", "") == "tags")
    qtbot.keyClicks(tags._line, "VIP")
    plan = wizard.draft.plan()
    assert plan.keys == ("tax_code", "code")
    assert plan.policy is Policy.OVERWRITE
    assert plan.fixed == {"tags": "VIP"}


def test_without_a_key_nothing_is_asked_about_known_records(wizard, go_to):
    page = go_to(OPTIONS)
    for box in page._keys.values():
        if box.isChecked():
            box.click()
    assert not any(button.isEnabled() for button in page._policies.values())
    assert wizard.draft.plan().keys == ()


def test_other_records_have_other_fields(make_wizard, tmp_path, qtbot):
    path = make_xlsx(tmp_path / "a.xlsx", [["Họ tên", "Công ty"], ["Lan", "An Bình"]])
    wizard = make_wizard(path, "contact")
    qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=5000)
    wizard._next.click()
    qtbot.waitUntil(lambda: bool(wizard.draft.uses), timeout=5000)
    assert wizard.draft.uses == {0: "full_name", 1: "account_id"}


def test_everything_can_be_reached_and_is_named(wizard, go_to, qtbot):
    """What a screen reader says of fields and buttons."""
    from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSpinBox, QTreeWidget

    go_to(CHECK)
    qtbot.waitUntil(lambda: wizard.draft.trial is not None, timeout=10_000)
    for kind in (QComboBox, QSpinBox, QTreeWidget):
        for widget in wizard.findChildren(kind):
            assert widget.accessibleName(), widget
    for line in wizard.findChildren(QLineEdit):
        named = line.accessibleName() or line.parent().accessibleName()
        assert named, line
    assert all(button.text() for button in wizard.findChildren(QPushButton) if button.isVisible())
