"""What travels as a command: done here at once, at the centre as a whole, undone like everything."""

from __future__ import annotations

import pytest

from desktop.services.commands import LocalCommands, load_commands
from tests.sync.faults import checks

load_commands()


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


def run(desk, key, **arguments):
    """Run a command as the window does; return its group."""
    return LocalCommands(desk.store, desk.me).run(key, arguments).changes.group


def undo(desk, group):
    return run(desk, "undo.group", group=group)


def merge(desk, kept, *others, **values):
    ids = [str(one) for one in (kept, *others)]
    return run(desk, "account.merge", ids=ids, master=str(kept), values=values)


def sync(*desks):
    for _time in range(2):
        for one in desks:
            one.sync()


def all_is_well(*desks):
    for one in desks:
        assert not list(checks.what_is_stuck(one))
        assert not list(checks.what_differs(one))


def problems(desk):
    return desk.asked("SELECT kind, tbl, col, code FROM sync_problem WHERE solved_at IS NULL")


@pytest.fixture
def pair(an, binh):
    found = [an.make("account", name=name) for name in ("Hoa Sen", "Hoa Sen Group")]
    sync(an, binh)
    return found


def test_a_merge_is_seen_here_at_once_and_at_the_centre_with_all_that_hangs(an, binh, pair):
    kept, gone = pair
    person = binh.make("contact", full_name="Lê Hoa", account_id=gone)
    sync(binh)
    merge(an, kept, gone)
    assert an.cell("account", gone, "deleted_at") is not None
    sync(an, binh)
    assert binh.cell("contact", person, "account_id") == kept.bytes
    assert an.cell("contact", person, "account_id") == kept.bytes
    assert problems(an) == problems(binh) == []
    all_is_well(an, binh)


def test_a_merge_takes_the_chosen_values_along(an, binh, pair):
    merge(an, *pair, name="Tập đoàn Hoa Sen")
    sync(an, binh)
    assert binh.cell("account", pair[0], "name") == "Tập đoàn Hoa Sen"
    all_is_well(an, binh)


def test_what_a_colleague_changed_meanwhile_is_a_conflict_and_the_merge_is_done(an, binh, pair):
    binh.change("account", pair[0], name="Sen")
    sync(binh)
    merge(an, *pair, name="Tập đoàn Hoa Sen")
    sync(an, binh)
    assert problems(an) == [("conflict", "account", "name", None)]
    assert an.cell("account", pair[0], "name") == "Sen"
    assert binh.cell("account", pair[1], "deleted_at") is not None
    all_is_well(an, binh)


def test_opposite_merges_offline_leave_one_record(an, binh, pair):
    person = an.make("contact", full_name="Lê Hoa", account_id=pair[0])
    sync(an, binh)
    merge(an, pair[0], pair[1])
    merge(binh, pair[1], pair[0])
    sync(an, binh)
    for one in (an, binh):
        assert one.asked("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(1,)]
        assert one.cell("contact", person, "account_id") == pair[0].bytes
    all_is_well(an, binh)


def test_a_merge_that_was_taken_back_before_it_was_sent_never_happened(an, binh, pair):
    undo(an, merge(an, *pair))
    sync(an, binh)
    assert an.asked("SELECT count(*) FROM outbox WHERE command IS NOT NULL") == [(0,)]
    assert an.cell("account", pair[1], "deleted_at") is None
    all_is_well(an, binh)


def test_a_merge_is_taken_back_at_the_centre_and_done_again(an, binh, pair):
    kept, gone = pair
    person = binh.make("contact", full_name="Lê Hoa", account_id=gone)
    sync(binh, an)
    done = merge(an, kept, gone)
    sync(an, binh)
    taken_back = undo(an, done) or an.asked("SELECT max(grp) FROM change")[0][0]
    sync(an, binh)
    for one in (an, binh):
        assert one.cell("contact", person, "account_id") == gone.bytes
        assert one.cell("account", gone, "deleted_at") is None
    undo(an, taken_back)
    sync(an, binh)
    for one in (an, binh):
        assert one.cell("contact", person, "account_id") == kept.bytes
        assert one.cell("account", gone, "deleted_at") is not None
    assert problems(an) == problems(binh) == []
    all_is_well(an, binh)


def test_a_refused_merge_leaves_everything_as_it_was(desk, an, pair, company):
    clerk = desk()
    for one in pair:
        an.change("account", one, owner_id=clerk.me.user_id)
    sync(an, clerk)
    merge(clerk, *pair)
    for one in pair:
        an.change("account", one, owner_id=an.me.user_id, is_shared=True)
    an.sync()
    clerk.sync()
    clerk.sync()
    assert [(kind, code) for kind, _t, _c, code in problems(clerk)] == [("refused", "denied")]
    assert clerk.cell("account", pair[1], "deleted_at") is None
    all_is_well(an, clerk)
