"""The list over a real store: what is typed finds, what is edited is saved, what changes shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.core.entities import get_entity
from desktop.core.pages import Sort
from desktop.services.commands import get_command
from desktop.services.seeding import shipped_id
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.list_menu import ListMenu
from desktop.views.records.lists.list_state import TITLE_WIDTH
from desktop.views.records.lists.list_view import RecordListView
from desktop.views.records.lists.paste_dialog import PasteDialog
from desktop.views.theme import look

NAMES = ("Công ty Ánh Dương", "Công ty Bình Minh", "Đặng Thị Hường", "Nguyễn Văn An", "Âu Lạc")
COLUMNS = ("name", "code", "account_type", "employees")


@pytest.fixture
def ids(run) -> dict[str, str]:
    made = {}
    for number, name in enumerate(NAMES):
        values = {
            "party_type": "company",
            "name": name,
            "code": f"KH{number}",
            "account_type": "supplier" if number % 2 else "customer",
        }
        made[name] = str(run("account.create", values=values).value)
    return made


@pytest.fixture
def view(jobs, ids, qtbot) -> RecordListView:
    editors = FormEditors(jobs, (), lambda _entity, _id: None, None)
    made = RecordListView(get_entity("account"), jobs, editors)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    qtbot.waitUntil(lambda: made.model.total == len(NAMES))
    made.show_state(replace(made.state, columns=COLUMNS))
    qtbot.waitUntil(lambda: len(made.model.fields) == len(COLUMNS))
    return made


def names(view) -> list[str]:
    return [view.model.record(row).texts[0] for row in range(view.model.rowCount())]


def test_names_stand_in_the_order_of_the_alphabet(view):
    assert names(view) == [
        "Âu Lạc",
        "Công ty Ánh Dương",
        "Công ty Bình Minh",
        "Đặng Thị Hường",
        "Nguyễn Văn An",
    ]


def test_words_without_accents_find(view, qtbot):
    view.bar.line.setFocus()
    QTest.keyClicks(view.bar.line, "dang huong")
    qtbot.waitUntil(lambda: view.model.total == 1)
    assert names(view) == ["Đặng Thị Hường"]
    QTest.keyClick(view.bar.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.model.total == len(NAMES))


def test_terms_filter_and_heads_sort(view, qtbot):
    view.bar.line.setFocus()
    QTest.keyClicks(view.bar.line, "type: supplier")
    qtbot.waitUntil(lambda: view.model.total == 2)
    view.show_state(replace(view.state, sort=Sort("name", descending=True)))
    qtbot.waitUntil(lambda: names(view) == ["Nguyễn Văn An", "Công ty Bình Minh"])


def test_an_edited_name_is_saved_and_finds_its_place(view, qtbot, jobs):
    committed = []
    jobs.committed.connect(committed.append)
    view._edit.begin(4, 0)
    line = view._edit._editor.focus_widget()
    line.selectAll()
    line.insert("Anh Đào")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(view)[0] == "Anh Đào", timeout=8000)
    assert committed[0].changes.group


def test_a_record_made_elsewhere_appears(view, qtbot, run, jobs):
    outcome = run("account.create", values={"party_type": "person", "name": "Zung"})
    jobs.changes.changed.emit(outcome.changes)
    qtbot.waitUntil(lambda: view.model.total == len(NAMES) + 1, timeout=8000)
    assert names(view)[-1] == "Zung"


def test_after_a_deletion_the_next_record_is_selected(view, qtbot):
    view.table.setFocus()
    view.table.selectRow(1)
    for left in (4, 3):
        QTest.keyClick(view.table, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda left=left: view.model.total == left)
        qtbot.waitUntil(lambda: view.selection().count == 1)
    assert names(view)[view.table.currentIndex().row()] == "Đặng Thị Hường"


def test_after_the_last_records_were_deleted_the_one_before_is_selected(view, qtbot):
    view.table.setFocus()
    view.table.selectRow(3)
    QTest.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection().count == 2
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: view.model.total == 3)
    qtbot.waitUntil(lambda: view.selection().count == 1)
    assert names(view)[view.table.currentIndex().row()] == "Công ty Bình Minh"


def test_where_nothing_was_selected_a_deletion_selects_nothing(view, qtbot, run, ids, jobs):
    jobs.changes.changed.emit(run("account.delete", ids=[ids["Âu Lạc"]]).changes)
    qtbot.waitUntil(lambda: view.model.total == 4)
    assert view.selection().count == 0


def test_pasted_cells_are_one_change(view, qtbot, jobs, run):
    committed = []
    jobs.committed.connect(committed.append)
    view.table.setCurrentIndex(view.model.index(0, COLUMNS.index("account_type")))
    QGuiApplication.clipboard().setText("Partner\t12\r\nAgency\t1.500\r\n")
    view.paste_cells()
    qtbot.waitUntil(lambda: bool(view.window().findChildren(PasteDialog)))
    view.window().findChildren(PasteDialog)[0].accept()
    qtbot.waitUntil(lambda: view.model.record(1).texts[3] in {"1.500", "1,500"}, timeout=8000)
    assert view.model.record(0).texts[2] == "Partner"
    assert len(committed) == 1
    run("undo.group", group=committed[0].changes.group)


def test_a_saved_view_is_there_the_next_time(view, qtbot, jobs, ids):
    view.show_state(replace(view.state, sort=Sort("code", descending=True)))
    view.bar.views.save_new("Theo mã", view.state, is_default=True)

    def own_views():
        return [one for one in view.bar.views.views if one.is_own]

    qtbot.waitUntil(lambda: bool(own_views()), timeout=8000)
    qtbot.waitUntil(lambda: view.state.view != "")
    editors = FormEditors(jobs, (), lambda _entity, _id: None, None)
    again = RecordListView(get_entity("account"), jobs, editors)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.model.total == len(NAMES))
    assert again.state.sort == Sort("code", descending=True)
    assert again.state.view == str(own_views()[0].id)
    assert "Theo mã" in again.bar.picker.text()


@pytest.fixture
def prospects(jobs, run, qtbot) -> RecordListView:
    """A list of three prospects whose commands are those of the program."""
    for name in NAMES[:3]:
        run("account.create", values={"name": name, "account_type": "prospect"})
    window = QWidget()
    qtbot.addWidget(window)
    facts = tuple(get_command(f"account.{verb}").facts for verb in ("make_real", "resume_care"))
    editors = FormEditors(jobs, facts, lambda _entity, _id: None, window)
    made = RecordListView(get_entity("account"), jobs, editors)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.model.total == 3)
    return made


def test_a_command_is_run_on_all_that_is_selected(prospects, run, qtbot):
    assert not prospects.can_run_command("account.make_real")
    prospects.table.selectAll()
    assert prospects.can_run_command("account.make_real")
    prospects.run_command("account.make_real")
    column = prospects.state.columns.index("account_type")

    def types() -> set[str]:
        rows = range(prospects.model.rowCount())
        return {prospects.model.record(row).values[column] for row in rows}

    qtbot.waitUntil(lambda: types() == {"customer"}, timeout=8000)


def entries(qtbot, view) -> set[str]:
    """Open the menu of the selection and return what it offers."""
    view.table.menu_asked.emit(view.mapToGlobal(QPoint(5, 5)))
    qtbot.waitUntil(lambda: bool(view.findChildren(ListMenu)), timeout=10_000)
    (menu,) = view.findChildren(ListMenu)
    found = {action.text() for action in menu.actions()}
    menu.close()
    qtbot.waitUntil(lambda: not view.findChildren(ListMenu), timeout=10_000)
    return found


MAKE_REAL, CARE_AGAIN = "Make it a real customer or supplier", "Care again"


def test_the_menu_offers_what_fits_the_chosen_records(prospects, run, jobs, qtbot):
    prospects.table.selectRow(0)
    assert {MAKE_REAL, CARE_AGAIN} & entries(qtbot, prospects) == {MAKE_REAL}
    qtbot.waitUntil(lambda: not prospects.can_run_command("account.resume_care"), timeout=10_000)
    jobs.announce(run("account.make_real", ids=[str(prospects.model.record(0).id)]))
    qtbot.waitUntil(lambda: not prospects.can_run_command("account.make_real"), timeout=10_000)
    assert {MAKE_REAL, CARE_AGAIN} & entries(qtbot, prospects) == set()
    prospects.table.selectAll()  # two of them are prospects still
    assert MAKE_REAL in entries(qtbot, prospects)


def test_of_several_records_a_command_leaves_alone_those_that_it_does_not_fit(
    prospects, run, jobs, qtbot
):
    jobs.announce(run("account.make_real", ids=[str(prospects.model.record(0).id)]))
    prospects.table.selectAll()
    with qtbot.waitSignal(jobs.committed, timeout=10_000) as told:
        prospects.run_command("account.make_real")
    assert len(told.args[0].changes.ids["account"]) == 2


def test_a_command_that_fits_none_says_so(prospects, jobs, qtbot):
    prospects.table.selectAll()
    with qtbot.waitSignal(jobs.failed, timeout=10_000) as told:
        prospects.run_command("account.resume_care")
    assert "any of the chosen" in told.args[0]


def test_whoever_rests_leaves_the_list_and_stands_in_a_view_of_its_own(prospects, jobs, run, qtbot):
    first = str(prospects.model.record(0).id)
    reason = str(shipped_id("stop_reason", "price"))
    done = run("account.stop_care", ids=[first], stop_reason_id=reason)
    jobs.announce(done)
    qtbot.waitUntil(lambda: prospects.model.total == 2, timeout=8000)
    (stopped,) = [view for view in prospects.bar.views.views if view.name == "Care stopped"]
    prospects.bar.view_chosen.emit(stopped)
    qtbot.waitUntil(lambda: prospects.model.total == 1, timeout=8000)
    assert "stop_reason_id" in prospects.state.columns
    prospects.bar.view_chosen.emit(None)
    qtbot.waitUntil(lambda: prospects.model.total == 2, timeout=8000)
    jobs.announce(run("undo.group", group=done.changes.group))
    qtbot.waitUntil(lambda: prospects.model.total == 3, timeout=8000)


def test_a_view_that_is_always_there_is_not_renamed_or_deleted(prospects):
    (stopped,) = [view for view in prospects.bar.views.views if view.name == "Care stopped"]
    prospects.bar.view_chosen.emit(stopped)
    menu = prospects.bar.picker.menu()
    menu.aboutToShow.emit()
    texts = {action.text() for action in menu.actions()}
    assert "Save as a new view…" in texts
    assert not texts & {"Rename…", "Delete the view", "Save changes to this view"}


def test_the_bin_says_when_and_by_whom_records_were_deleted_the_last_one_first(
    jobs, ids, run, qtbot
):
    for name in (NAMES[1], NAMES[0]):
        run("account.delete", ids=[ids[name]])
    editors = FormEditors(jobs, (), lambda _entity, _id: None, None)
    bin_ = RecordListView(get_entity("account"), jobs, editors, in_bin=True)
    qtbot.addWidget(bin_)
    bin_.show()
    qtbot.waitUntil(lambda: bin_.model.total == 2)
    qtbot.waitUntil(lambda: bin_.model.record(1) is not None)
    assert names(bin_) == [NAMES[0], NAMES[1]]
    heads = [bin_.model.headerData(at, Qt.Orientation.Horizontal) for at in range(3)]
    assert heads[1:] == ["Deleted on", "Deleted by"]
    assert bin_.model.record(0).texts[1]


def test_a_wide_screen_gives_the_name_some_of_the_room_that_is_left(view, qtbot):
    header = view.table.columns
    view.resize(560, 500)
    qtbot.waitUntil(lambda: header.sectionSize(0) == look().px(TITLE_WIDTH), timeout=10_000)
    view.resize(1600, 500)
    qtbot.waitUntil(lambda: header.sectionSize(0) > look().px(TITLE_WIDTH), timeout=10_000)
    assert header.length() <= header.width()
    assert "name" not in view.state.widths  # nobody sized it
    view.resize(560, 500)
    qtbot.waitUntil(lambda: header.sectionSize(0) == look().px(TITLE_WIDTH), timeout=10_000)


def test_a_name_that_somebody_sized_stays_as_wide(view, qtbot):
    view.table.columns.resizeSection(0, 200)
    assert view.state.widths["name"] == 200
    view.show_state(view.state)
    view.resize(1600, 500)
    assert view.table.columns.sectionSize(0) == 200
