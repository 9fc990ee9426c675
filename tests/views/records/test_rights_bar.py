"""A form that the person may only read says so beforehand, and nothing can be typed into it."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtTest import QTest

from desktop.core.changes import Changes
from desktop.core.clock import SystemClock
from desktop.store.engine import Role
from desktop.store.mirror.rights import keep_rights
from desktop.store.mirror.tables import make_tables
from desktop.store.profile import open_profile

ACL = 7


@pytest.fixture
def centre(folder, company):
    """Says what the centre lets the person do with the customer."""
    store = open_profile(folder, SystemClock(), Role.WORKER)

    def tell(level, rights=("*",)):
        with store.exclusive() as connection:
            make_tables(connection)
            keep_rights(connection, rights)
            connection.execute("UPDATE account SET acl_id = ? WHERE id = ?", (ACL, company.bytes))
            connection.execute("INSERT OR REPLACE INTO my_acl VALUES(?, ?)", (ACL, level))

    yield tell
    store.close()


@pytest.fixture
def page(make_page):
    return make_page("account")


def editor(page, name):
    return page._form._boxes[name].editor


def opened(page, company, qtbot):
    page.open(company)
    qtbot.waitUntil(lambda: page._card is not None and page._card.id == company, timeout=10_000)
    return page


def type_name(page, text):
    QTest.keyClicks(editor(page, "name").focus_widget(), text)


def test_a_record_that_is_ones_own_says_nothing(page, company, qtbot):
    opened(page, company, qtbot)
    type_name(page, "X")
    assert page.can_save()
    assert page._rights.isHidden()


def test_what_may_only_be_read_cannot_be_typed_into_and_says_why(page, company, centre, qtbot):
    centre(1)
    opened(page, company, qtbot)
    type_name(page, "X")
    assert not page.is_dirty()
    assert page._rights.isVisible()
    assert "Nguyễn An can give you the right" in page._rights._text.text()


def test_without_a_role_for_it_nothing_is_typed_either(page, company, centre, qtbot):
    centre(4, ["account.export"])
    opened(page, company, qtbot)
    type_name(page, "X")
    assert not page.is_dirty()
    assert "none of your roles" in page._rights._text.text()


def test_who_may_only_edit_does_not_change_who_is_in_charge(page, company, centre, qtbot):
    centre(2)
    opened(page, company, qtbot)
    type_name(page, "X")
    assert page.can_save()
    assert page._rights.isHidden()
    assert editor(page, "owner_id").line.isReadOnly()


def test_a_right_that_goes_while_something_is_typed_leaves_the_words(
    page, company, centre, jobs, qtbot
):
    opened(page, company, qtbot)
    type_name(page, "X")
    centre(1)
    jobs.changes.changed.emit(Changes({"account": frozenset({company})}))
    qtbot.waitUntil(page._rights.isVisible, timeout=10_000)
    assert page.is_dirty()
    assert not page.can_save()
    with qtbot.waitSignal(page.refused):
        page.save()
    assert editor(page, "name").value().startswith("X")
    centre(4)
    jobs.changes.changed.emit(Changes({"account": frozenset()}))
    qtbot.waitUntil(page._rights.isHidden, timeout=10_000)
    assert page.can_save()


def test_another_record_is_not_locked_by_the_one_before(page, company, centre, run, qtbot):
    centre(1)
    opened(page, company, qtbot)
    other = uuid.UUID(run("account.create", values={"party_type": "company", "name": "Khác"}).value)
    opened(page, other, qtbot)
    type_name(page, "X")
    assert page.can_save()
