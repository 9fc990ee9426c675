"""What was typed and not saved is never written over by something else: it waits for an answer."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import SystemClock
from desktop.core.pages import Draft
from desktop.store.reads import LocalReads
from desktop.views.records.conflict_dialog import ConflictDialog
from tests.views.records.test_card_saving import busy_store, drafts_of, one_turn, typed

__all__ = ["busy_store"]


@pytest.fixture
def stored(folder):
    reads = LocalReads(folder / "main.sqlite", SystemClock())
    yield lambda record, name: reads.card("account", record).values[name]
    reads.close()


@pytest.fixture
def other(run) -> uuid.UUID:
    """A second customer."""
    values = {"party_type": "company", "name": "Khác", "employees": 7}
    return uuid.UUID(run("account.create", values=values).value)


@pytest.fixture
def leave_draft(jobs, company):
    """Leaves a draft of the customer, as a crash would."""

    def leave(values, base):
        draft = Draft(f"account/{company}", "account", company, values, base, 1)
        jobs.drafts.submit(lambda journal: journal.keep(draft))

    return leave


@pytest.fixture
def offered(make_page, company, leave_draft, qtbot):
    """A card that offers an earlier draft: another short name."""
    leave_draft({"short_name": "Sen"}, {"short_name": None})
    page = make_page("account")
    page.open(company)
    qtbot.waitUntil(page._drafts.isVisible)
    return page


def draft_values(jobs, qtbot):
    return [draft.values for draft in drafts_of(jobs, qtbot)]


def test_what_is_typed_beside_an_offer_does_not_take_its_place(offered, jobs, qtbot):
    typed(offered, employees=40)
    offered._drafts.flush()
    assert draft_values(jobs, qtbot) == [{"short_name": "Sen", "employees": 40}]


def test_a_saved_form_leaves_the_offer_that_was_not_answered(offered, company, stored, jobs, qtbot):
    typed(offered, employees=40)
    with qtbot.waitSignal(offered.saved):
        offered.save()
    assert stored(company, "employees") == 40
    assert draft_values(jobs, qtbot) == [{"short_name": "Sen"}]
    qtbot.waitUntil(offered._drafts.isVisible)
    offered._drafts._accept.click()
    assert offered._form.values()["short_name"] == "Sen"


def test_throwing_away_what_was_typed_leaves_the_offer(offered, jobs, qtbot):
    typed(offered, employees=40)
    offered._drafts.flush()
    offered.discard()
    assert draft_values(jobs, qtbot) == [{"short_name": "Sen"}]
    assert offered._drafts.isVisible()


def test_refusing_the_offer_leaves_what_was_typed(offered, jobs, qtbot):
    typed(offered, employees=40)
    offered._drafts._refuse.click()
    assert draft_values(jobs, qtbot) == [{"employees": 40}]


def test_what_was_typed_before_the_offer_came_is_kept_with_it(
    make_page, company, leave_draft, jobs, qtbot
):
    page = make_page("account")
    with qtbot.waitSignal(page.title_changed):
        page.open(company)
    leave_draft({"short_name": "Sen"}, {"short_name": None})
    typed(page, employees=40)
    page._drafts.begin("account", company, f"account/{company}")
    both = [{"short_name": "Sen", "employees": 40}]
    qtbot.waitUntil(lambda: draft_values(jobs, qtbot) == both)


def test_a_restored_draft_asks_where_a_colleague_saved_since(
    make_page, company, leave_draft, run, stored, qtbot
):
    leave_draft({"employees": 40}, {"employees": 35})
    run("account.save", id=str(company), values={"employees": [35, 50]})
    page = make_page("account")
    page.open(company)
    qtbot.waitUntil(page._drafts.isVisible)
    page._drafts._accept.click()
    page.save()
    qtbot.waitUntil(lambda: bool(page.findChildren(ConflictDialog)))
    assert stored(company, "employees") == 50
    with qtbot.waitSignal(page.saved):
        page.findChildren(ConflictDialog)[0].accept()
    assert stored(company, "employees") == 40


def test_a_draft_of_another_kind_of_form_is_restored_whole_and_with_its_base(
    make_page, company, leave_draft, qtbot
):
    leave_draft(
        {"party_type": "person", "birth_on": "1990-05-01", "name": "Hoa"},
        {"party_type": "company", "birth_on": None, "name": "Tên cũ"},
    )
    page = make_page("account")
    page.open(company)
    qtbot.waitUntil(page._drafts.isVisible)
    page._drafts._accept.click()
    assert page._form.edits() == {
        "party_type": ["company", "person"],
        "birth_on": [None, "1990-05-01"],
        "name": ["Tên cũ", "Hoa"],
    }


@pytest.fixture
def saving(make_page, company, busy_store, run_async, qtbot):
    """The card of the customer while what was typed in it is being saved."""
    page = make_page("account")
    with qtbot.waitSignal(page.title_changed):
        page.open(company)
    typed(page, employees=41)
    page.save()
    run_async(one_turn())
    return page


def test_another_record_opened_while_one_is_saved_is_not_mixed_with_it(
    saving, company, other, busy_store, stored, qtbot
):
    with qtbot.waitSignal(saving.title_changed):
        saving.open(other)
    typed(saving, short_name="Mới")
    with qtbot.waitSignal(saving.saved) as saved:
        busy_store.set()
    assert saved.args == [company]
    assert saving.record_id == other
    assert saving._form.values()["name"] == "Khác"
    assert saving._form.edits() == {"short_name": [None, "Mới"]}
    assert stored(company, "employees") == 41
    with qtbot.waitSignal(saving.saved):
        saving.save()
    assert (stored(other, "employees"), stored(other, "short_name")) == (7, "Mới")


def test_what_was_typed_while_it_was_saved_waits_for_the_record_that_was_left(
    saving, other, busy_store, jobs, qtbot
):
    typed(saving, employees=42)
    saving.open(other)
    with qtbot.waitSignal(saving.saved):
        busy_store.set()
    (draft,) = drafts_of(jobs, qtbot)
    assert (draft.values, draft.base) == ({"employees": 42}, {"employees": 41})
