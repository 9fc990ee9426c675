"""An import is taken back at the centre as a whole, but for what others did since."""

from __future__ import annotations

import uuid

import pytest

from desktop.models.system import ImportRun
from desktop.services.imports import runs
from tests.sync.commanding import all_is_well, problems, sync


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


def imported(desk, *names):
    """Write records as an import does; return its run."""
    run_id = uuid.uuid4()
    with desk.store.work(desk.me, "import.run") as work:
        work.bulk_insert("account", [{"name": name} for name in names])
        group = work.group
    with desk.store.work(desk.me, "import_run.create") as work:
        facts = {"file_name": "a.xlsx", "entity": "account", "status": runs.DONE}
        work.session.add(ImportRun(id=run_id, undo_group=group, **facts))
    return run_id


def take_back(desk, run_id):
    return runs.undo_run(desk.store, desk.me, run_id, lambda _done, _of: None)


def living(desk):
    rows = desk.asked("SELECT name FROM account WHERE deleted_at IS NULL ORDER BY name")
    return [name for (name,) in rows]


def test_an_import_is_taken_back_at_the_centre_but_for_what_others_changed(an, binh):
    run_id = imported(an, "A", "B", "C")
    sync(an, binh)
    ids = {n: uuid.UUID(bytes=i) for n, i in an.asked("SELECT name, id FROM account")}
    binh.change("account", ids["B"], short_name="b")
    binh.sync()
    undone = take_back(an, run_id)
    assert undone.waits
    assert living(an) == ["A", "B", "C"]
    sync(an, binh)
    assert living(an) == living(binh) == ["B"]
    assert problems(an) == [("refused", "account", None, "kept")]
    all_is_well(an, binh)


def test_an_import_that_was_never_sent_is_taken_back_too(an, binh):
    take_back(an, imported(an, "A", "B"))
    sync(an, binh)
    assert living(an) == living(binh) == []
    all_is_well(an, binh)


def test_what_was_changed_here_after_an_import_stays(an, binh):
    run_id = imported(an, "A", "B")
    sync(an)
    (row,) = an.asked("SELECT id FROM account WHERE name = 'A'")
    an.change("account", uuid.UUID(bytes=row[0]), short_name="quen")
    assert take_back(an, run_id).left == 1
    sync(an, binh)
    assert living(binh) == ["A"]
    all_is_well(an, binh)


def test_taking_an_import_back_gives_records_their_old_values(an, binh):
    made = an.make("account", name="Cũ")
    sync(an, binh)
    run_id = imported(an, "Mới")
    (group,) = an.asked("SELECT undo_group FROM import_run")[0]
    with an.store.work(an.me, "import.run", group=group) as work:
        work.bulk_update("account", [made], {"name": "Nhập đè"})
    sync(an, binh)
    assert living(binh) == ["Mới", "Nhập đè"]
    take_back(an, run_id)
    sync(an, binh)
    assert living(an) == living(binh) == ["Cũ"]
    all_is_well(an, binh)


def test_taking_back_an_import_that_changed_very_many_records_is_not_too_large(an, binh):
    long = "Ghi chú dài của khách. " * 400
    with an.store.work(an.me, "account.create") as work:
        rows = [{"name": f"K{n:04}", "description": long} for n in range(400)]
        ids = work.bulk_insert("account", rows)
    sync(an, binh)
    run_id = imported(an, "Mới")
    (group,) = an.asked("SELECT undo_group FROM import_run")[0]
    with an.store.work(an.me, "import.run", group=group) as work:
        work.bulk_update("account", ids, {"description": "Nhập đè"})
    sync(an, binh)
    take_back(an, run_id)
    sync(an, binh)
    sync(an, binh)
    assert problems(an) == []
    query = "SELECT count(*) FROM account WHERE description = 'Nhập đè'"
    assert an.asked(query) == binh.asked(query) == [(0,)]
    assert "Mới" not in living(binh)
    all_is_well(an, binh)
