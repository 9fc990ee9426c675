"""The door for questions: stopped, refused and broken as it promises, and light to open."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.core.clock import FrozenClock
from desktop.core.errors import CancelledError, CorruptStoreError, StorageError
from desktop.core.filters import EVERYTHING
from desktop.core.pages import ListQuery
from desktop.core.ports import Reads
from desktop.store.engine import DATABASE
from desktop.store.reader import Reader
from desktop.store.reads import LocalReads
from tests.store.conftest import NOON

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n"


def asks(port: Reads) -> Reads:
    """Return `port`, which the type checker takes for the door that screens know."""
    return port


def test_it_is_the_door_that_screens_know(reads):
    assert asks(reads).count("account", EVERYTHING) > 0


def test_a_question_under_way_can_be_stopped(company):
    reader = Reader(company / DATABASE)
    running = threading.Event()
    stopped = []

    def ask() -> None:
        try:
            with reader.question():
                running.set()
                reader.rows(ENDLESS)
        except CancelledError as error:
            stopped.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    running.wait(5)
    while thread.is_alive():
        reader.interrupt()
        thread.join(0.01)
    assert stopped
    with reader.question():
        assert reader.number("SELECT 1") == 1
    reader.close()


def test_a_stopped_snapshot_leaves_the_list_as_it_was(own_reads):
    query = ListQuery("account", ("name",))
    before = own_reads.snapshot(1, query)
    ids = own_reads.ids_between(1, 0, before.total)
    reader = own_reads._reader
    plain = reader.write

    def stop_at_insert(sql):
        text = sql if isinstance(sql, str) else sql.text
        if text.startswith("INSERT"):
            own_reads.interrupt()
        plain(sql)

    reader.write = stop_at_insert
    with pytest.raises(CancelledError):
        own_reads.snapshot(1, ListQuery("account", (), search="hong"))
    reader.write = plain
    assert own_reads.ids_between(1, 0, before.total) == ids
    assert own_reads.snapshot(1, query) == before


def test_a_question_sees_one_state_of_the_database(own_store, own_reads):
    reader = own_reads._reader
    count = 'SELECT count(*) FROM "source"'
    with reader.question():
        before = reader.number(count)
        with own_store.work(own_store.owner(), "test") as work:
            work.bulk_insert("source", [{"name": "new"}])
        assert reader.number(count) == before
    with reader.question():
        assert reader.number(count) == before + 1


def test_a_missing_database_is_told(tmp_path):
    with pytest.raises(StorageError, match=r"\w+"):
        LocalReads(tmp_path / DATABASE, FrozenClock(NOON))


def test_a_damaged_database_is_told(own_company):
    path = own_company / DATABASE
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x17" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(CorruptStoreError, match=r"\w+"):
        LocalReads(path, FrozenClock(NOON)).count("account", EVERYTHING)


def test_nothing_can_be_written_through_it(reads):
    with pytest.raises(StorageError), reads._reader.question() as reader:
        reader.write('DELETE FROM "account"')


def test_it_opens_without_the_mapped_classes():
    code = (
        "import sys; import desktop.store.reads; "
        "heavy = [m for m in sys.modules if m.split('.')[0] in "
        "{'sqlalchemy', 'alembic', 'PySide6', 'asyncio'} or m.startswith('desktop.models')]; "
        "sys.exit(' '.join(heavy) or None)"
    )
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
