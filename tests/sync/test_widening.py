"""A later program holds what the one before it did not know, without copying everything anew."""

from __future__ import annotations

import json

import pytest

from desktop.store.mirror.tables import get_state, set_state
from desktop.sync.errors import OfflineError
from desktop.sync.widening import COLUMNS, REV


@pytest.fixture
def an(desk):
    one = desk(is_administrator=True)
    one.make("account", name="Hoa Sen", short_name="a")
    one.make("tag", name="VIP")
    one.sync()
    return one


def as_an_older_program(desk, *columns: str, table: str = "account") -> None:
    """Let a profile be as if the program that filled it did not know some columns."""
    with desk.engine.engine_work() as writing:
        connection = writing.connection
        held = json.loads(get_state(connection, COLUMNS) or "{}")
        for name in columns:
            held[table].remove(name)
            connection.execute(f"UPDATE {table} SET {name} = NULL")
        set_state(connection, COLUMNS, json.dumps(held))
        set_state(connection, REV, "1")


def copied(desk, monkeypatch) -> list[str]:
    """Return the tables that are copied from now on; the list fills itself."""
    tables: list[str] = []
    rows = desk.centre.rows

    def noted(table, *arguments):
        tables.append(table)
        return rows(table, *arguments)

    monkeypatch.setattr(desk.centre, "rows", noted)
    return tables


def test_a_column_that_is_new_to_the_program_is_filled(an, monkeypatch):
    as_an_older_program(an, "short_name")
    tables = copied(an, monkeypatch)
    an.sync()
    assert an.asked("SELECT short_name FROM account") == [("a",)]
    assert tables == ["account"]
    an.sync()
    assert tables == ["account"]


def test_a_table_that_is_new_to_the_program_is_filled(an, monkeypatch):
    with an.engine.engine_work() as writing:
        held = json.loads(get_state(writing.connection, COLUMNS) or "{}")
        del held["tag"]
        set_state(writing.connection, COLUMNS, json.dumps(held))
        set_state(writing.connection, REV, "1")
        writing.connection.execute("DELETE FROM tag WHERE name = 'VIP'")
    tables = copied(an, monkeypatch)
    an.sync()
    assert an.asked("SELECT count(*) FROM tag WHERE name = 'VIP'") == [(1,)]
    assert tables == ["tag"]


def test_what_waits_to_be_sent_outlives_it(an, company):
    as_an_older_program(an, "short_name")
    ((row_id,),) = an.asked("SELECT id FROM account")
    made = an.make("account", name="Mới")
    an.sync()
    assert company.rows("SELECT count(*) FROM app.account WHERE name = 'Mới'") == [(1,)]
    assert an.has("account", made)
    assert an.asked("SELECT short_name FROM account WHERE id = ?", row_id) == [("a",)]


def test_a_copy_that_was_under_way_begins_anew(an, monkeypatch):
    with an.engine.engine_work() as writing:
        set_state(writing.connection, "cursor", None)
    monkeypatch.setattr(an.centre, "ids", cut)
    with pytest.raises(OfflineError):
        an.sync()
    as_an_older_program(an, "short_name")
    monkeypatch.undo()
    an.sync()
    assert an.asked("SELECT short_name FROM account") == [("a",)]


def cut(*_arguments):
    raise OfflineError("cut")


def test_the_same_program_copies_nothing_again(an, monkeypatch):
    tables = copied(an, monkeypatch)
    an.sync()
    assert tables == []
