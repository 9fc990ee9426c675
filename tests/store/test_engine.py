"""Connections: readers that cannot write, writers by their role, keys, and what is no database."""

from __future__ import annotations

from contextlib import closing

import pytest

from desktop.core.errors import CorruptStoreError, StorageError
from desktop.store.engine import DATABASE, Role, connect_reader, connect_writer
from desktop.store.faults import told

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "a folder; with signs%20#?"
    path.mkdir()
    with closing(connect_writer(path / DATABASE, Role.WORKER, create=True)) as connection:
        connection.execute("CREATE TABLE thing(name TEXT)")
        connection.execute("INSERT INTO thing VALUES('one')")
    return path / DATABASE


def pragma(connection, name):
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_reader_cannot_write(database):
    with closing(connect_reader(database)) as reader:
        assert reader.execute("SELECT name FROM thing").fetchall() == [("one",)]
        with pytest.raises(StorageError), told():
            reader.execute("INSERT INTO thing VALUES('two')")


def test_a_reader_may_keep_its_lists_in_temp_tables(database):
    with closing(connect_reader(database)) as reader:
        reader.execute("CREATE TEMP TABLE list(rid INTEGER)")
        reader.execute("INSERT INTO list SELECT rowid FROM thing")
        assert reader.execute("SELECT count(*) FROM list").fetchone() == (1,)


def test_a_reader_sees_what_was_written_meanwhile(database):
    with (
        closing(connect_reader(database)) as reader,
        closing(connect_writer(database, Role.WINDOW)) as writer,
    ):
        writer.execute("INSERT INTO thing VALUES('two')")
        assert reader.execute("SELECT count(*) FROM thing").fetchone() == (2,)


def test_the_window_is_durable_and_never_checkpoints(database):
    with closing(connect_writer(database, Role.WINDOW)) as writer:
        assert pragma(writer, "synchronous") == 2
        assert pragma(writer, "wal_autocheckpoint") == 0
        assert pragma(writer, "busy_timeout") == 0
        assert pragma(writer, "foreign_keys") == 1
        assert pragma(writer, "journal_mode") == "wal"


def test_the_worker_checkpoints(database):
    with closing(connect_writer(database, Role.WORKER)) as writer:
        assert pragma(writer, "synchronous") == 1
        assert pragma(writer, "wal_autocheckpoint") == 4000


def test_opening_makes_no_database(tmp_path):
    for connect in (connect_reader, lambda path: connect_writer(path, Role.WINDOW)):
        with pytest.raises(StorageError), told():
            connect(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


def test_with_a_key_nothing_can_be_read_without_it(tmp_path):
    path = tmp_path / DATABASE
    with closing(connect_writer(path, Role.WORKER, KEY, create=True)) as writer:
        writer.execute("CREATE TABLE thing(name TEXT)")
        writer.execute("INSERT INTO thing VALUES('Nguyễn Văn An')")
    assert "Nguyễn".encode() not in path.read_bytes()
    with closing(connect_reader(path, KEY)) as reader:
        assert reader.execute("SELECT name FROM thing").fetchone() == ("Nguyễn Văn An",)
    for key in (None, bytes(32)):
        with pytest.raises(CorruptStoreError), told(), closing(connect_reader(path, key)) as reader:
            reader.execute("SELECT name FROM thing")


def test_a_key_has_32_bytes(database):
    with pytest.raises(ValueError, match="32 bytes"):
        connect_reader(database, b"short")


def test_a_file_that_is_no_database_is_told_as_damaged(tmp_path):
    path = tmp_path / DATABASE
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(CorruptStoreError), told(), closing(connect_reader(path)) as reader:
        reader.execute("SELECT 1 FROM sqlite_master")
