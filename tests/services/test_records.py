"""Saving what a form changed, beside what others changed meanwhile; and the other generic verbs."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.errors import ConflictError, InvalidValueError, RecordGoneError, RuleBrokenError
from desktop.core.pages import ListQuery
from desktop.services.seeding import shipped_id

VIP, TET, LATE = (str(shipped_id("tag", key)) for key in ("vip", "tet", "late"))
MINE, THEIRS = "+84912345678", "+84987654321"


@pytest.fixture
def account(make):
    """Return a customer with a name, an address of two lines' remarks, and a tag."""
    return make("account", name="Hoa Sen", description="Một\nHai\nBa", tags=[VIP], employees=10)


@pytest.fixture
def save(commands, account):
    """Return what saves {field: (base, new)} of the customer."""

    def run(**edits):
        values = {name: list(pair) for name, pair in edits.items()}
        return commands.run("account.save", {"id": account, "values": values})

    return run


def test_two_people_change_different_fields_and_both_stand(save, account, values_of):
    save(name=("Hoa Sen", "Hoa Hồng"))
    save(employees=(10, 25))
    saved = values_of("account", account)
    assert (saved["name"], saved["employees"]) == ("Hoa Hồng", 25)


def test_two_people_change_the_same_field_and_the_second_decides(save, account, values_of):
    save(name=("Hoa Sen", "Hoa Hồng"))
    with pytest.raises(ConflictError) as refused:
        save(name=("Hoa Sen", "Hoa Lan"), employees=(10, 25))
    assert refused.value.fields == {"name": ("Hoa Sen", "Hoa Lan", "Hoa Hồng")}
    saved = values_of("account", account)
    assert (saved["name"], saved["employees"]) == ("Hoa Hồng", 10), "nothing is half saved"


def test_two_people_change_a_field_to_the_same_value(save, account):
    save(name=("Hoa Sen", "Hoa Hồng"))
    assert not save(name=("Hoa Sen", "Hoa Hồng")).changes


def test_tags_of_both_are_kept(save, account, values_of):
    save(tags=([VIP], [VIP, TET]))
    save(tags=([VIP], [LATE]))
    assert set(values_of("account", account)["tags"]) == {TET, LATE}


def test_phone_numbers_of_both_are_kept(commands, make, values_of):
    account = make("account", phones=None)
    for number in (MINE, THEIRS):
        edits = {"phones": [None, [{"number": number, "label": ""}]]}
        commands.run("account.save", {"id": account, "values": edits})
    assert [item["number"] for item in values_of("account", account)["phones"]] == [MINE, THEIRS]


def test_lines_of_both_are_kept(save, account, values_of):
    save(description=("Một\nHai\nBa", "Một!\nHai\nBa"))
    save(description=("Một\nHai\nBa", "Một\nHai\nBa!"))
    assert values_of("account", account)["description"] == "Một!\nHai\nBa!"


def test_the_same_line_of_both_is_a_conflict(save):
    save(description=("Một\nHai\nBa", "Một!\nHai\nBa"))
    with pytest.raises(ConflictError):
        save(description=("Một\nHai\nBa", "Một?\nHai\nBa"))


def test_what_is_required_cannot_be_emptied(save, account, values_of):
    with pytest.raises(InvalidValueError) as refused:
        save(name=("Hoa Sen", "  "))
    assert refused.value.field == "name"
    assert values_of("account", account)["name"] == "Hoa Sen"


@pytest.mark.parametrize("field", ["birthday", "created_at", "address_province", "updated_by"])
def test_what_the_program_keeps_cannot_be_written(save, field):
    with pytest.raises(RuleBrokenError):
        save(**{field: (None, "x")})


def test_a_state_is_moved_by_commands_alone(commands, make):
    lead = make("lead")
    with pytest.raises(RuleBrokenError):
        commands.run("lead.save", {"id": lead, "values": {"status": ["new", "converted"]}})
    with pytest.raises(RuleBrokenError):
        commands.run("lead.create", {"values": {"full_name": "Lê Văn A", "status": "converted"}})
    with pytest.raises(RuleBrokenError):
        commands.run("lead.change", {"ids": [lead], "values": {"status": "dead"}})


def test_a_draft_that_is_saved_twice_makes_one_record(commands, reads):
    record_id = str(uuid.uuid4())
    for name in ("Hoa Sen", "Hoa Sen Vàng"):
        made = commands.run("account.create", {"id": record_id, "values": {"name": name}})
        assert made.value == record_id
    query = ListQuery("account", ("name",), search="Hoa Sen")
    assert [row.values for row in reads.first_page(query).rows] == [("Hoa Sen Vàng",)]


def test_saving_what_was_deleted_for_good_says_so(commands, account, save):
    commands.run("account.delete", {"ids": [account]})
    commands.run("account.purge", {"ids": [account]})
    with pytest.raises(RecordGoneError):
        save(name=("Hoa Sen", "Hoa Hồng"))


def test_only_what_is_in_the_bin_is_deleted_for_good(commands, account, values_of):
    commands.run("account.purge", {"ids": [account]})
    assert values_of("account", account)["name"] == "Hoa Sen"


def test_persons_go_into_the_bin_with_their_customer_and_come_back(commands, make, reads):
    account = make("account")
    contact = uuid.UUID(make("contact", account_id=account))
    commands.run("account.delete", {"ids": [account]})
    assert reads.card("contact", contact).deleted
    commands.run("account.restore", {"ids": [account]})
    assert not reads.card("contact", contact).deleted


def test_a_change_of_many_is_undone_at_once(commands, make, values_of):
    ids = [make("account", employees=number) for number in (1, 2, 3)]
    done = commands.run("account.change", {"ids": ids, "values": {"employees": 50}})
    assert done.value == 3
    assert [values_of("account", one)["employees"] for one in ids] == [50] * 3
    commands.run("undo.group", {"group": done.changes.group})
    assert [values_of("account", one)["employees"] for one in ids] == [1, 2, 3]


def test_each_of_many_gets_a_value_of_its_own(commands, make, values_of):
    ids = [make("account") for _ in range(2)]
    changes = [[one, {"employees": number}] for number, one in enumerate(ids, 7)]
    done = commands.run("account.change_each", {"changes": changes})
    assert [values_of("account", one)["employees"] for one in ids] == [7, 8]
    assert done.changes.group
