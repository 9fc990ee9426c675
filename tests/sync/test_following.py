"""Conflicts and refusals follow their person; what is typed is never lost."""

from __future__ import annotations

import pytest

from desktop.models.base import record_class
from desktop.services.keeping_both import keep_both
from desktop.store.mirror import problems
from desktop.sync.following import follow_problems


@pytest.fixture
def an(desk):
    return desk()


@pytest.fixture
def other(desk, an):
    """An's second computer."""
    return desk(an.centre.address.user)


@pytest.fixture
def account(an):
    made = an.make("account", party_type="company", name="Sông Hương", description="gọi")
    an.sync()
    return made


def sync(*desks):
    for one in desks:
        one.sync()
        follow_problems(one.store, one.me, one.centre)


def told(one):
    with one.store.reading() as connection:
        return problems.open_problems(connection)


def found(one, number=0):
    with one.store.reading() as connection:
        return problems.problem(connection, problems.open_problems(connection)[number]["n"])


def close(one):
    with one.store.work(one.me, "sync.solve", captured=False) as work:
        connection = work.writing.connection
        for problem in problems.open_problems(connection):
            problems.close(connection, problem["n"], 1)


@pytest.fixture
def conflict(an, other, account):
    """Both computers edit the same field; the first one wins, the second has a conflict."""
    sync(other)
    an.change("account", account, short_name="MỘT", description="gọi\nđã gửi")
    other.change("account", account, short_name="HAI", description="gọi T5")
    sync(an, other)
    return account


def test_a_conflict_is_shown_on_every_computer_and_settled_on_one(an, other, conflict):
    assert {one["field"] for one in told(other)} == {"short_name", "description"}
    sync(an)
    assert {one["field"] for one in told(an)} == {"short_name", "description"}
    sync(an, other)
    assert len(told(an)) == len(told(other)) == 2
    close(an)
    sync(an, other)
    assert told(an) == told(other) == []
    sync(other, an)
    assert told(an) == told(other) == []


def test_what_was_settled_offline_does_not_come_back(an, other, conflict):
    sync(an)
    close(an)
    close(other)
    sync(other, an)
    assert told(an) == told(other) == []


def test_long_texts_are_merged_and_clashes_counted(an, other, conflict):
    texts = {one["field"]: (one["merged"], one["clashes"]) for one in told(other)}
    assert texts["description"] == ("gọi\nđã gửi\ngọi T5", 1)
    assert texts["short_name"] == (None, None)
    (text,) = [n for n, one in enumerate(told(other)) if one["field"] == "description"]
    problem = found(other, text)
    problems.take_value(other.store, other.me, problem, "gọi T5, đã gửi")
    sync(other, an)
    assert an.cell("account", conflict, "description") == "gọi T5, đã gửi"


def test_both_are_kept_as_two_records(an, other, conflict):
    (name,) = [n for n, one in enumerate(told(other)) if one["field"] == "short_name"]
    copy = keep_both(other.store, other.me, found(other, name))
    sync(other, an)
    assert an.cell("account", conflict, "short_name") == "MỘT"
    assert an.cell("account", copy, "short_name") == "HAI"
    assert an.cell("account", copy, "name") == "Sông Hương"


def test_what_was_refused_is_kept_and_follows_too(an, other, desk, company):
    binh = desk()
    hidden = binh.make("account", party_type="company", name="Kín", is_shared=True)
    binh.sync()
    sync(an)
    binh.change("account", hidden, is_shared=False)
    binh.sync()
    with an.store.work(an.me, "note.create") as work:
        work.session.add(record_class("note")(subject="Gọi lại", account_id=hidden))
    sync(an)
    (refused,) = told(an)
    assert refused["kind"] == "refused"
    (edit,) = refused["edits"]
    assert (edit["entity"], edit["op"]) == ("note", "I")
    assert edit["values"]["subject"] == "Gọi lại"
    assert edit["values"]["account_id"] == str(hidden)
    sync(other)
    (there,) = told(other)
    assert there["edits"][0]["values"]["subject"] == "Gọi lại"
    close(other)
    sync(other, an)
    assert told(an) == []
