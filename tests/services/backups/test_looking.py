"""Looking into a backup tells what going back means, and brings single records back."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.errors import RuleBrokenError
from desktop.services.backups.looking import (
    bring_back,
    compare_record,
    find_in_backup,
    preview_backup,
)
from desktop.services.backups.making import back_up_now
from desktop.services.commands import UNDO


@pytest.fixture
def customer(commands):
    values = {"name": "Công ty Bình Minh", "phones": [{"number": "+84912345678"}]}
    return commands.run("account.create", {"values": values}).value


@pytest.fixture
def backup(work, customer):
    return Path(back_up_now(work)["path"]).name


def counts(work, backup):
    return {key: (then, now) for key, then, now in preview_backup(work, backup)["rows"]}


def test_the_preview_counts_then_and_now(work, backup, commands, customer):
    assert counts(work, backup)["account"] == (1, 1)
    commands.run("account.create", {"values": {"name": "Mới"}})
    found = preview_backup(work, backup)
    assert counts(work, backup)["account"] == (1, 2)
    assert found["is_sound"]
    assert found["newest"] < found["newest_now"]


def test_the_preview_of_a_damaged_backup_says_so(work, backup, profile):
    with (profile / "backups" / backup).open("r+b") as file:
        file.seek(4096 * 2)
        file.write(os.urandom(4096 * 50))
    assert not preview_backup(work, backup)["is_sound"]


def test_without_words_the_list_shows_what_is_missing_now(work, backup, commands, customer):
    assert find_in_backup(work, backup, "") == []
    commands.run("account.delete", {"ids": [customer]})
    ((entity, found, title, _detail, state),) = find_in_backup(work, backup, "")
    assert (entity, found, title, state) == ("account", customer, "Công ty Bình Minh", "deleted")
    commands.run("account.purge", {"ids": [customer]})
    assert find_in_backup(work, backup, " ")[0][-1] == "gone"


def test_words_find_records_as_they_were_called_then(work, backup, commands, customer):
    edits = {"name": ["Công ty Bình Minh", "Công ty Hoàng Hôn"]}
    commands.run("account.save", {"id": customer, "values": edits})
    ((entity, found, title, _detail, state),) = find_in_backup(work, backup, "binh minh")
    assert (entity, found, title, state) == ("account", customer, "Công ty Bình Minh", "living")
    compared = compare_record(work, backup, "account", customer)
    assert ["Name", "Công ty Bình Minh", "Công ty Hoàng Hôn"] in compared["fields"]


def test_a_changed_record_comes_back_and_that_can_be_undone(
    work, backup, commands, customer, values_of, store
):
    edits = {"name": ["Công ty Bình Minh", "Khác"], "phones": [None, []]}
    edits["phones"][0] = values_of("account", customer)["phones"]
    commands.run("account.save", {"id": customer, "values": edits})
    changed = values_of("account", customer)
    told = []
    store.listen(told.append)
    bring_back(work, backup, "account", customer)
    back = values_of("account", customer)
    assert back["name"] == "Công ty Bình Minh"
    assert back["phones"]
    (changes,) = told
    assert changes.command == "account.restore"
    commands.run(UNDO, {"group": changes.group})
    again = values_of("account", customer)
    assert (again["name"], again["phones"]) == (changed["name"], changed["phones"])


@pytest.mark.parametrize("verbs", [("delete",), ("delete", "purge")])
def test_a_deleted_record_comes_back(work, backup, commands, customer, values_of, verbs):
    before = values_of("account", customer)
    for verb in verbs:
        commands.run(f"account.{verb}", {"ids": [customer]})
    bring_back(work, backup, "account", customer)
    after = values_of("account", customer)
    kept = {name for name in before if not name.startswith(("created", "updated"))}
    assert {n: after[n] for n in kept} == {n: before[n] for n in kept}
    with closing(work.reads()) as reads:
        assert [hit.ref.title for hit in reads.search("bình minh")] == ["Công ty Bình Minh"]


def test_what_hangs_on_something_gone_needs_that_first(work, commands, customer):
    values = {"account_id": customer, "label": "Kho"}
    address = commands.run("address.create", {"values": values}).value
    name = Path(back_up_now(work)["path"]).name
    commands.run("account.delete", {"ids": [customer]})
    commands.run("account.purge", {"ids": [customer]})
    with pytest.raises(RuleBrokenError, match="Bình Minh"):
        bring_back(work, name, "address", address)
    bring_back(work, name, "account", customer)
    assert bring_back(work, name, "address", address) == "Kho"
