"""A later program migrates a joined profile: what waits to be sent is there, and is sent (I-17)."""

from __future__ import annotations

import json
import shutil
import uuid
from textwrap import dedent

import pytest

from desktop.store.engine import Role
from desktop.store.migrations import HEAD
from desktop.store.migrations.run import MIGRATIONS, migrate
from desktop.store.mirror import applying
from desktop.store.mirror.applying import Pulled
from desktop.store.mirror.tables import get_state
from desktop.store.work import Store
from desktop.sync.engine import Engine
from tests.sync.commanding import all_is_well, merge, problems

NEXT = """
    import sqlalchemy as sa
    from alembic import op

    from desktop.models import types

    revision = "{head:04}"
    down_revision = "{before:04}"

    def upgrade():
        op.add_column("account", sa.Column("shoe_size", types.Integer(), nullable=True))
        op.execute("UPDATE account SET shoe_size = length(name)")
        facts = dict(recreate="always", table_kwargs=dict(sqlite_strict=True))
        with op.batch_alter_table("note", **facts) as note:
            note.add_column(sa.Column("mood", types.Text(), nullable=True))
"""
KEPT = (
    "SELECT seq, grp, tbl, row_id, op, diff, before, command FROM change ORDER BY seq",
    "SELECT * FROM outbox ORDER BY n",
    "SELECT * FROM carried ORDER BY grp, seq",
    "SELECT * FROM shadow ORDER BY tbl, row_id",
    "SELECT * FROM sync_state ORDER BY key",
    "SELECT * FROM my_acl ORDER BY acl_id",
)


@pytest.fixture
def versions(tmp_path):
    """The folder of a program's revisions with one more."""
    folder = tmp_path / "versions"
    shutil.copytree(MIGRATIONS / "versions", folder)
    text = dedent(NEXT).format(head=HEAD + 1, before=HEAD)
    (folder / f"{HEAD + 1:04}_next.py").write_text(text)
    return folder


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


def upgrade(desk, versions):
    """Close the program, bring its database to the next revision, and open it again."""
    desk.store.close()
    migrate(desk.folder, desk.clock, versions=versions, head=HEAD + 1)
    desk.store = Store(desk.folder, desk.clock, Role.WORKER)
    desk.engine = Engine(desk.store, desk.me, desk.centre, "PC")


def held(desk):
    return [desk.asked(query) for query in KEPT]


def edit_in_every_way(desk, old, binned, twin):
    """Leave edits of each kind: not collected, queued, sent without an answer, a command."""
    made = desk.make("account", name="Mới")
    desk.change("account", old, name="Sen Vàng")
    desk.delete("account", binned)
    desk.make("note", subject="Ghi", account_id=made)
    desk.engine._prepare()  # they are sent, and no answer comes
    merge(desk, old, twin)
    desk.change("account", made, short_name="M")
    return made


@pytest.mark.parametrize("is_collected", [False, True])
def test_an_upgrade_keeps_what_waits_and_sends_it(an, desk, versions, is_collected):
    old, binned, twin = (an.make("account", name=n, is_shared=True) for n in ("Sen", "Bỏ", "Sen 2"))
    an.sync()
    made = edit_in_every_way(an, old, binned, twin)
    if is_collected:
        with an.engine.engine_work():
            pass
    before = held(an)
    upgrade(an, versions)
    assert held(an) == before
    assert an.cell("account", old, "name") == "Sen Vàng"
    assert an.sync().problems == 0
    binh = desk(is_administrator=True)
    binh.sync()
    assert binh.cell("account", old, "name") == "Sen Vàng"
    assert binh.cell("account", made, "short_name") == "M"
    for gone in (binned, twin):
        assert binh.cell("account", gone, "deleted_at") is not None
    assert problems(an) == []
    an.sync()
    all_is_well(an, binh)


def test_after_an_upgrade_edits_are_captured_and_the_new_column_is_left_alone(an, versions):
    made = an.make("account", name="Sen")
    an.change("account", made, short_name="S")
    upgrade(an, versions)
    assert an.cell("account", made, "shoe_size") == 3
    an.sync()
    assert an.cell("account", made, "shoe_size") == 3
    an.change("account", made, short_name="T")
    note = an.make("note", subject="Ghi", account_id=made)
    assert an.sync().sent == 2
    assert an.cell("note", note, "acl_id") is not None
    all_is_well(an)


def test_what_a_later_program_deleted_in_its_own_table_is_passed_over(an):
    an.sync()
    with an.engine.engine_work() as writing:
        cursor = json.loads(get_state(writing.connection, applying.CURSOR))
        pulled = Pulled(cursor, cursor, removed=[("opportunity", uuid.uuid4())])
        assert applying.apply_pull(writing.connection, pulled) == {}
