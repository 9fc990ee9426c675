"""What travels as a command: done here at once, at the centre as a whole, undone like all else."""

from __future__ import annotations

import json

import pytest

from desktop.core.errors import InvalidValueError
from tests.sync.commanding import all_is_well, merge, problems, run, sync, undo


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


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


def test_joined_tags_are_joined_on_every_record_of_the_company(an, binh):
    one, other = (an.make("tag", name=name) for name in ("Quý", "VIP"))
    sync(an, binh)
    hidden = binh.make("account", name="Riêng", tags=[str(other)], visibility=0)
    both = an.make("account", name="Cả hai", tags=[str(other), str(one)])
    sync(an, binh)
    run(an, "tag.join", ids=[str(other)], into_id=str(one))
    sync(an, binh)
    assert binh.cell("account", hidden, "tags") == json.dumps([str(one)])
    for desk in (an, binh):
        assert desk.cell("account", both, "tags") == json.dumps([str(one)])
    assert problems(an) == []
    all_is_well(an, binh)


def test_a_hand_over_takes_along_what_hangs_on_it_though_hidden(an, binh, pair, company):
    kept = pair[0]
    note = an.make("note", subject="Gọi lại", account_id=kept)
    sync(an, binh)
    run(an, "account.hand_over", ids=[str(kept)], owner_id=str(binh.me.user_id))
    assert an.cell("note", note, "owner_id") == binh.me.user_id.bytes
    late = an.make("note", subject="Mới", account_id=kept)
    sync(an, binh)
    for one in (an, binh):
        assert one.cell("account", kept, "owner_id") == binh.me.user_id.bytes
        assert one.cell("note", note, "owner_id") == binh.me.user_id.bytes
        assert one.cell("note", late, "owner_id") == an.me.user_id.bytes
    assert problems(an) == []
    all_is_well(an, binh)


def test_a_lead_that_is_handed_over_changes_its_state_with_it(an, binh):
    lead = an.make("lead", full_name="Lê Hoa")
    sync(an, binh)
    run(an, "lead.assign", ids=[str(lead)], owner_id=str(binh.me.user_id))
    sync(an, binh)
    assert binh.cell("lead", lead, "status") == "assigned"
    assert binh.cell("lead", lead, "owner_id") == binh.me.user_id.bytes
    assert problems(an) == []
    all_is_well(an, binh)


def test_a_hand_over_that_was_taken_back_before_it_was_sent_never_happened(an, binh, pair):
    undo(an, run(an, "account.hand_over", ids=[str(pair[0])], owner_id=str(binh.me.user_id)))
    sync(an, binh)
    assert binh.cell("account", pair[0], "owner_id") == an.me.user_id.bytes
    all_is_well(an, binh)


def test_what_may_not_be_handed_over_is_told_and_goes_back(an, binh, desk, company):
    clerk = desk()
    mine, lost = (clerk.make("account", name=name, is_shared=True) for name in ("A", "B"))
    sync(an, clerk)
    an.change("account", lost, owner_id=an.me.user_id)
    an.sync()
    ids = [str(mine), str(lost)]
    run(clerk, "account.hand_over", ids=ids, owner_id=str(an.me.user_id))
    sync(clerk, an)
    assert problems(clerk) == [("refused", "account", None, "denied")]
    assert clerk.cell("account", mine, "owner_id") == an.me.user_id.bytes
    all_is_well(an, clerk)


def test_moves_that_would_close_a_ring_together_are_refused_once(an, binh):
    upper, lower = (an.make("account", name=name) for name in ("Mẹ", "Con"))
    sync(an, binh)
    run(an, "account.move", id=str(lower), parent_id=str(upper))
    run(binh, "account.move", id=str(upper), parent_id=str(lower))
    sync(an, binh)
    assert problems(an) == []
    assert problems(binh) == [("refused", "account", "parent_id", "cycle")]
    for one in (an, binh):
        assert one.cell("account", lower, "parent_id") == upper.bytes
        assert one.cell("account", upper, "parent_id") is None
    all_is_well(an, binh)


def test_a_record_is_never_put_below_itself_here(an):
    upper, lower = (an.make("account", name=name) for name in ("Mẹ", "Con"))
    run(an, "account.move", id=str(lower), parent_id=str(upper))
    with pytest.raises(InvalidValueError):
        run(an, "account.move", id=str(upper), parent_id=str(lower))
    with pytest.raises(InvalidValueError):
        run(an, "account.save", id=str(upper), values={"parent_id": [None, str(lower)]})


def test_a_move_of_what_somebody_moved_is_refused_and_goes_back(an, binh, pair):
    third = an.make("account", name="Khác")
    sync(an, binh)
    run(an, "account.move", id=str(pair[0]), parent_id=str(third))
    run(binh, "account.move", id=str(pair[0]), parent_id=str(pair[1]))
    sync(an, binh)
    assert problems(binh) == [("refused", "account", "parent_id", "not_expected")]
    assert binh.cell("account", pair[0], "parent_id") == third.bytes
    all_is_well(an, binh)
