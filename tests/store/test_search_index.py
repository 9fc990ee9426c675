"""The search tables follow every change, and equal what a rebuild makes."""

from __future__ import annotations

import pytest

from desktop.models.contacts import Account, Contact
from desktop.store import derived, maintenance, search_index
from desktop.store.maintenance import merge_search, rebuild_derived, refill_search
from tests.store.states import documents


@pytest.fixture
def finds(store):
    """Return what tells whether a search of a table finds a record."""

    def ask(table, words, record):
        query = (
            f"SELECT count(*) FROM {table} JOIN {record.__tablename__} ON rid = {table}.rowid - ? "
            f"WHERE {table} MATCH ? AND id = ?"
        )
        base = record.__entity__.number << 40
        found = store.driver.execute(query, (base, words, record.id.bytes)).fetchone()
        return found == (1,)

    return ask


@pytest.fixture
def account(store, owner):
    with store.work(owner, "account.create") as work:
        made = Account(
            name="Công ty Hồng Hà",
            code="KH-0012",
            phones=[{"number": "0912345678", "label": ""}],
            emails=["Lan@HongHa.vn"],
            tax_code="0100109106",
        )
        work.session.add(made)
    return made


def change(store, owner, record, **values):
    with store.work(owner, "save") as work:
        found = work.session.get_one(type(record), record.id)
        for name, value in values.items():
            setattr(found, name, value)


def test_a_new_record_is_found_by_words_pieces_and_exactly(store, finds, account):
    assert finds("search", "hong", account)
    assert finds("search", "hồng", account)
    assert finds("search", "kh0012", account)
    assert finds("digits", '"2345"', account)
    keys = set(store.driver.execute("SELECT kind, value FROM lookup").fetchall())
    assert keys >= {
        ("phone", "+84912345678"),
        ("email", "lan@hongha.vn"),
        ("tax_code", "0100109106"),
    }


def test_a_changed_record_is_found_by_its_new_words_only(store, owner, finds, account):
    change(store, owner, account, name="Tây Hồ", phones=None)
    assert finds("search", "tay", account)
    assert not finds("search", "hong AND ha", account)
    assert not finds("digits", '"2345"', account)
    assert not store.driver.execute("SELECT 1 FROM lookup WHERE kind = 'phone'").fetchone()


def test_a_change_of_what_is_not_searched_leaves_the_index_alone(store, owner, account):
    def segments():
        return store.driver.execute("SELECT count(*), sum(length(block)) FROM search_data")

    before = segments().fetchone()
    change(store, owner, account, rating="hot", description="sáu trăm")
    assert segments().fetchone() == before


def test_a_record_in_the_bin_is_not_found_until_it_comes_back(store, owner, finds, account):
    with store.work(owner, "account.delete") as work:
        work.delete("account", [account.id])
    assert not finds("search", "hong", account)
    assert not store.driver.execute("SELECT 1 FROM lookup").fetchone()
    with store.work(owner, "account.restore") as work:
        work.restore("account", [account.id])
    assert finds("search", "hong", account)
    assert finds("digits", '"2345"', account)


def test_a_record_deleted_for_good_leaves_no_document(store, owner, account):
    before = documents(store.driver)
    with store.work(owner, "account.purge") as work:
        work.delete("account", [account.id])
        work.purge("account", [account.id])
    after = documents(store.driver)  # would fail for a document without a record
    assert len(after["search"]) < len(before["search"])


def test_a_rebuild_makes_the_same_documents(store, owner, account):
    with store.work(owner, "import") as work:
        work.bulk_insert("contact", [{"full_name": f"Trần Văn Đức {i}"} for i in range(50)])
    change(store, owner, account, name="Tây Hồ")
    before = documents(store.driver)
    assert rebuild_derived(store) >= 51
    assert documents(store.driver) == before
    assert derived.is_current(store.driver)
    assert not search_index.stale_entities(store.driver)


def test_an_entity_whose_searched_fields_changed_is_filled_again(store, owner, account):
    with store.exclusive() as connection:
        connection.execute("UPDATE meta SET value = 'other' WHERE key = 'search:account'")
        search_index.empty(connection, Account.__entity__, 0, 10)
    assert [e.key for e in search_index.stale_entities(store.driver)] == ["account"]
    refill_search(store)
    assert store.driver.execute("SELECT 1 FROM search WHERE search MATCH 'hong'").fetchone()
    assert not search_index.stale_entities(store.driver)


def test_words_of_deleted_records_leave_the_file_when_parts_are_merged(store, owner, account):
    def is_in_file(word):
        blocks = store.driver.execute("SELECT block FROM search_data")
        return any(word in bytes(block) for (block,) in blocks)

    change(store, owner, account, name="Zebra Quagga")
    change(store, owner, account, name="Tây Hồ")
    assert is_in_file(b"quagga")
    merge_search(store)
    assert not is_in_file(b"quagga")
    assert store.driver.execute("SELECT 1 FROM search WHERE search MATCH 'tay'").fetchone()


def test_a_record_without_words_has_no_document(store, owner):
    with store.work(owner, "contact.create") as work:
        work.session.add(Contact(full_name="…"))
    query = "SELECT count(*) FROM search WHERE rowid BETWEEN ? AND ?"
    span = (Contact.__entity__.number << 40, (Contact.__entity__.number + 1 << 40) - 1)
    assert store.driver.execute(query, span).fetchone() == (0,)


def test_what_is_written_without_capture_is_found_when_told(store, owner, finds):
    with store.work(owner, "sync", captured=False) as work:
        made = Account(name="Hồng Hà")
        work.session.add(made)
        work.session.flush()
        work.refresh_search("account", [made.id])
    assert finds("search", "hong", made)


def test_merging_is_due_after_very_many_changes_only(store, owner, monkeypatch, account):
    assert not maintenance.is_merge_due(store)
    monkeypatch.setattr(maintenance, "_FEW_CHANGES", 10)
    with store.work(owner, "import") as work:
        work.bulk_insert("tag", [{"name": f"T{number}"} for number in range(30)])
    assert maintenance.is_merge_due(store)
    merge_search(store)
    assert not maintenance.is_merge_due(store)
