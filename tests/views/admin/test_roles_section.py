"""Roles in the administration: rights, actions, people."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMessageBox

from desktop.core.commands import CommandFacts
from desktop.core.permissions import Level, Reach
from desktop.views.admin.roles_section import RolesSection
from tests.views.admin.conftest import top, until


@pytest.fixture
def roles(jobs, server, run, host, qtbot):
    run("user_role.create", values={"name": "Bán hàng"})
    facts = (CommandFacts("account.create", "Create"), CommandFacts("share.create", "Create"))
    section = RolesSection(jobs, host, facts)
    until(qtbot, lambda: section.list.count() == 1)
    return section


def test_a_right_is_added_changed_and_removed(roles, qtbot):
    def given():
        return [(g.grant.reach, g.grant.level) for g in roles.role().grants]

    roles.grants.add.click()
    until(qtbot, lambda: given() == [(Reach.OWN, Level.VIEW)])
    until(qtbot, lambda: roles.grants.table.topLevelItemCount() == 1)
    table = roles.grants.table
    box = roles.grants.boxes["reach"]
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("all"))
    box.activated.emit(box.currentIndex())
    until(qtbot, lambda: given() == [(Reach.ALL, Level.VIEW)])
    table.setCurrentItem(table.topLevelItem(0))
    roles.grants.remove.click()
    until(qtbot, lambda: given() == [])


def test_only_ticked_actions_are_permitted(roles, qtbot):
    tab = roles.actions_tab
    assert not tab.all.isChecked()  # a new role permits nothing
    assert not tab.save.isEnabled()
    tick(tab, "account.create")
    tab.save.click()
    until(qtbot, lambda: roles.role().actions == ("account.create",))
    tab.all.setChecked(True)
    tab.save.click()
    until(qtbot, lambda: roles.role().actions == ("*",))


def test_a_role_that_permits_nothing_any_more_can_be_saved(roles, run, qtbot):
    run("user_role.change", ids=[str(roles.role().id)], values={"rights": ["*"]})
    roles.read()
    until(qtbot, roles.actions_tab.all.isChecked)
    roles.actions_tab.all.setChecked(False)
    roles.actions_tab.save.click()
    until(qtbot, lambda: roles.role().actions == ())


def tick(tab, key):
    (item,) = [one for one in tab._items() if one.data(0, Qt.ItemDataRole.UserRole) == key]
    item.setCheckState(0, Qt.CheckState.Checked)


@pytest.mark.parametrize("key", ["server.manage", "undo.group", "share.create", "account.export"])
def test_what_is_no_command_of_a_list_can_be_permitted_too(roles, qtbot, key):
    tab = roles.actions_tab
    tab.all.setChecked(False)
    tick(tab, key)
    tab.save.click()
    until(qtbot, lambda: roles.role().actions == (key,))


def test_an_action_of_a_later_program_stays_permitted(roles, run, qtbot):
    values = {"rights": ["account.fly", "account.create"]}
    run("user_role.change", ids=[str(roles.role().id)], values=values)
    roles.read()
    until(qtbot, lambda: len(roles.role().actions) == 2)
    tick(roles.actions_tab, "account.export")
    roles.actions_tab.save.click()
    until(qtbot, lambda: len(roles.role().actions) == 3)
    assert "account.fly" in roles.role().actions


def test_a_role_gets_members(roles, qtbot):
    tab = roles.members
    assert tab.person.count() == 1
    tab.add.click()
    until(qtbot, lambda: tab.list.count() == 1)
    tab.list.setCurrentRow(0)
    tab.remove.click()
    until(qtbot, lambda: tab.list.count() == 0)


def test_a_role_is_deleted_after_a_question(roles, qtbot):
    roles.remove.click()
    top(qtbot, QMessageBox).button(QMessageBox.StandardButton.Yes).click()
    until(qtbot, lambda: roles.list.count() == 0)
    assert not roles.tabs.isEnabled()
