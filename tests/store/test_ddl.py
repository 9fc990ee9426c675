"""Tables on SQLite: a number for each row that survives, ids that are unique, strict types."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from desktop.core.entities import iter_entities
from desktop.models.base import Base, record_class
from desktop.store.engine import DriverError


@pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda entity: entity.key)
def test_every_record_has_a_rid_that_the_mapper_does_not_know(store, entity):
    columns = {
        name: (declared, key)
        for _n, name, declared, _null, _default, key in store.driver.execute(
            f"PRAGMA table_info({entity.key})"
        )
    }
    assert columns["rid"] == ("INTEGER", 1)
    assert columns["id"] == ("BLOB", 0)
    assert "rid" not in record_class(entity.key).__table__.columns


def test_an_id_cannot_be_given_twice(store, owner):
    with store.work(owner, "create") as work:
        work.bulk_insert("tag", [{"id": uuid.UUID(int=1), "name": "A"}])
    with pytest.raises(DriverError), store.work(owner, "create") as work:
        work.bulk_insert("tag", [{"id": uuid.UUID(int=1), "name": "B"}])


def test_every_table_is_strict(store):
    rows = store.driver.execute("PRAGMA table_list").fetchall()
    tables = {name: strict for _s, name, kind, _n, _w, strict in rows if kind == "table"}
    assert {name for name in tables if not tables[name]} <= {
        "alembic_version",
        "sqlite_schema",
        "sqlite_temp_schema",
        "sqlite_sequence",
    }


def test_a_rid_survives_a_vacuum(store, owner):
    with store.work(owner, "create") as work:
        work.bulk_insert("tag", [{"name": f"T{number}"} for number in range(10)])
    store.driver.execute("DELETE FROM tag WHERE rid < 5")
    query = "SELECT rid, id FROM tag ORDER BY rid"
    before = store.driver.execute(query).fetchall()
    store.driver.execute("VACUUM")
    assert store.driver.execute(query).fetchall() == before


def test_postgresql_has_the_id_as_its_key():
    table = Base.metadata.tables["account"]
    text = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    assert "rid" not in text
    assert "PRIMARY KEY (id)" in text


def test_what_sqlalchemy_reflects_is_the_table_with_its_rid(store):
    inspector = sa.inspect(store._engine)
    assert inspector.get_pk_constraint("account")["constrained_columns"] == ["rid"]
    assert [c["column_names"] for c in inspector.get_unique_constraints("account")] == [["id"]]
