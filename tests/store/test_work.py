"""A unit of work: one commit, its bookkeeping, what it refuses, what it tells."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from desktop.core.errors import InvalidValueError, NotAllowedError, RecordGoneError
from desktop.core.permissions import Actor
from desktop.models.contacts import Account, Tag
from tests.store.conftest import NOON
from tests.store.states import everything


def make_account(store, actor, **values):
    with store.work(actor, "account.create") as work:
        account = Account(**{"name": "Công ty Hồng Hà", **values})
        work.session.add(account)
    return account


def test_a_new_record_knows_who_made_it_and_when(store, owner):
    account = make_account(store, owner)
    assert account.id.version == 7
    assert account.owner_id == account.created_by == account.updated_by == owner.user_id
    assert account.created_at == account.updated_at == NOON
    assert account.ver == 1


def test_a_change_raises_the_version_and_notes_its_author(store, owner, clock):
    account = make_account(store, owner)
    clock.advance(timedelta(hours=1))
    other = Actor(uuid.uuid4())
    with store.work(other, "account.save") as work:
        work.session.get_one(Account, account.id).rating = "hot"
    with store.work(owner, "look") as work:
        found = work.session.get_one(Account, account.id)
        assert (found.ver, found.updated_by) == (2, other.user_id)
        assert found.updated_at == NOON + timedelta(hours=1)
        assert found.created_at == NOON


def test_values_are_saved_in_the_form_of_their_kind(store, owner):
    account = make_account(
        store,
        owner,
        name="  Hô\u0300ng Hà ",
        phones=[{"number": "0912 345 678", "label": ""}],
        annual_revenue=Decimal("12.5"),
    )
    assert account.name == "Hồng Hà"
    assert account.phones == [{"number": "+84912345678", "label": ""}]
    stored = store.driver.execute("SELECT annual_revenue FROM account").fetchone()
    assert stored == (125_000,)


def test_what_follows_from_a_value_follows_each_of_its_changes(store, owner):
    account = make_account(store, owner, name="Bình", birth_on=date(1990, 2, 3))
    key = account.name_key
    assert account.birthday == "02-03"
    with store.work(owner, "account.save") as work:
        again = work.session.get_one(Account, account.id)
        again.name, again.birth_on = "An", date(1990, 12, 24)
    row = store.driver.execute("SELECT name_key, birthday FROM account").fetchone()
    assert row[0] < key
    assert row[1] == "12-24"


def test_a_default_stands_where_nothing_is_said(store, owner):
    account = make_account(store, owner)
    assert (account.party_type, account.account_type, account.currency) == (
        "company",
        "customer",
        "VND",
    )


def test_a_required_field_must_not_be_empty(store, owner):
    with pytest.raises(InvalidValueError) as refused:
        make_account(store, owner, name="   ")
    assert refused.value.field == "name"
    assert store.driver.execute("SELECT count(*) FROM account").fetchone() == (0,)


def test_a_value_that_is_none_of_its_kind_is_refused(store, owner):
    with pytest.raises(InvalidValueError) as refused:
        make_account(store, owner, rating="boiling")
    assert refused.value.field == "rating"


def test_a_failure_leaves_nothing_behind(store, owner):
    def fail():
        with store.work(owner, "account.create") as work:
            work.session.add(Account(name="A"))
            work.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    for table in ("account", "search", "change WHERE command <> 'profile.create'"):
        found = store.driver.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert found == (int(table == "search"),)  # the owner is in it
    make_account(store, owner)  # and the next work goes well


def test_an_actor_without_the_right_may_not(store):
    guest = Actor(uuid.uuid4(), frozenset({"account.create"}))
    with store.work(guest, "account.create") as work:
        work.require("account.create")
        with pytest.raises(NotAllowedError):
            work.require("account.delete")


def test_changes_name_what_was_changed_after_the_commit(store, owner):
    heard = []
    store.listen(heard.append)
    with store.work(owner, "account.create") as work:
        account = Account(name="A")
        work.session.add_all([account, Tag(name="VIP")])
        work.session.flush()
        assert not heard
    assert heard == [work.changes]
    assert work.changes.ids["account"] == {account.id}
    assert work.changes.touches("tag")
    assert (work.changes.command, work.changes.group) == ("account.create", work.group)


def test_work_that_changes_nothing_tells_nothing_and_writes_nothing(store, owner):
    account = make_account(store, owner)
    heard = []
    store.listen(heard.append)
    written = store.driver.execute("SELECT last_grp FROM work_context").fetchone()
    with store.work(owner, "account.save") as work:
        work.session.get_one(Account, account.id).name = " Công ty Hồng Hà "
    assert not work.changes
    assert not heard
    assert store.driver.execute("SELECT last_grp FROM work_context").fetchone() == written


def test_a_record_that_is_not_there_is_told_as_gone(store, owner):
    with pytest.raises(RecordGoneError), store.work(owner, "account.save") as work:
        work.session.get_one(Account, uuid.uuid4())


def test_a_record_that_vanishes_under_an_edit_is_told_as_gone(store, owner):
    account = make_account(store, owner)

    def save():
        with store.work(owner, "account.save") as work:
            found = work.session.get_one(Account, account.id)
            store.driver.execute("DELETE FROM account")
            found.name = "B"

    with pytest.raises(RecordGoneError):
        save()


def test_two_units_of_work_cannot_be_nested(store, owner):
    with store.work(owner, "outer"), pytest.raises(RuntimeError), store.work(owner, "inner"):
        pass
    make_account(store, owner)


def test_statements_that_make_no_sort_keys_are_refused(store, owner):
    with store.work(owner, "account.change") as work:
        with pytest.raises(TypeError):
            work.session.execute(sa.update(Account).values(name="A"))
        with pytest.raises(TypeError):
            work.session.execute(sa.insert(Account), [{"name": "A"}])


def test_groups_grow_and_may_be_continued(store, owner):
    with store.work(owner, "import") as first:
        first.session.add(Account(name="A"))
    with store.work(owner, "import", group=first.group) as second:
        second.session.add(Account(name="B"))
    with store.work(owner, "other") as third:
        third.session.add(Account(name="C"))
    assert first.group == second.group < third.group


def test_warming_up_leaves_no_trace(store, owner):
    before = everything(store.driver)
    store.warm_up()
    assert everything(store.driver) == before
    make_account(store, owner)


def test_the_session_forgets_what_was_changed_past_it(store, owner):
    account = make_account(store, owner)
    with store.work(owner, "account.change") as work:
        found = work.session.get_one(Account, account.id)
        work.bulk_update("account", [account.id], {"name": "Tây Hồ"})
        assert found.name == "Tây Hồ"
