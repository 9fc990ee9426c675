"""What waits to be sent: cut to what the centre takes, without what was taken back, never stuck."""

from __future__ import annotations

import json

import pytest

from desktop.store.mirror import outbox, parking
from desktop.sync.errors import CentreError


@pytest.fixture
def an(desk):
    one = desk(is_administrator=True)
    one.sync()
    return one


def parts(desk):
    return desk.asked("SELECT status, first_seq, last_seq FROM outbox ORDER BY n")


def make_many(desk, count: int, text: str = "") -> None:
    with desk.store.work(desk.me, "account.create") as work:
        rows = [{"name": f"Khách {n}", "description": text or None} for n in range(count)]
        work.bulk_insert("account", rows)


def test_a_group_of_many_records_is_cut(an, company):
    make_many(an, outbox.OPERATIONS + 3)
    an.sync()
    assert len(parts(an)) == 2
    assert company.rows("SELECT count(*) FROM app.account") == [(outbox.OPERATIONS + 3,)]


def test_a_group_of_many_bytes_is_cut(an, company):
    make_many(an, 30, "đ" * 60_000)  # two bytes each
    an.sync()
    assert len(parts(an)) == 4
    assert company.rows("SELECT count(*) FROM app.account") == [(30,)]


def test_what_is_too_large_is_refused_and_blocks_nothing(an, company, monkeypatch):
    monkeypatch.setattr(parking, "LARGEST", 50_000)
    made = an.make("account", name="Hoa Sen")
    an.sync()
    an.change("account", made, description="x" * 60_000)
    an.change("account", made, name="Sen Vàng")
    an.sync()
    assert an.asked("SELECT kind, code, tbl FROM sync_problem") == [
        ("refused", "too_large", "account")
    ]
    assert company.rows("SELECT name, description FROM app.account") == [("Sen Vàng", None)]
    assert an.cell("account", made, "description") is None
    assert an.asked("SELECT count(*) FROM shadow") == [(0,)]


def test_a_message_that_the_centre_cannot_read_is_sent_part_by_part(an, company, monkeypatch):
    ids = [an.make("account", name=f"Khách {n}") for n in range(5)]
    push = an.centre.push

    def refuse(client, lease, following, rev, groups):
        if "Khách 2" in json.dumps(groups, ensure_ascii=False):
            raise CentreError("bad", "LH006")
        return push(client, lease, following, rev, groups)

    monkeypatch.setattr(an.centre, "push", refuse)
    an.sync()
    names = company.rows("SELECT name FROM app.account ORDER BY name")
    assert [name for (name,) in names] == ["Khách 0", "Khách 1", "Khách 3", "Khách 4"]
    assert an.asked("SELECT code, row_id FROM sync_problem") == [("bad_request", ids[2].bytes)]
    assert an.sync().sent == 0


def test_an_edit_that_was_undone_before_it_was_sent_costs_nothing(an):
    made = an.make("account", name="Hoa Sen")
    an.sync()
    before = an.asked("SELECT * FROM account")
    for name in ("Sen Vàng", "Sen Trắng", "Hoa Sen"):
        an.change("account", made, name=name)
    assert an.sync().sent == 0
    assert an.asked("SELECT * FROM account") == before
    assert an.asked("SELECT count(*) FROM shadow") == [(0,)]


def test_a_group_of_which_a_part_was_taken_back_is_sent_as_it_was_edited(an, company):
    made = an.make("account", name="Hoa Sen")
    an.sync()
    an.change("account", made, name="Sen Vàng", short_name="SV")
    an.change("account", made, name="Hoa Sen")
    assert an.sync().sent == 2
    assert company.rows("SELECT name, short_name FROM app.account") == [("Hoa Sen", "SV")]


def test_an_edit_that_was_sent_is_taken_back_by_another(an, company):
    made = an.make("account", name="Hoa Sen")
    an.sync()
    an.change("account", made, name="Sen Vàng")
    with an.engine.engine_work() as writing:  # as if the answer was lost
        outbox.mark_sent(writing.connection, outbox.next_parts(writing.connection))
    an.change("account", made, name="Hoa Sen")
    assert an.sync().sent == 2
    assert company.rows("SELECT name FROM app.account") == [("Hoa Sen",)]
