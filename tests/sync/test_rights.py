"""A joined person may do here what the centre would take, and is told at once of what not."""

from __future__ import annotations

import uuid
from contextlib import closing

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import NotAllowedError
from desktop.core.permissions import Level
from desktop.store.mirror.rights import actor_of
from desktop.store.reads import LocalReads
from desktop.sync.errors import OfflineError
from desktop.sync.joining import leave_centre


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def reader(desk, an):
    an.make("account", name="Hoa Sen", is_shared=True)
    an.sync()
    one = desk()
    one.sync()
    one.me = actor_of(one.store)
    return one


def shown(desk):
    (found,) = desk.store.driver.execute("SELECT id FROM account WHERE name = 'Hoa Sen'").fetchall()
    return uuid.UUID(bytes=found[0])


def test_what_is_only_shown_is_not_changed_here_either(reader):
    with pytest.raises(NotAllowedError):
        reader.change("account", shown(reader), name="Sen Vàng")
    with pytest.raises(NotAllowedError):
        reader.delete("account", shown(reader))
    assert reader.cell("account", shown(reader), "name") == "Hoa Sen"
    assert reader.sync().sent == 0


def card(desk, entity, record_id):
    with closing(LocalReads(desk.store.path, SystemClock())) as reads:
        return reads.card(entity, record_id)


def test_a_card_tells_what_may_be_done_with_the_record(reader, an):
    here, made = shown(reader), reader.make("account", name="Của tôi")
    assert (card(reader, "account", here).level, card(an, "account", here).level) == (1, 4)
    assert card(reader, "account", made).level == Level.SHARE
    assert card(reader, "account", here).may_save


def test_a_card_tells_that_no_role_lets_it_be_saved(desk):
    one = desk(is_permitted=False)
    made = one.make("account", name="Của tôi")
    assert card(one, "account", made).may_save  # the centre was not asked yet
    one.sync()
    assert not card(one, "account", made).may_save


def test_what_was_made_here_is_mine_before_and_after_the_centre_saw_it(reader):
    made = reader.make("account", name="Của tôi")
    reader.change("account", made, name="Của tôi 2")
    reader.sync()
    reader.change("account", made, owner_id=reader.me.user_id, short_name="CT")
    reader.delete("account", made)
    assert reader.sync().problems == 0


def test_who_has_no_role_may_do_nothing_here(desk):
    one = desk(is_permitted=False)
    assert actor_of(one.store).permissions is None  # the centre was not asked yet
    one.sync()
    assert actor_of(one.store).permissions == frozenset()


def test_a_role_that_names_no_action_takes_none_of_another_one_away(reader, company):
    role = "INSERT INTO app.user_role (id, name) VALUES (%s, 'Xem')"
    made = uuid.uuid4()
    company.sql(role, made)
    member = "INSERT INTO app.role_member (id, user_id, role_id) VALUES (gen_random_uuid(), %s, %s)"
    company.sql(member, reader.me.user_id, made)
    reader.sync()
    assert actor_of(reader.store).permissions is None  # the other one names all


def test_the_actions_of_roles_are_those_of_the_person_here(desk, company, an):
    reader = desk(is_permitted=False)
    assert actor_of(an.store).permissions is None  # all of them
    role = "INSERT INTO app.user_role (id, name, rights) VALUES (gen_random_uuid(), 'Xem', %s)"
    company.sql(role, '["account.export"]')
    company.sql(
        "INSERT INTO app.role_member (id, user_id, role_id) "
        "SELECT gen_random_uuid(), %s, id FROM app.user_role WHERE name = 'Xem'",
        reader.me.user_id,
    )
    reader.sync()
    me = actor_of(reader.store)
    assert me.may("account.export")
    assert not me.may("account.import")


def test_whoever_left_is_alone_again(reader):
    leave_centre(reader.store)
    assert actor_of(reader.store) == reader.store.owner()
    reader.change("account", shown(reader), name="Sen Vàng")
    assert reader.asked("SELECT name FROM account") == [("Sen Vàng",)]


def test_whoever_makes_a_first_copy_may_already_edit_what_came(desk, an):
    made = an.make("account", name="Hoa Sen")
    an.sync()
    late = desk(is_administrator=True)
    rows = late.centre.rows

    def break_off(table, *arguments):
        if table == "contact":
            raise OfflineError("cut")
        return rows(table, *arguments)

    late.centre.rows = break_off
    with pytest.raises(OfflineError):
        late.sync()
    late.me = actor_of(late.store)
    late.change("account", made, name="Sen Vàng")
    assert late.cell("account", made, "name") == "Sen Vàng"
