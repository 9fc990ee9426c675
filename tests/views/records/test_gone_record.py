"""The card of a record that is not here any more: deleted for good, or not shared now."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.core.errors import RecordGoneError


@pytest.fixture
def page(make_page, company, qtbot):
    made = make_page("account")
    with qtbot.waitSignal(made.title_changed):
        made.open(company)
    return made


def test_a_record_that_is_gone_is_said_to_be_gone(make_page, qtbot):
    page = make_page("account")
    with qtbot.waitSignal(page.title_changed) as told:
        page.open(uuid.uuid4())
    assert told.args == [""]
    assert page._gone.isVisible()
    assert not page._tabs.isVisible()


def words_on(page) -> str:
    shown = [label.text() for label in page.findChildren(QLabel)]
    return " ".join([*shown, *(line.text() for line in page.findChildren(QLineEdit))])


def test_nothing_of_an_open_record_is_left_once_it_is_gone(page, run, company, jobs, qtbot):
    page._form.apply({"short_name": "Sen"})
    assert "Công ty Hoa Sen" in words_on(page)
    run("account.delete", ids=[str(company)])
    gone = run("account.purge", ids=[str(company)])
    jobs.changes.changed.emit(gone.changes)
    qtbot.waitUntil(page._gone.isVisible, timeout=10_000)
    assert "Sen" not in words_on(page)
    assert not page.is_dirty()


def test_a_record_that_comes_back_is_shown_again(page, run, company, jobs, qtbot):
    page._on_read_failed(RecordGoneError("gone"))
    assert page._gone.isVisible()
    changed = run("account.save", id=str(company), values={"employees": [35, 36]}).changes
    jobs.changes.changed.emit(changed)
    qtbot.waitUntil(page._tabs.isVisible, timeout=10_000)
    assert not page._gone.isVisible()
    assert page._form.values()["employees"] == 36


def test_a_missing_record_takes_no_draft_of_the_one_before_along(page, company, jobs, qtbot):
    page._form.apply({"employees": 40})
    page.open(uuid.uuid4())
    qtbot.waitUntil(page._gone.isVisible, timeout=10_000)
    found = []
    jobs.drafts.submit(lambda drafts: drafts.waiting(), found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert [draft.record_id for draft in found[0]] == [company]
