"""The schema's history makes what the declarations say, and no migration ends half-way."""

from __future__ import annotations

import re
import shutil
import time
from contextlib import closing
from textwrap import dedent

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from desktop.core.errors import StorageError
from desktop.models.base import Base
from desktop.models.contacts import Account
from desktop.store import backup, derived
from desktop.store.engine import DATABASE, Role, connect_reader
from desktop.store.migrations import HEAD
from desktop.store.migrations.compared import is_compared
from desktop.store.migrations.run import MIGRATIONS, alembic_config, migrate
from desktop.store.orm import driver_of, make_engine
from desktop.store.profile import open_profile
from desktop.store.profile_state import State, state_of
from desktop.store.work import Store
from tests.store.processes import other_process
from tests.store.states import records

NEXT = """
    import sqlalchemy as sa
    from alembic import op

    from desktop.models import types

    revision = "{head:04}"
    down_revision = "{before:04}"

    def upgrade():
        op.add_column("account", sa.Column("shoe_size", types.Integer(), nullable=True))
        op.execute("UPDATE account SET shoe_size = length(name)")
        with op.batch_alter_table("tag", table_kwargs=dict(sqlite_strict=True)) as tag:
            tag.alter_column("colour", new_column_name="tint")
        {more}
"""


@pytest.fixture
def versions(tmp_path):
    """Return what writes a folder of revisions, one more than there are."""

    def write(more="pass"):
        folder = tmp_path / "versions"
        shutil.copytree(MIGRATIONS / "versions", folder)
        text = dedent(NEXT).format(head=HEAD + 1, before=HEAD, more=more)
        (folder / f"{HEAD + 1:04}_next.py").write_text(text)
        return folder

    return write


@pytest.fixture
def lived_in(profile, clock):
    store = Store(profile, clock, Role.WINDOW)
    with store.work(store.owner(), "create") as work:
        work.bulk_insert("account", [{"name": f"Công ty {number}"} for number in range(20)])
        work.bulk_insert("tag", [{"name": "VIP", "colour": "red"}])
    store.close()
    return profile


@pytest.fixture
def upgraded(tmp_path):
    """Return the connection of a database made by its history alone."""
    engine = make_engine(tmp_path / DATABASE, Role.WORKER, create=True)
    with engine.connect() as connection:
        with connection.begin():
            from alembic import command

            command.upgrade(alembic_config(connection, MIGRATIONS / "versions"), "head")
        yield connection
    engine.dispose()


def tables(connection):
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return {name: sorted(re.findall(r"[^\s,()]+", sql)) for name, sql in connection.execute(query)}


def test_the_history_makes_what_is_declared(upgraded):
    context = MigrationContext.configure(
        upgraded, opts={"include_object": is_compared, "compare_type": True}
    )
    differences = compare_metadata(context, Base.metadata)
    assert differences == [], "run: python -m tools.revision 'What changed'"


def test_a_new_database_is_that_of_the_history(upgraded, store):
    made = tables(store.driver)
    for name in ("search", "digits", "lookup", "occurrence"):
        made = {table: sql for table, sql in made.items() if table.split("_")[0] != name}
    assert tables(driver_of(upgraded)) == made


def test_head_is_the_last_revision(upgraded):
    script = ScriptDirectory.from_config(alembic_config(upgraded, MIGRATIONS / "versions"))
    assert script.get_current_head() == f"{HEAD:04}"
    assert [int(one.revision) for one in script.walk_revisions()][::-1] == list(range(1, HEAD + 1))


def test_what_is_derived_is_not_compared(store):
    context = MigrationContext.configure(
        store._connection, opts={"include_object": is_compared, "compare_type": True}
    )
    assert compare_metadata(context, Base.metadata) == []


def test_a_migration_keeps_the_records_and_captures_afterwards(lived_in, versions, clock):
    copy = migrate(lived_in, clock, versions=versions(), head=HEAD + 1)
    assert copy.name.startswith(f"before-{HEAD + 1:04}-")
    assert backup.is_sound(copy)
    with closing(Store(lived_in, clock, Role.WINDOW)) as store:
        read = store.driver.execute
        assert read("SELECT DISTINCT shoe_size FROM account ORDER BY 1").fetchall() == [(9,), (10,)]
        assert read("SELECT name, tint FROM tag").fetchall() == [("VIP", "red")]
        assert read("SELECT count(*) FROM change").fetchone() == (22,)  # none by the migration
        assert read("SELECT count(*) FROM search WHERE search MATCH 'cong'").fetchone() == (20,)
        rid = "SELECT type, pk FROM pragma_table_info('tag') WHERE name = 'rid'"
        assert read(rid).fetchall() == [("INTEGER", 1)]
        with store.work(store.owner(), "save") as work:
            [account, *_others] = work.session.scalars(sa.select(Account)).all()
            account.name = "Tây Hồ"
        assert read("SELECT count(*) FROM change").fetchone() == (23,)
        triggers = {name for entity in ("account", "tag") for name in _triggers(store, entity)}
        assert len([name for name in triggers if name.startswith("capture_")]) == 6


def _triggers(store, table):
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    return [name for (name,) in store.driver.execute(query, (table,))]


def test_a_migration_that_fails_changes_nothing(lived_in, versions, clock):
    before = _whole_schema(lived_in)
    with pytest.raises(ZeroDivisionError):
        migrate(lived_in, clock, versions=versions("1 / 0"), head=HEAD + 1)
    assert _whole_schema(lived_in) == before
    assert state_of(lived_in) is State.CURRENT


def test_a_migration_that_breaks_a_reference_changes_nothing(lived_in, versions, clock):
    more = (
        "op.execute('CREATE TABLE whole(id INTEGER PRIMARY KEY) STRICT'); "
        "op.execute('CREATE TABLE part(whole INTEGER REFERENCES whole) STRICT'); "
        "op.execute('INSERT INTO part VALUES(7)')"
    )
    before = _whole_schema(lived_in)
    with pytest.raises(RuntimeError, match="reference"):
        migrate(lived_in, clock, versions=versions(more), head=HEAD + 1)
    assert _whole_schema(lived_in) == before


def test_without_room_for_a_copy_nothing_is_migrated(lived_in, versions, clock, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise StorageError("full")

    monkeypatch.setattr(backup, "copy_database", refuse)
    before = _whole_schema(lived_in)
    with pytest.raises(StorageError):
        migrate(lived_in, clock, versions=versions(), head=HEAD + 1)
    assert _whole_schema(lived_in) == before


def test_an_old_profile_is_migrated_when_it_is_opened(lived_in, clock, monkeypatch):
    migrated = []
    monkeypatch.setattr("desktop.store.profile_state.HEAD", HEAD + 1)
    monkeypatch.setattr(
        "desktop.store.migrations.run.migrate", lambda *told: migrated.append(told[0])
    )
    assert state_of(lived_in) is State.OLD
    open_profile(lived_in, clock, Role.WORKER).close()
    assert migrated == [lived_in]


def _whole_schema(profile):
    with closing(connect_reader(profile / DATABASE)) as reader:
        schema = reader.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        version = reader.execute("PRAGMA user_version").fetchone()
        return schema, version, records(reader)


@pytest.mark.slow
@pytest.mark.soak
def test_a_migration_that_is_killed_leaves_the_old_or_the_new(lived_in, versions, rounds, clock):
    folder = versions("__import__('time').sleep(0.05)")
    code = f"""
        from desktop.store.migrations.run import migrate
        say("begins")
        migrate(profile, SystemClock(), versions=Path({str(folder)!r}), head={HEAD + 1})
        say("done")
    """
    old = _whole_schema(lived_in)
    ended = set()
    for number in range(rounds(8, 200)):
        trial = lived_in.parent / f"trial{number}"
        shutil.copytree(lived_in, trial)
        with other_process(trial, code) as process:
            process.hear()
            time.sleep(0.04 * (number % 20 + 1))
            process.kill()
        found = _whole_schema(trial)
        is_old = found == old
        ended.add(is_old)
        if not is_old:
            assert found[1] == (HEAD + 1,)
            with closing(Store(trial, clock, Role.WORKER)) as store:
                assert derived.is_current(store.driver)
                names = _triggers(store, "account")
                assert len([name for name in names if name.startswith("capture_")]) == 3
    assert True in ended
