"""Sharing: the other side sees a record appear, change its level, and vanish."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.access import Why, who_may
from desktop.core.errors import InputError, NotAllowedError
from desktop.core.permissions import Level
from desktop.services.commands import LocalCommands, load_commands
from desktop.store.mirror import applying, problems
from desktop.store.mirror.rights import actor_of
from desktop.store.organisation import read_access
from tests.sync.faults import checks

load_commands()


@pytest.fixture
def an(desk):
    return desk()


@pytest.fixture
def binh(desk):
    return desk()


@pytest.fixture
def account(an):
    made = an.make("account", party_type="company", name="Sông Hương", is_shared=False)
    an.sync()
    return made


def share(one, *ids, who, level, kind="user", entity="account"):
    told = {"entity": entity, "ids": [str(i) for i in ids], "kind": kind, "level": level}
    run = LocalCommands(one.store, actor_of(one.store)).run
    return run("share.set", {**told, "who": str(who.me.user_id if kind == "user" else who)}).value


def access(one, record, entity="account"):
    with one.store.reading() as connection:
        return read_access(connection, entity, [record])


def refusals(one):
    with one.store.reading() as connection:
        return problems.open_problems(connection)


def test_a_shared_record_appears_and_vanishes_with_what_hangs_on_it(an, binh, account):
    note = an.make("note", subject="Gọi lại", account_id=account)
    an.sync()
    binh.sync()
    assert not binh.has("account", account)
    assert share(an, account, who=binh, level="view") == 1
    an.sync()
    binh.sync()
    assert binh.cell("account", account, "name") == "Sông Hương"
    assert binh.has("note", note)
    assert access(binh, account).mine is Level.VIEW
    assert share(an, account, who=binh, level="edit") == 1
    an.sync()
    binh.sync()
    assert access(binh, account).mine is Level.EDIT
    binh.change("account", account, short_name="SH")
    binh.sync()
    assert share(an, account, who=binh, level="none") == 1
    an.sync()
    binh.sync()
    assert not binh.has("account", account)
    assert not binh.has("note", note)
    assert an.cell("account", account, "short_name") == "SH"
    assert refusals(an) == refusals(binh) == []


def test_it_is_told_who_may_do_what_and_why(an, binh, account):
    share(an, account, who=binh, level="edit")
    an.sync()
    found = access(an, account)
    (shared,) = found.shared
    assert (shared.kind, shared.who, shared.level) == ("user", binh.me.user_id, Level.EDIT)
    told = {
        p.id: (level, [r.why for r in why])
        for p, level, why in who_may(found.row, found.organisation)
    }
    assert told[an.me.user_id] == (Level.SHARE, [Why.OWNER])
    assert told[binh.me.user_id] == (Level.EDIT, [Why.SHARE])


def test_several_records_are_shared_at_once_and_with_a_role(an, binh, account, company):
    more = [an.make("account", party_type="company", name=f"Số {n}") for n in range(3)]
    role = company.sql(
        "INSERT INTO app.user_role (id, name) VALUES (gen_random_uuid(), 'Bán') RETURNING id"
    )
    company.sql(
        "INSERT INTO app.role_member (id, user_id, role_id) VALUES (gen_random_uuid(), %s, %s)",
        binh.me.user_id,
        role,
    )
    an.sync()
    assert share(an, account, *more, who=uuid.UUID(str(role)), level="view", kind="role") == 4
    assert share(an, account, who=uuid.UUID(str(role)), level="view", kind="role") == 0
    an.sync()
    binh.sync()
    assert [binh.has("account", one) for one in (account, *more)] == [True] * 4


def test_rows_that_stay_when_a_role_is_lost_are_noticed(an, binh, account, company, monkeypatch):
    """A mistake is made: the harness of bad days must see it."""
    role = company.sql(
        "INSERT INTO app.user_role (id, name) VALUES (gen_random_uuid(), 'Bán') RETURNING id"
    )
    person = (binh.me.user_id, role)
    member = "INSERT INTO app.role_member (id, user_id, role_id) VALUES (gen_random_uuid(), %s, %s)"
    company.sql(member, *person)
    an.sync()
    share(an, account, who=uuid.UUID(str(role)), level="view", kind="role")
    an.sync()
    binh.sync()
    assert list(checks.what_differs(binh)) == []
    company.sql("DELETE FROM app.role_member WHERE user_id = %s AND role_id = %s", *person)
    monkeypatch.setattr(applying, "_purge", lambda *_what: None)
    binh.sync()
    assert binh.has("account", account)
    assert list(checks.what_differs(binh))


def test_who_may_only_edit_cannot_share(an, binh, account):
    share(an, account, who=binh, level="delete")
    an.sync()
    binh.sync()
    with pytest.raises(NotAllowedError):
        share(binh, account, who=an, level="share")


def test_whoever_was_given_everything_shares_on(an, binh, desk, account):
    share(an, account, who=binh, level="share")
    an.sync()
    binh.sync()
    hoa = desk()
    binh.sync()
    assert share(binh, account, who=hoa, level="view") == 1
    binh.sync()
    hoa.sync()
    assert hoa.has("account", account)
    assert refusals(binh) == []


def test_users_and_shares_are_not_shared(an, binh):
    with pytest.raises(InputError):
        share(an, an.me.user_id, who=binh, level="view", entity="app_user")


@pytest.fixture
def lent(an, binh):
    """A contact that An lets Bình edit, seen by Bình."""
    made = an.make("contact", full_name="Chị Lan")
    an.sync()
    share(an, made, who=binh, level="edit", entity="contact")
    an.sync()
    binh.sync()
    binh.me = actor_of(binh.store)
    return made


def test_a_colleagues_contact_is_not_linked_to_ones_own_customer(binh, lent):
    own = binh.make("account", party_type="company", name="Của Bình")
    for _time in ("before the centre saw it", "after"):
        with pytest.raises(NotAllowedError, match=r"Chị Lan.*Của Bình"):
            binh.change("contact", lent, account_id=own)
        binh.sync()
    assert binh.cell("contact", lent, "account_id") is None


def test_it_is_linked_where_nobody_gains_by_it(an, binh, account, lent):
    share(an, account, who=binh, level="view")
    an.sync()
    binh.sync()
    binh.change("contact", lent, account_id=account)
    assert binh.sync().problems == 0
    assert binh.cell("contact", lent, "account_id") == account.bytes


def test_a_lower_level_is_told_though_no_row_comes(binh):
    made = binh.make("account", party_type="company", name="Của Bình")
    binh.sync()
    with binh.store.work(binh.me, "sync", captured=False) as work:
        connection = work.writing.connection
        ((acl,),) = connection.execute("SELECT acl_id FROM account WHERE id = ?", (made.bytes,))
        touched = {}
        applying.take_levels(connection, [(acl, 1)], touched)
    assert touched == {"account": set()}
