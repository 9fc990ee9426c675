"""What a person answers to a conflict becomes true on both sides."""

from __future__ import annotations

import pytest

from desktop.core.errors import RecordGoneError, RuleBrokenError
from desktop.services.commands import load_commands
from desktop.services.long_work import LongWork
from desktop.store.mirror import problems
from desktop.store.mirror.forgetting import forget_row
from desktop.sync import solving

load_commands()


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


@pytest.fixture
def made(an, binh):
    found = an.make("account", name="Hoa Sen")
    an.sync()
    binh.sync()
    return found


def insist(desk, column):
    """Take one's own value of the only problem."""
    with desk.store.reading() as connection:
        (told,) = problems.open_problems(connection)
        assert told["field"] == column
        found = problems.problem(connection, told["n"])
    problems.take_mine(desk.store, desk.me, found)


def test_a_conflict_tells_who_changed_the_record_and_when(an, binh, made):
    an.change("account", made, name="Sen")
    binh.change("account", made, name="Hồng")
    an.sync()
    binh.sync()
    with binh.store.reading() as connection:
        (told,) = problems.open_problems(connection)
    assert told["by"] == str(an.me.user_id)
    an.sync()
    assert told["written_at"] == an.cell("account", made, "updated_at")


def test_who_changed_a_record_is_forgotten_with_it(an, binh, made):
    an.change("account", made, name="Sen")
    binh.change("account", made, name="Hồng")
    an.sync()
    binh.sync()
    with binh.store.work(binh.me, "sync", captured=False) as work:
        forget_row(work.writing.connection, "account", made.bytes)
    with binh.store.reading() as connection:
        assert "by" not in problems.open_problems(connection)[0]


def test_a_record_that_somebody_binned_is_restored(an, binh, made):
    an.delete("account", made)
    binh.change("account", made, name="Sen")
    an.sync()
    binh.sync()
    insist(binh, "deleted_at")
    binh.sync()
    an.sync()
    for one in (an, binh):
        assert one.cell("account", made, "deleted_at") is None
        assert one.cell("account", made, "name") == "Sen"


def test_a_record_that_somebody_changed_is_deleted_all_the_same(an, binh, made):
    an.change("account", made, name="Sen")
    binh.delete("account", made)
    an.sync()
    binh.sync()
    assert binh.cell("account", made, "deleted_at") is None
    insist(binh, "deleted_at")
    binh.sync()
    an.sync()
    for one in (an, binh):
        assert one.cell("account", made, "deleted_at") is not None


@pytest.fixture
def conflict(an, binh, made):
    """What both of them wrote; Bình was later, and his program asks him."""
    an.change("account", made, name="Sen")
    binh.change("account", made, name="Hồng")
    an.sync()
    binh.sync()
    with binh.store.reading() as connection:
        (told,) = problems.open_problems(connection)
        return problems.problem(connection, told["n"])


def ask(desk, found, choice, value=None):
    work = LongWork(desk.store, desk.me, lambda: None, desk.folder, lambda *_args: None)
    return solving.solve(work, found.n, choice, value)


def open_ones(desk):
    with desk.store.reading() as connection:
        return problems.open_problems(connection)


def test_what_is_asked_for_in_two_windows_is_done_once(binh, conflict):
    for _window in range(2):
        assert ask(binh, conflict, "both")["problems"] == 0
    assert len(binh.asked("SELECT 1 FROM account")) == 2
    ask(binh, conflict, "mine")
    binh.sync()
    assert binh.asked("SELECT name FROM account ORDER BY name") == [("Hồng",), ("Sen",)]


def test_a_program_that_ends_while_it_keeps_both_makes_one_copy(binh, conflict, monkeypatch):
    def killed(*_told):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(solving, "to_micros", killed)
        with pytest.raises(SystemExit):
            ask(binh, conflict, "both")
    ask(binh, conflict, "both")
    assert len(binh.asked("SELECT 1 FROM account")) == 2


@pytest.mark.parametrize(("choice", "value"), [("mine", None), ("merged", "X"), ("both", None)])
def test_what_was_typed_into_a_record_that_is_gone_is_not_lost_in_silence(
    an, binh, conflict, choice, value
):
    an.delete("account", conflict.row_id)
    with an.store.work(an.me, "account.purge") as work:
        work.purge("account", [conflict.row_id])
    an.sync()
    binh.sync()
    assert not binh.has("account", conflict.row_id)
    with pytest.raises(RecordGoneError):
        ask(binh, conflict, choice, value)
    (told,) = open_ones(binh)
    assert told["mine"] == "Hồng"
    assert ask(binh, conflict, "theirs")["problems"] == 0


@pytest.mark.parametrize("choice", ["mine", "merged"])
@pytest.mark.parametrize(("table", "column"), [("account", "extra.x_gone"), ("later", "name")])
def test_a_field_of_a_later_program_or_one_that_was_removed_is_told(
    binh, conflict, choice, table, column
):
    with binh.store.work(binh.me, "sync", captured=False) as work:
        query = "UPDATE sync_problem SET tbl = ?, col = ?"
        work.connection.execute(query, (table, column))
    with pytest.raises(RuleBrokenError):
        ask(binh, conflict, choice, "X")
    assert len(open_ones(binh)) == 1
