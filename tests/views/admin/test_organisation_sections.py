"""People, units and roles in the administration: what is shown is there, what is done is saved."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from shiboken6 import isValid

from desktop.core.errors import InputError
from desktop.core.organisation import Organisation, Person, Unit
from desktop.views.admin.devices_dialog import DevicesDialog
from desktop.views.admin.member_dialog import MemberDialog
from desktop.views.admin.password_dialog import PasswordDialog
from desktop.views.admin.people_section import BLOCKED, NO_LOGIN, OPEN, UNKNOWN, PeopleSection
from desktop.views.admin.person_dialog import PersonDialog
from desktop.views.admin.role_dialog import RoleDialog
from desktop.views.admin.unit_dialog import ParentDialog, UnitDialog
from desktop.views.admin.units_section import UnitsSection
from tests.views.admin.conftest import top, until

SEEN = "2026-11-20T08:05:00.000000Z"
DEVICE = {"id": "7", "name": "PC", "program": "0.1", "state": "ok", "last_seen": SEEN}


@pytest.fixture
def hoa(run):
    values = {"full_name": "Lê Thị Hoa", "login": "hoa.le"}
    return run("app_user.create", values=values).value


@pytest.fixture
def people(jobs, server, hoa, host, qtbot):
    server.answers["admin.people"] = [
        {"id": hoa, "login": "hoa.le", "is_open": True, "last_seen": SEEN}
    ]
    section = PeopleSection(jobs, host)
    qtbot.waitUntil(lambda: section.list.topLevelItemCount() == 2 and section._logins is not None)
    choose(section, "Hoa")
    return section


def choose(section, name):
    (item,) = section.list.findItems(name, Qt.MatchFlag.MatchContains)
    section.list.setCurrentItem(item)


def gone(dialog):
    return not isValid(dialog) or not dialog.isVisible()


def test_it_is_told_who_may_come_in(people):
    assert people.standing_of(people.person()) == OPEN
    choose(people, "Nguyễn An")
    assert people.standing_of(people.person()) == NO_LOGIN
    assert (people.login.isEnabled(), people.block.isEnabled()) == (True, False)


def test_without_the_server_people_are_shown_all_the_same(jobs, server, hoa, host, qtbot):
    section = PeopleSection(jobs, host)
    until(qtbot, lambda: section.list.topLevelItemCount() == 2 and bool(section.problem.text()))
    choose(section, "Hoa")
    assert section.standing_of(section.person()) == UNKNOWN
    assert not section.block.isEnabled()


@pytest.mark.parametrize(
    "make",
    [
        lambda host, _jobs: UnitDialog(Organisation(), None, None, host),
        lambda host, _jobs: ParentDialog(Organisation(), Unit(uuid.uuid4(), "Kho"), host),
        lambda host, _jobs: RoleDialog(None, host),
        lambda host, jobs: MemberDialog(jobs, Organisation(), Person(uuid.uuid4(), "An"), host),
        lambda host, jobs: PasswordDialog(jobs, Person(uuid.uuid4(), "An"), host),
        lambda host, jobs: PersonDialog(jobs, Organisation(), None, host),
    ],
    ids=["unit", "place", "role", "member", "password", "person"],
)
def test_one_begins_to_type_in_the_first_field(make, host, jobs):
    """A space typed on the button for giving up gave up."""
    focus = make(host, jobs).focusWidget()
    assert focus is not None
    assert not isinstance(focus, QPushButton)


def test_people_are_found_by_any_word_without_marks(people):
    people.search.setText("hoa")
    assert people.list.topLevelItemCount() == 1
    people.search.setText("không có ai")
    assert people.list.topLevelItemCount() == 0
    assert not people.card.isEnabled()


def test_a_person_is_added_with_a_suggested_login(people, server, qtbot):
    server.answers["admin.make_login"] = InputError("Tên đã có người dùng")
    people.add.click()
    dialog = top(qtbot, PersonDialog)
    assert not dialog.do.isEnabled()
    dialog.name.setText("Phạm Văn Dũng")
    assert dialog.login.text() == "dung.pham"
    dialog.do.click()
    until(qtbot, lambda: "đã có" in dialog.problem.text())
    dialog.login.setText("Dũng")
    assert not dialog.do.isEnabled()
    dialog.login.setText("dung.pham2")
    server.answers["admin.make_login"] = "id"
    first = server.last("admin.make_login")["person"]
    dialog.do.click()
    until(qtbot, lambda: gone(dialog))
    told = server.last("admin.make_login")
    assert (told["login"], told["person"]) == ("dung.pham2", first)
    assert told["facts"] == {"name": "Phạm Văn Dũng", "unit": None, "roles": []}
    assert len(told["password"]) >= 12


def test_a_login_is_blocked_only_after_a_question(people, server, hoa, qtbot):
    people.block.click()
    box = top(qtbot, QMessageBox)
    box.button(QMessageBox.StandardButton.Cancel).click()
    until(qtbot, lambda: not people._jobs.busy())
    assert "admin.set_open" not in dict(server.asked)
    server.answers["admin.set_open"] = [{"id": hoa, "login": "hoa.le", "is_open": False}]
    people.block.click()
    box = top(qtbot, QMessageBox)
    box.button(QMessageBox.StandardButton.Yes).click()
    until(qtbot, lambda: people.standing_of(people.person()) == BLOCKED)
    assert server.last("admin.set_open") == {"person": hoa, "is_open": False}
    assert people.block.text() == "Let in again"


def test_a_new_password_is_sent(people, server, hoa, qtbot):
    people.password.click()
    dialog = top(qtbot, PasswordDialog)
    dialog.password.line.setText("ngan")
    assert not dialog.do.isEnabled()
    dialog.password.again.click()
    dialog.do.click()
    until(qtbot, lambda: gone(dialog))
    assert server.last("admin.set_password")["person"] == hoa


def test_a_computer_is_wiped_and_what_that_cannot_reach_is_said(people, server, hoa, qtbot):
    server.answers["admin.devices"] = [DEVICE]
    server.answers["admin.set_device"] = [{**DEVICE, "state": "wipe"}]
    people.devices.click()
    dialog = top(qtbot, DevicesDialog)
    until(qtbot, dialog.list.topLevelItemCount)
    assert "Out of reach" in dialog.told.text()
    dialog.wipe.click()
    box = top(qtbot, QMessageBox)
    assert "Out of reach" in box.informativeText()
    box.button(QMessageBox.StandardButton.Yes).click()
    until(qtbot, lambda: dialog.list.topLevelItem(0).text(2) == "To be wiped")
    told = {"person": hoa, "device": "7", "state": "wipe"}
    assert server.last("admin.set_device") == told
    dialog.close()


def test_roles_are_given_and_taken(people, run, qtbot):
    roles = [run("user_role.create", values={"name": name}).value for name in ("A", "B")]
    who = str(people.person().id)
    run("role_member.create", values={"user_id": who, "role_id": roles[0]})
    people.read()
    until(qtbot, lambda: len(people.organisation.members) == 1)
    people.roles.click()
    dialog = top(qtbot, MemberDialog)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.do.click()
    until(qtbot, lambda: [str(m.role_id) for m in people.organisation.members] == [roles[1]])


@pytest.fixture
def units(jobs, server, run, host, qtbot):
    top_unit = run("org_unit.create", values={"name": "Công ty"}).value
    sales = run("org_unit.create", values={"name": "Kinh doanh", "parent_id": top_unit}).value
    run("org_unit.create", values={"name": "Miền Bắc", "parent_id": sales})
    values = {"full_name": "Lê Thị Hoa", "org_unit_id": sales}
    run("app_user.create", values=values)
    section = UnitsSection(jobs, host)
    until(qtbot, lambda: section.tree.topLevelItemCount() == 1)
    section.tree.setCurrentItem(section.tree.topLevelItem(0).child(0))
    assert section.unit().name == "Kinh doanh"
    return section


def test_a_unit_is_added_below_the_chosen_one(units, qtbot):
    units.add.click()
    dialog = top(qtbot, UnitDialog)
    dialog.name.setText("Miền Nam")
    dialog.accept()
    until(qtbot, lambda: units.tree.topLevelItem(0).child(0).childCount() == 2)


def test_a_unit_is_renamed(units, qtbot):
    units.rename.click()
    dialog = top(qtbot, UnitDialog)
    dialog.name.setText("Bán hàng")
    dialog.accept()
    until(qtbot, lambda: units.unit().name == "Bán hàng")


def test_a_unit_is_moved_by_the_server_and_never_below_itself(units, server, qtbot):
    units.move_to.click()
    dialog = top(qtbot, ParentDialog)
    offered = [dialog.place.itemText(row).strip() for row in range(dialog.place.count())]
    assert offered == ["At the top", "Công ty"]
    dialog.place.setCurrentIndex(0)
    dialog.accept()
    until(qtbot, lambda: bool(server.asked))
    told = server.last("admin.move_unit")
    assert (told["unit"], told["parent"]) == (str(units.unit().id), None)
    assert told["expected"] == str(units.unit().above)


def test_a_move_that_waits_for_the_server_is_told_beside_the_unit(units, server, run, qtbot):
    server.answers["admin.move_unit"] = False
    units.move_to.click()
    top(qtbot, ParentDialog).place.setCurrentIndex(0)
    top(qtbot, ParentDialog).accept()
    words = "Kinh doanh (goes to: at the top, once the server is reached)"
    until(qtbot, lambda: units.tree.currentItem().text(0) == words)
    run("org_unit.change", ids=[str(units.unit().id)], values={"parent_id": None})
    units.read()
    until(qtbot, lambda: units.tree.currentItem().text(0) == "Kinh doanh")


def test_what_a_dissolved_unit_held_goes_to_the_one_above(units, server, run, qtbot):
    above = units.unit().above

    def move(told):
        values = {"parent_id": told["parent"]}
        run("org_unit.change", ids=[told["unit"]], values=values)
        return True

    server.answers["admin.move_unit"] = move
    units.dissolve.click()
    box = top(qtbot, QMessageBox)
    assert "1 person and 1 unit" in box.informativeText()
    box.button(QMessageBox.StandardButton.Yes).click()
    until(qtbot, lambda: "Kinh doanh" not in {u.name for u in units.organisation.units})
    until(qtbot, lambda: [p.unit_id for p in units.organisation.people if p.unit_id] == [above])
    assert server.last("admin.move_unit")["parent"] == str(above)


def test_a_unit_is_not_dissolved_while_what_is_below_it_cannot_be_moved(units, server, qtbot):
    server.answers["admin.move_unit"] = False
    units.dissolve.click()
    with qtbot.waitSignal(units._jobs.failed, timeout=10_000):
        top(qtbot, QMessageBox).button(QMessageBox.StandardButton.Yes).click()
    assert units.unit().name == "Kinh doanh"
