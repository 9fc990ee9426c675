"""Logging what was done in one line, and what is planned next."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.core.clock import from_micros, to_micros
from desktop.core.errors import InvalidValueError
from desktop.core.pages import ListQuery
from desktop.services.commands import UNDO

SOON = to_micros(dt.datetime(2031, 11, 27, 2, tzinfo=dt.UTC))


@pytest.fixture
def all_of(reads):
    """Return what reads the values of all living records of an entity, by subject."""

    def read(entity, *columns):
        page = reads.first_page(ListQuery(entity, ("subject", *columns)))
        return {row.values[0]: row.values[1:] for row in page.rows}

    return read


def test_a_call_is_held_now_with_what_was_said_as_its_result(commands, make, values_of, store):
    account = make("account")
    made = commands.run("call.log", {"text": "Khách chốt đơn", "account_id": account}).value
    call = values_of("call", made)
    assert (call["subject"], call["result"]) == ("Khách chốt đơn", "Khách chốt đơn")
    assert (call["status"], call["direction"]) == ("held", "outbound")
    assert abs((store.clock.now() - from_micros(call["called_at"])).total_seconds()) < 60
    assert call["account_id"] == account


@pytest.mark.parametrize("key", ["call", "visit", "meeting"])
def test_what_is_planned_has_a_moment_and_no_result(commands, make, values_of, key):
    arguments = {"text": "Báo giá", "account_id": make("account"), "at": SOON, "planned": True}
    planned = values_of(key, commands.run(f"{key}.log", arguments).value)
    assert (planned["status"], planned["result"]) == ("planned", None)
    assert SOON in planned.values()


@pytest.mark.parametrize("key", ["call", "visit", "meeting"])
def test_the_next_one_is_planned_with_the_same_people_and_undone_as_one(
    commands, make, all_of, key
):
    contact = make("contact")
    arguments = {"text": "Chưa quyết", "contact_id": contact, "next_at": SOON}
    outcome = commands.run(f"{key}.log", arguments)
    found = all_of(key, "status", "contact_id")
    assert {status for status, _who in found.values()} == {"held", "planned"}
    assert len({who for _status, who in found.values()}) == 1
    commands.run(UNDO, {"group": outcome.changes.group})
    assert not all_of(key)


@pytest.mark.parametrize("key", ["call", "visit", "meeting"])
def test_closing_with_a_moment_plans_the_next_one_under_one_again(commands, make, all_of, key):
    made = make(key, subject="Hỏi giá", result=None)
    for _round in range(2):
        commands.run(f"{key}.hold", {"ids": [made], "result": "Gọi lại sau", "next_at": SOON})
        (made,) = [str(row.id) for row in planned(all_of, commands, key)]
    subjects = list(all_of(key))
    assert sum("again: Hỏi giá" in one for one in subjects) == len(subjects) - 1
    assert not any(one.count("again") > 1 for one in subjects)


def planned(all_of, commands, key):
    from desktop.core.filters import Condition, Group, Op

    reads = all_of.__closure__[0].cell_contents
    only = Group((Condition("status", Op.EQUALS, "planned"),))
    return reads.first_page(ListQuery(key, ("subject",), only)).rows


def test_a_contact_brings_the_customer_and_a_lead_stands_by_itself(commands, make, values_of):
    account, lead = make("account"), make("lead")
    contact = make("contact", account_id=account)
    at_contact = values_of(
        "call", commands.run("call.log", {"text": "A", "contact_id": contact}).value
    )
    assert (at_contact["account_id"], at_contact["contact_id"]) == (account, contact)
    at_lead = values_of("visit", commands.run("visit.log", {"text": "A", "lead_id": lead}).value)
    assert (at_lead["account_id"], at_lead["lead_id"]) == (None, lead)


def test_a_long_text_is_kept_whole_under_a_short_subject(commands, make, values_of):
    text = "Khách hỏi rất nhiều về bảo hành và thời gian giao hàng của lô máy in thứ hai. " * 4
    note = values_of("note", commands.run("note.log", {"text": text}).value)
    assert len(note["subject"]) <= 80
    assert note["subject"].endswith("…")
    assert note["body"] == text.strip()
    assert values_of("note", commands.run("note.log", {"text": "Ngắn"}).value)["body"] is None


@pytest.mark.parametrize("key", ["call", "visit", "meeting", "note"])
def test_nothing_said_is_refused(commands, key):
    with pytest.raises(InvalidValueError):
        commands.run(f"{key}.log", {"text": " \n "})


def test_the_number_that_was_dialled_is_kept(commands, values_of):
    made = commands.run("call.log", {"text": "A", "number": "0912345678"}).value
    assert values_of("call", made)["phones"] == [{"number": "+84912345678", "label": ""}]
