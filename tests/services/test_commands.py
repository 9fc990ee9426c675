"""Running commands by key, and taking back what they did."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.commands import CommandFacts
from desktop.core.errors import NotAllowedError, RuleBrokenError
from desktop.core.permissions import Actor
from desktop.services.commands import (
    UNDO,
    LocalCommands,
    UnknownCommandError,
    register_command,
)


def test_an_unknown_key_is_a_bug(commands):
    with pytest.raises(UnknownCommandError):
        commands.run("account.explode", {})


def test_a_key_belongs_to_one_command():
    with pytest.raises(ValueError, match=r"account\.save"):
        register_command(CommandFacts("account.save", "Save"), print)


def test_a_command_tells_what_it_changed(commands, make):
    account = make("account")
    edits = {"employees": [None, 7]}
    before = commands.run("account.save", {"id": account, "values": {}})
    assert not before.changes
    held = commands.run("account.change", {"ids": [account], "values": {"employees": 1}})
    assert held.changes.ids == {"account": frozenset({uuid.UUID(account)})}
    assert held.changes.command == "account.change"
    assert held.changes.group
    assert edits


def test_what_somebody_changed_since_is_left_and_counted(commands, make, values_of):
    accounts = [make("account", employees=1, rating="cold") for _ in range(2)]
    done = commands.run("account.change", {"ids": accounts, "values": {"employees": 5}})
    edits = {"employees": [5, 9]}
    commands.run("account.save", {"id": accounts[0], "values": edits})
    assert commands.run(UNDO, {"group": done.changes.group}).value == 1
    assert [values_of("account", one)["employees"] for one in accounts] == [9, 1]


def test_a_customer_that_others_name_since_is_not_taken_back(commands, make, reads):
    values = {"name": "Hoa Sen"}
    made = commands.run("account.create", {"values": values})
    make("note", account_id=made.value)
    assert commands.run(UNDO, {"group": made.changes.group}).value == 1
    assert reads.card("account", uuid.UUID(made.value)).title == "Hoa Sen"


def test_taking_back_twice_takes_back_once(commands, make):
    made = commands.run("tag.create", {"values": {"name": "Mới"}})
    commands.run(UNDO, {"group": made.changes.group})
    assert not commands.run(UNDO, {"group": made.changes.group}).changes


def test_nothing_is_taken_back_of_a_group_that_never_was(commands):
    outcome = commands.run(UNDO, {"group": 987_654})
    assert not outcome.changes
    assert outcome.value == 0


def test_what_a_profile_was_born_with_stays(commands, store):
    query = "SELECT DISTINCT grp FROM change WHERE command = 'profile.create'"
    groups = [group for (group,) in store.driver.execute(query).fetchall()]
    assert groups
    for group in groups:
        with pytest.raises(RuleBrokenError):
            commands.run(UNDO, {"group": group})


def test_what_others_did_is_taken_back_only_with_the_right(commands, store, values_of):
    made = commands.run("tag.create", {"values": {"name": "Mới"}})
    group = {"group": made.changes.group}
    with pytest.raises(NotAllowedError):
        LocalCommands(store, Actor(uuid.uuid4(), frozenset({"tag.create"}))).run(UNDO, group)
    assert LocalCommands(store, Actor(uuid.uuid4(), frozenset({UNDO}))).run(UNDO, group).changes


def test_one_takes_back_what_one_did_without_a_right_of_its_own(store):
    clerk = LocalCommands(store, Actor(uuid.uuid4(), frozenset({"tag.create"})))
    made = clerk.run("tag.create", {"values": {"name": "Mới"}})
    assert clerk.run(UNDO, {"group": made.changes.group}).changes
