"""Sharing by hand: with a person, a unit, a role; changed, ended; told why somebody sees it."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.core.entities import get_entity
from desktop.core.errors import InputError
from desktop.views.sharing.share_action import ShareAction, is_shareable
from desktop.views.sharing.share_dialog import ShareDialog


@pytest.fixture
def unit(run):
    return run("org_unit.create", values={"name": "Phòng Kinh doanh"}).value


@pytest.fixture
def hoa(run, unit):
    values = {"full_name": "Lê Thị Hoa", "org_unit_id": unit}
    return run("app_user.create", values=values).value


@pytest.fixture
def open_dialog(jobs, hoa, run, qtbot):
    host = QWidget()
    qtbot.addWidget(host)

    def begin(*ids, typed=""):
        run("account.change", ids=[str(one) for one in ids], values={"is_shared": False})
        made = ShareDialog(jobs, "account", ids, "Hoa Sen", host)
        made.show()
        QTest.keyClicks(made.who, typed)
        qtbot.waitUntil(lambda: made._access is not None, timeout=10_000)
        return made

    yield begin
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)


class Host(QWidget):
    """A window with the card of one record in view."""

    def __init__(self, jobs, record_id):
        super().__init__()
        self.jobs = jobs
        self.workspace = self
        self.entity, self.record_id = get_entity("account"), record_id

    def current_page(self):
        return self


def test_a_record_that_is_not_here_any_more_cannot_be_shared(jobs, qtbot):
    """Somebody ended sharing it with me while its card was in view."""
    host = Host(jobs, uuid.uuid4())
    qtbot.addWidget(host)
    told = []
    jobs.failed.connect(told.append)
    ShareAction(host).share()
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == ["This record is not here any more."]
    assert host.findChild(ShareDialog) is None


def offered(dialog):
    return [dialog.who.itemText(row) for row in range(dialog.who.count())]


def give(dialog, name, level):
    dialog.who.setCurrentIndex(dialog.who.findText(name))
    dialog.level.setCurrentIndex(dialog.level.findData(level))
    dialog.give.click()


def shares(dialog):
    items = [dialog.shared.topLevelItem(row) for row in range(dialog.shared.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items]


def told(dialog, name):
    items = [dialog.people.topLevelItem(row) for row in range(dialog.people.topLevelItemCount())]
    return next(((i.text(1), i.text(2)) for i in items if i.text(0) == name), None)


def until(qtbot, is_so):
    qtbot.waitUntil(is_so, timeout=10_000)


def test_a_record_is_shared_changed_and_taken_back(open_dialog, company, qtbot):
    dialog = open_dialog(company)
    assert offered(dialog) == ["Nguyễn An", "Lê Thị Hoa", "Phòng Kinh doanh"]
    assert not dialog.give.isEnabled()
    give(dialog, "Lê Thị Hoa", "edit")
    until(qtbot, lambda: shares(dialog) == [("Lê Thị Hoa", "Edit")])
    assert told(dialog, "Lê Thị Hoa") == ("Edit", "shared")
    dialog.shared.setCurrentItem(dialog.shared.topLevelItem(0))
    assert dialog.other.currentData() == "edit"
    dialog.other.setCurrentIndex(dialog.other.findData("share"))
    dialog.other.activated.emit(dialog.other.currentIndex())
    until(qtbot, lambda: shares(dialog) == [("Lê Thị Hoa", "Everything, hand over too")])
    dialog.end.click()
    until(qtbot, lambda: shares(dialog) == [])
    assert told(dialog, "Lê Thị Hoa") is None
    assert not dialog.end.isEnabled()


def test_a_unit_is_named_as_the_reason(open_dialog, company, qtbot):
    dialog = open_dialog(company)
    give(dialog, "Phòng Kinh doanh", "view")
    until(qtbot, lambda: told(dialog, "Lê Thị Hoa") is not None)
    assert told(dialog, "Lê Thị Hoa") == ("View", "shared with Phòng Kinh doanh")


def test_a_name_that_was_typed_is_enough(open_dialog, company, qtbot):
    dialog = open_dialog(company)
    dialog.who.setEditText("Phòng Kinh")
    assert not dialog.give.isEnabled()
    dialog.who.setEditText("phòng kinh doanh")
    assert dialog.give.isEnabled()
    qtbot.keyClick(dialog.who.lineEdit(), Qt.Key.Key_Return)
    until(qtbot, lambda: shares(dialog) == [("Phòng Kinh doanh", "View")])
    assert dialog.isVisible()
    assert dialog.end.isEnabled()


def test_what_was_typed_before_the_names_were_there_stays(open_dialog, company, qtbot):
    dialog = open_dialog(company, typed="le thi")
    assert "Lê Thị Hoa" in offered(dialog)
    assert dialog.who.currentText() == "le thi"


def test_whoever_is_in_charge_has_everything(open_dialog, company, run, hoa, qtbot):
    run("account.change", ids=[str(company)], values={"owner_id": hoa})
    dialog = open_dialog(company)
    assert told(dialog, "Lê Thị Hoa") == ("Everything, hand over too", "in charge")


def test_several_records_are_shared_at_once(open_dialog, company, run, qtbot):
    facts = {"party_type": "company", "name": "Đại Phú"}
    other = uuid.UUID(run("account.create", values=facts).value)
    dialog = open_dialog(company, other)
    assert not dialog.people.isVisible()
    give(dialog, "Lê Thị Hoa", "view")
    until(qtbot, lambda: shares(dialog) == [("Lê Thị Hoa · 2 records", "View")])


def test_a_name_of_nobody_shares_with_nobody(open_dialog, company, qtbot):
    dialog = open_dialog(company)
    dialog.who.setCurrentIndex(0)
    dialog.who.setEditText("Không ai")
    dialog.give.click()
    qtbot.waitUntil(lambda: not dialog._jobs.busy(), timeout=10_000)
    assert shares(dialog) == []


@pytest.mark.parametrize(
    ("entity", "is_one"),
    [("account", True), ("note", True), ("app_user", False), ("tag", False), ("comment", False)],
)
def test_only_what_is_somebodys_is_shared(entity, is_one):
    assert is_shareable(get_entity(entity)) is is_one


def test_nothing_of_the_company_is_shared_by_a_command(run, hoa):
    told = {"entity": "app_user", "ids": [hoa], "kind": "user", "who": hoa, "level": "view"}
    with pytest.raises(InputError):
        run("share.set", **told)


def test_a_name_typed_without_accents_is_found_and_chosen_before_anything_is_given(
    open_dialog, company, qtbot
):
    dialog = open_dialog(company)
    QTest.keyClicks(dialog.who.lineEdit(), "thi hoa")
    popup = dialog.names.popup()
    until(qtbot, popup.isVisible)
    assert dialog.names.completionCount() == 1
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    until(qtbot, lambda: not popup.isVisible())
    assert dialog.who.currentText() == "Lê Thị Hoa"
    assert shares(dialog) == []
    QTest.keyClick(dialog.who.lineEdit(), Qt.Key.Key_Return)
    until(qtbot, lambda: shares(dialog) == [("Lê Thị Hoa", "View")])
    assert dialog.who.currentText() == ""
