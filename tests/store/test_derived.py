"""What is made from the declarations: lists have their indexes, and nothing is left over."""

from __future__ import annotations

import pytest

from desktop.core.entities import get_entity, iter_entities
from desktop.core.fields import Kind
from desktop.store import derived


def index_names(store, table):
    query = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOT NULL"
    return {name for (name,) in store.driver.execute(query, (table,))}


@pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda entity: entity.key)
def test_every_sortable_field_and_link_has_its_partial_index(store, entity):
    columns = {
        name for _n, name, *_rest in store.driver.execute(f"PRAGMA table_info({entity.key})")
    }
    for field in entity.fields:
        if field.name not in columns or not (
            field.sortable or (field.kind is Kind.LINK and not field.system)
        ):
            continue
        column = derived.sort_column(entity, field)
        name = f"ix_{entity.key}_{column}_live"
        found = store.driver.execute(
            "SELECT name FROM pragma_index_info(?) ORDER BY seqno", (name,)
        ).fetchall()
        assert found == [(column,), ("acl_id",)], field.name


@pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda entity: entity.key)
def test_there_is_no_plain_twin_beside_a_partial_index(store, entity):
    rows = store.driver.execute(f"PRAGMA index_list({entity.key})").fetchall()
    assert {
        name for _n, name, _unique, origin, partial in rows if not partial and origin == "c"
    } == set()


def test_renewing_what_is_current_changes_nothing(store):
    def schema():
        return store.driver.execute("SELECT name, rootpage, sql FROM sqlite_master").fetchall()

    before = schema()
    with store.exclusive() as connection:
        derived.renew(connection)
    assert schema() == before
    assert derived.is_current(store.driver)


def test_list_indexes_may_be_left_out_while_very_much_is_loaded(store, owner):
    account = get_entity("account")
    before = index_names(store, "account")
    with store.exclusive() as connection:
        derived.drop_list_indexes(connection, account)
    assert not index_names(store, "account")
    assert not derived.is_current(store.driver)
    with store.work(owner, "load", captured=False) as work:
        work.bulk_insert("account", [{"name": f"A {number}"} for number in range(100)])
    with store.exclusive() as connection:
        derived.create_list_indexes(connection, account)
    assert index_names(store, "account") == before
    assert derived.is_current(store.driver)
    assert store.driver.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_changed_search_table_is_made_empty_and_its_entities_stale(store, owner, monkeypatch):
    with store.work(owner, "create") as work:
        work.bulk_insert("tag", [{"name": "VIP"}])
    other = derived.SEARCH_TABLES["digits"].replace("detail=full", "detail=column")
    monkeypatch.setitem(derived.SEARCH_TABLES, "digits", other)
    assert not derived.is_current(store.driver)
    with store.exclusive() as connection:
        derived.renew(connection)
    query = "SELECT count(*) FROM meta WHERE key LIKE 'search:%'"
    assert store.driver.execute(query).fetchone() == (0,)
    assert store.driver.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'digits'"
    ).fetchone() == (other,)
