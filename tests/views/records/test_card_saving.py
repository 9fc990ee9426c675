"""What becomes of what was typed on a card: saved, kept, thrown away, also when it is closed."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.store.reads import LocalReads
from desktop.views.customer.design import register_designs
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.record_page import RecordPage


@pytest.fixture
def page(make_page, company, qtbot):
    made = make_page("account")
    with qtbot.waitSignal(made.title_changed, timeout=10_000):
        made.open(company)
    return made


@pytest.fixture
def card(folder, company):
    reads = LocalReads(folder / "main.sqlite", SystemClock())
    yield lambda: reads.card("account", company)
    reads.close()


async def one_turn():
    """Come after what was begun before has had its first turn."""


def typed(page, **values):
    page._form.apply(values)


def drafts_of(jobs, qtbot):
    answers = []
    jobs.drafts.submit(lambda journal: journal.waiting(), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


@pytest.fixture
def busy_store(jobs):
    """Holds the store up until it is told to go on."""
    gate = threading.Event()
    jobs.store.submit(lambda _writing: gate.wait(20))
    yield gate
    gate.set()


@pytest.fixture
def closing_page(jobs, qtbot, company):
    """A card that a test may close."""
    register_designs()
    window = QWidget()
    qtbot.addWidget(window)
    editors = FormEditors(jobs, (), lambda *_: None, window)
    page = RecordPage(
        get_entity("account"), jobs, editors.make, lambda *_: QWidget(), parent=window
    )
    with qtbot.waitSignal(page.title_changed, timeout=10_000):
        page.open(company)
    return page


@pytest.fixture
def gone(run, company):
    """Deletes the customer for good."""

    def delete():
        run("account.delete", ids=[str(company)])
        run("account.purge", ids=[str(company)])

    return delete


def save_and_close_at_once(page, run_async):
    """Close a page when its saving has begun and nothing was answered yet."""
    typed(page, employees=41)
    page._drafts.flush()
    page.save()
    run_async(one_turn())
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)


def test_a_page_closed_while_it_is_saved_leaves_no_draft(
    closing_page, busy_store, run_async, card, qtbot, jobs
):
    save_and_close_at_once(closing_page, run_async)
    busy_store.set()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
    assert card().values["employees"] == 41
    assert drafts_of(jobs, qtbot) == []


def test_a_page_closed_before_a_refusal_leaves_its_draft(
    closing_page, busy_store, run_async, gone, qtbot, jobs
):
    gone()
    save_and_close_at_once(closing_page, run_async)
    busy_store.set()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
    assert [draft.values["employees"] for draft in drafts_of(jobs, qtbot)] == [41]


def test_what_is_typed_while_it_is_saved_stays(page, busy_store, run_async, card, qtbot):
    typed(page, employees=41)
    page.save()
    run_async(one_turn())
    typed(page, employees=42)
    with qtbot.waitSignal(page.saved, timeout=10_000):
        busy_store.set()
    assert card().values["employees"] == 41
    assert page._form.edits() == {"employees": [41, 42]}
    with qtbot.waitSignal(page.saved, timeout=10_000):
        page.save()
    assert card().values["employees"] == 42


def test_a_new_record_that_was_saved_has_nothing_more_to_save_when_it_asks_to_be_closed(
    make_page, qtbot
):
    page = make_page("account")
    page.begin({"party_type": "company"})
    typed(page, name="Cửa hàng Bình Minh")
    asked = []
    page.close_requested.connect(lambda: asked.append(page.is_dirty()))
    page.save_and_close()
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    assert asked == [False]


def test_saving_and_closing_saves_and_then_asks_to_be_closed(page, card, qtbot):
    typed(page, employees=42)
    with qtbot.waitSignal(page.close_requested, timeout=10_000):
        page.save_and_close()
    assert card().values["employees"] == 42
    assert not page.is_dirty()


def test_saving_and_closing_what_was_only_looked_at_closes(page, qtbot):
    with qtbot.waitSignal(page.close_requested):
        page.save_and_close()


def test_saving_and_closing_what_cannot_be_saved_stays_and_says_why(page, card, qtbot):
    typed(page, name=None)
    with qtbot.assertNotEmitted(page.close_requested, wait=50):
        page.save_and_close()
    assert page._form._boxes["name"]._remark.isVisible()
    assert card().values["name"] == "Công ty Hoa Sen"


def test_what_cannot_be_saved_is_refused(page, gone, qtbot):
    typed(page, name=None)
    with qtbot.waitSignal(page.refused):
        page.save()
    typed(page, name="Hoa Sen")
    gone()
    with qtbot.waitSignal(page.refused):
        page.save()
    assert page.is_dirty()


def test_a_card_that_goes_keeps_what_was_typed_just_now(page, jobs, qtbot):
    typed(page, employees=43)
    page.keep_typed()
    assert [draft.values for draft in drafts_of(jobs, qtbot)] == [{"employees": 43}]
