"""Undo takes back what is still ours, reports the rest, and can be undone itself."""

from __future__ import annotations

import uuid

import pytest

from desktop.models.activities import Comment, Note
from desktop.models.contacts import Account, Contact, Tag
from desktop.store import undo
from desktop.store.undo import Left
from tests.store.states import documents, records


@pytest.fixture
def save(store, owner):
    """Return what changes fields of a record in a unit of work of its own."""

    def change(record, **values):
        with store.work(owner, "save") as work:
            found = work.session.get_one(type(record), record.id)
            for name, value in values.items():
                setattr(found, name, value)
        return work.changes.group

    return change


@pytest.fixture
def account(store, owner):
    with store.work(owner, "account.create") as work:
        made = Account(name="Hồng Hà", rating="hot")
        work.session.add(made)
    made.made_by = work.group
    return made


def row(store, record):
    return records(store.driver)[record.__tablename__].get(record.id.bytes)


def test_an_edit_is_taken_back_with_what_follows_from_it(store, owner, account, save):
    before = records(store.driver)
    found = documents(store.driver)
    group = save(account, name="Tây Hồ", rating="cold")
    answer = store.undo(group, owner)
    assert answer.left == ()
    assert answer.changes.ids == {"account": {account.id}}
    assert records(store.driver) == before
    assert documents(store.driver) == found


def test_an_undo_is_undone_to_redo(store, owner, account, save):
    group = save(account, name="Tây Hồ")
    after = records(store.driver)
    undone = store.undo(group, owner)
    store.undo(undone.changes.group, owner)
    assert records(store.driver) == after


def test_a_field_that_somebody_changed_since_is_left_and_reported(store, owner, account, save):
    group = save(account, name="Tây Hồ", rating="cold")
    save(account, name="Ba Đình")
    answer = store.undo(group, owner)
    assert answer.left == (Left("account", account.id, ("name",)),)
    assert row(store, account)["name"] == "Ba Đình"
    assert row(store, account)["rating"] == "hot"


def test_an_undo_done_twice_does_nothing_the_second_time(store, owner, account, save):
    group = save(account, name="Tây Hồ")
    store.undo(group, owner)
    again = store.undo(group, owner)
    assert again.left == ()
    assert not again.changes


def test_a_record_is_unmade_for_good(store, owner, account):
    store.undo(account.made_by, owner)
    assert row(store, account) is None
    assert not store.driver.execute("SELECT 1 FROM search WHERE search MATCH 'hong'").fetchone()


def test_a_record_that_the_server_knows_goes_to_the_bin_instead(store, owner, account):
    with store.work(owner, "sync", captured=False):
        store.driver.execute("UPDATE account SET acl_id = 5")
    store.undo(account.made_by, owner)
    assert row(store, account)["deleted_at"] is not None


def test_a_record_that_was_edited_since_is_not_unmade(store, owner, account, save):
    save(account, name="Tây Hồ")
    answer = store.undo(account.made_by, owner)
    assert answer.left == (Left("account", account.id, ("name",)),)
    assert row(store, account)["name"] == "Tây Hồ"


def test_a_record_whose_edits_were_undone_is_unmade(store, owner, account, save):
    store.undo(save(account, name="Tây Hồ"), owner)
    assert store.undo(account.made_by, owner).left == ()
    assert row(store, account) is None


def test_a_record_that_others_name_is_not_unmade(store, owner, account):
    with store.work(owner, "note.create") as work:
        work.session.add(Note(subject="Gọi lại", account_id=account.id))
    answer = store.undo(account.made_by, owner)
    assert answer.left == (Left("account", account.id),)
    assert row(store, account) is not None


def test_a_tag_that_others_carry_since_is_not_unmade(store, owner, account):
    with store.work(owner, "tag.create") as work:
        tag = Tag(name="VIP 2026")
        work.session.add(tag)
        work.session.flush()
    with store.work(owner, "account.save") as later:
        later.session.get_one(Account, account.id).tags = [str(tag.id)]
    assert store.undo(work.group, owner).left == (Left("tag", tag.id),)
    assert records(store.driver)["tag"]


def test_a_record_with_a_comment_since_is_not_unmade(store, owner):
    with store.work(owner, "contact.create") as work:
        made = Contact(full_name="Vũ Thị Lan")
        work.session.add(made)
        work.session.flush()
    with store.work(owner, "comment.create") as later:
        named = {"record_type": "contact", "record_id": str(made.id)}
        later.session.add(Comment(title="Gọi lại", body="Gọi lại nhé", **named))
    assert store.undo(work.group, owner).left == (Left("contact", made.id),)


def test_a_record_is_unmade_together_with_those_made_with_it(store, owner):
    with store.work(owner, "lead.convert") as work:
        account = Account(name="A")
        work.session.add(account)
        work.session.flush()
        work.session.add(Contact(full_name="B", account_id=account.id))
        work.session.add(Account(name="C", parent_id=account.id))
    before = records(store.driver)
    undone = store.undo(work.group, owner)
    assert undone.left == ()
    assert not records(store.driver)["account"]
    assert not records(store.driver)["contact"]
    store.undo(undone.changes.group, owner)
    assert records(store.driver) == before


def test_what_went_into_the_bin_comes_back(store, owner, account):
    with store.work(owner, "note.create") as work:
        work.session.add(Note(subject="Gọi lại", account_id=account.id))
    before = records(store.driver)
    with store.work(owner, "account.delete") as work:
        work.delete("account", [account.id])
    store.undo(work.group, owner)
    assert records(store.driver) == before


def test_what_was_deleted_for_good_comes_back_whole(store, owner, account, save):
    save(account, extra={"vip": True}, phones=[{"number": "+84912345678", "label": "Lan"}])
    with store.work(owner, "account.delete") as work:
        work.delete("account", [account.id])
    before = records(store.driver)
    with store.work(owner, "account.purge") as work:
        work.purge("account", [account.id])
    assert row(store, account) is None
    store.undo(work.group, owner)
    assert records(store.driver) == before


def test_an_edit_of_a_record_that_is_gone_is_reported(store, owner, account, save):
    group = save(account, name="Tây Hồ")
    with store.work(owner, "account.purge") as work:
        work.delete("account", [account.id])
        work.purge("account", [account.id])
    assert store.undo(group, owner).left == (Left("account", account.id, ("name",)),)


def test_custom_fields_are_taken_back_one_by_one(store, owner, account, save):
    save(account, extra={"a": 1, "b": 1})
    group = save(account, extra={"a": 2, "b": 2})
    save(account, extra={"a": 2, "b": 3, "c": 4})
    answer = store.undo(group, owner)
    assert answer.left == (Left("account", account.id, ("extra.b",)),)
    assert row(store, account)["extra"] == '{"a":1,"b":3,"c":4}'


def test_a_great_group_is_taken_back_in_many_transactions(store, owner, monkeypatch):
    monkeypatch.setattr(undo, "FIRST_SIZE", 10)
    before = records(store.driver)
    with store.work(owner, "import") as work:
        ids = work.bulk_insert("account", [{"name": f"A{number}"} for number in range(95)])
        work.bulk_update("account", ids, {"rating": "hot"})
    told = []
    answer = store.undo(work.group, owner, told.append)
    assert answer.left == ()
    assert records(store.driver) == before
    assert len(told) > 3
    assert told[-1] == 190
    store.undo(answer.changes.group, owner)
    assert len(records(store.driver)["account"]) == 95


def test_a_group_that_is_unknown_changes_nothing(store, owner):
    assert not store.undo(123456, owner).changes


def test_an_undo_has_its_own_author(store, owner, account, save):
    from desktop.core.permissions import Actor

    other = Actor(uuid.uuid4())
    undone = store.undo(save(account, name="B"), other)
    query = "SELECT DISTINCT actor, command FROM change WHERE grp = ?"
    found = store.driver.execute(query, (undone.changes.group,)).fetchall()
    assert found == [(other.user_id.bytes, "undo")]
