"""Search documents of many records are made ahead, and never of what was before a save."""

from __future__ import annotations

import threading

import pytest

from desktop.core.errors import CancelledError
from desktop.models.contacts import Contact
from desktop.store import loading, refilling, search_index
from desktop.store.engine import Role
from desktop.store.maintenance import refill_search
from tests.store.states import documents

SECONDS = 30  # far more than anything here takes
PORTION = 8


@pytest.fixture
def contacts(store, owner, monkeypatch):
    """Make fifty contacts whose documents are missing, and let them be made in portions."""
    monkeypatch.setattr(refilling, "FIRST_SIZE", PORTION)
    rows = [
        {
            "full_name": f"Trần Văn Đức {i}" if i % 7 else "…",  # a name without words
            "phones": [{"number": f"09123456{i:02}", "label": ""}] if i % 2 else None,
            "emails": [f"Duc{i}@example.vn", "chung@example.vn"] if i % 3 else None,
        }
        for i in range(50)
    ]
    with store.work(owner, "import") as work:
        made = work.bulk_insert("contact", rows)
    with store.work(owner, "contact.delete") as work:
        work.delete("contact", made[10:20])
    return made


@pytest.fixture
def forget(store):
    """Return what lets the documents of contacts count as missing."""

    def do():
        with store.exclusive() as connection:
            search_index.empty(connection, Contact.__entity__, 0, 1000)
            search_index.forget_filled(connection, Contact.__entity__)

    return do


@pytest.fixture
def made_ahead(monkeypatch):
    """Return what is set when the documents of the second portion are made, but not written."""
    happened = threading.Event()
    make = search_index.make_portion

    def noted(connection, entity, first, size):
        portion = make(connection, entity, first, size)
        if first > PORTION:
            happened.set()
        return portion

    monkeypatch.setattr(search_index, "make_portion", noted)
    return happened


def rename(store, owner, record_id):
    with store.work(owner, "save") as work:
        work.session.get_one(Contact, record_id).full_name = "Zebra"


def test_documents_made_in_portions_are_those_that_saving_made(store, contacts, forget):
    before = documents(store.driver)
    forget()
    assert documents(store.driver)["search"] != before["search"]
    refill_search(store)
    assert documents(store.driver) == before


@pytest.fixture(params=["this program", "another one"])
def writer(request, store, open_store):
    """Return a store by which something is saved meanwhile."""
    return store if request.param == "this program" else open_store(Role.WORKER)


def test_what_is_saved_after_documents_were_made_ahead_is_found(
    store, owner, writer, contacts, forget, made_ahead
):
    forget()

    def save_once(done):
        if done == PORTION:
            assert made_ahead.wait(SECONDS)
            rename(writer, owner, contacts[PORTION + 1])

    refill_search(store, save_once)
    found = store.driver.execute("SELECT count(*) FROM search WHERE search MATCH 'zebra'")
    assert found.fetchone() == (1,)
    before = documents(store.driver)
    forget()
    refill_search(store)
    assert documents(store.driver) == before


def test_a_refilling_that_was_cancelled_is_done_the_next_time(store, contacts, forget):
    before = documents(store.driver)
    forget()

    def cancel(_done):
        raise CancelledError

    with pytest.raises(CancelledError):
        refill_search(store, cancel)
    assert not [one for one in threading.enumerate() if one.name.startswith("documents")]
    refill_search(store)
    assert documents(store.driver) == before


def test_nothing_is_locked_while_documents_are_made(
    owner, open_store, contacts, forget, monkeypatch
):
    window, saved = open_store(Role.WINDOW, patience=0), []
    make, store = search_index.make_portion, open_store(Role.WORKER)
    forget()

    def save_once(connection, entity, first, size):
        if not saved:
            saved.append(first)
            rename(window, owner, contacts[3])  # at once, or not at all
        return make(connection, entity, first, size)

    monkeypatch.setattr(search_index, "make_portion", save_once)
    refill_search(store)
    assert store.driver.execute("SELECT 1 FROM search WHERE search MATCH 'zebra'").fetchone()
    assert saved


def test_rows_that_are_loaded_while_others_are_filled_are_found_too(store, owner, contacts, forget):
    entity = Contact.__entity__
    forget()

    def load_once(done):
        if done == PORTION:
            loading.begin(store, entity)
            with store.work(owner, "load") as work:
                work.bulk_insert("contact", [{"full_name": "Zebra"}])
            with store.exclusive() as connection:
                search_index.empty(connection, entity, len(contacts) + 1, 1000)
            loading.end(store, entity)
            refill_search(store)  # another thread would

    refill_search(store, load_once)
    found = store.driver.execute("SELECT count(*) FROM search WHERE search MATCH 'zebra'")
    assert found.fetchone() == (1,)


def test_what_is_being_loaded_is_not_filled_before_it_is_here(store, contacts, forget):
    entity = Contact.__entity__
    forget()
    loading.begin(store, entity)
    assert refill_search(store) == 0
    assert search_index.stale_entities(store.driver) == [entity]
    loading.end(store, entity)
    assert refill_search(store) > 0
    assert search_index.stale_entities(store.driver) == []
