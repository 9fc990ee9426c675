"""Several people at one profile: each writes what the evaluator lets them, whatever the way."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from desktop.core.clock import FrozenClock
from desktop.core.entities import get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.permissions import Actor, Grant, Level, Member, Reach, level_on
from desktop.models.base import record_class
from desktop.models.contacts.account import Account
from desktop.store.engine import DATABASE, Role, connect_reader
from desktop.store.row_judgement import inputs_of
from desktop.store.row_rights import member_of, narrow, scope_of
from desktop.store.work import Store, Work
from tests.store.conftest import NOON
from tests.store.reads.people import ENTITIES, GRANTS, PARENTS, PERSON, ROLE, UNIT, member


@pytest.fixture
def firm_store(firm: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(firm, tmp_path / "own")
    store = Store(tmp_path / "own", FrozenClock(NOON), Role.WINDOW)
    yield store
    store.close()


def _change(work: Work, entity: str, one: uuid.UUID) -> None:
    title = get_entity(entity).title
    setattr(work.session.get_one(record_class(entity), one), title, "Khác")


def _share(work: Work, entity: str, one: uuid.UUID) -> None:
    work.bulk_update(entity, [one], {"org_unit_id": uuid.UUID(int=77)})


def _delete(work: Work, entity: str, one: uuid.UUID) -> None:
    work.delete(entity, [one])


CHANGES = {
    "change": (Level.EDIT, _change),
    "share": (Level.SHARE, _share),
    "delete": (Level.DELETE, _delete),
}


@pytest.mark.parametrize("what", ["change", "share", "delete"])
def test_records_are_changed_by_those_alone_who_may(firm_store, rows, who, what):
    needed, change = CHANGES[what]
    actor = Actor(who.user_id, member=who)
    rnd = Random(what)
    for entity in ENTITIES[1:4]:  # a customer takes others along into the bin
        for one in rnd.sample(list(rows[entity]), 8):
            may = level_on(rows[entity][one], who, PARENTS) >= needed
            try:
                with firm_store.work(actor, "test.change") as work:
                    change(work, entity, one)
            except NotAllowedError:
                assert not may
            else:
                assert may


def test_a_person_has_the_unit_the_roles_and_the_rights_that_records_say(firm_store):
    with firm_store.reading() as connection:
        found = member_of(connection, PERSON["an"])
        assert found == Member(
            PERSON["an"], None, GRANTS["unit"], frozenset({PERSON["an"], ROLE["sellers"]})
        )
        assert member_of(connection, PERSON["dung"]).grants == ()


def test_what_is_shared_with_an_upper_unit_reaches_those_below(firm_store):
    with firm_store.work(firm_store.owner(), "t") as work:
        work.bulk_update("app_user", [PERSON["binh"]], {"org_unit_id": UNIT["north"]})
        work.bulk_update("app_user", [PERSON["chi"]], {"org_unit_id": UNIT["staff"]})
        (lead,) = work.bulk_insert(
            "lead", [{"full_name": "Hồng", "owner_id": PERSON["an"], "visibility": 0}]
        )
        share = {"record_type": "lead", "record_id": str(lead), "unit_id": UNIT["sales"]}
        work.bulk_insert("share", [{**share, "level": "edit"}])
    with firm_store.reading() as connection:
        row = inputs_of(connection, get_entity("lead"), lead.bytes)
        below, beside = (member_of(connection, PERSON[who]) for who in ("binh", "chi"))
    assert [_sees(firm_store, who, lead) for who in (below, beside)] == [True, False]
    assert level_on(row, below, PARENTS) is Level.EDIT
    assert level_on(row, beside, PARENTS) is Level.NONE
    actor = Actor(beside.user_id, member=beside)
    with pytest.raises(NotAllowedError), firm_store.work(actor, "t") as work:
        _change(work, "lead", lead)
    with firm_store.work(Actor(below.user_id, member=below), "t") as work:
        _change(work, "lead", lead)


def _sees(store: Store, who: Member, lead: uuid.UUID) -> bool:
    with closing(connect_reader(store.profile / DATABASE)) as reader:
        narrow(reader, scope_of(reader, who))
        return bool(reader.execute("SELECT 1 FROM lead WHERE id = ?", (lead.bytes,)).fetchall())


def test_nothing_is_left_of_what_was_refused(firm_store, rows):
    chi = member("chi", "nothing")
    hidden = next(
        one for one, row in rows["account"].items() if level_on(row, chi, PARENTS) is Level.NONE
    )
    with (
        pytest.raises(NotAllowedError) as refused,
        firm_store.work(Actor(chi.user_id, member=chi), "t") as work,
    ):
        _change(work, "account", hidden)
    assert "Hồng" not in str(refused.value)  # not even its name
    with firm_store.work(firm_store.owner(), "t") as work:
        assert work.session.get_one(Account, hidden).name.startswith("Hồng")


def test_one_may_write_on_what_one_sees_but_not_on_what_is_hidden(firm_store, rows):
    chi = member("chi", "nothing")
    level = {one: level_on(row, chi, PARENTS) for one, row in rows["account"].items()}
    shown = next(one for one, found in level.items() if found is Level.VIEW)
    hidden = next(one for one, found in level.items() if found is Level.NONE)
    actor = Actor(chi.user_id, member=chi)
    with firm_store.work(actor, "t") as work:
        work.bulk_insert("call", [{"subject": "Gọi", "account_id": shown}])
    with pytest.raises(NotAllowedError), firm_store.work(actor, "t") as work:
        work.bulk_insert("call", [{"subject": "Gọi", "account_id": hidden}])


def test_giving_a_record_away_and_changing_it_at_once_is_judged_by_what_it_was(firm_store, rows):
    dung = member("dung", "nothing")
    others = next(
        one for one, row in rows["lead"].items() if level_on(row, dung, PARENTS) is Level.VIEW
    )
    with (
        pytest.raises(NotAllowedError),
        firm_store.work(Actor(dung.user_id, member=dung), "t") as work,
    ):
        _take_and_change(work, others, dung.user_id)


def _take_and_change(work: Work, lead: uuid.UUID, person: uuid.UUID) -> None:
    work.bulk_update("lead", [lead], {"owner_id": person})
    _change(work, "lead", lead)


def test_nobody_shares_with_themselves_what_they_may_not_share(firm_store, rows):
    dung = member("dung", "nothing")
    actor = Actor(dung.user_id, member=dung)
    levels = {one: level_on(row, dung, PARENTS) for one, row in rows["account"].items()}
    for one, level in list(levels.items())[:30]:
        share = {"record_type": "account", "record_id": str(one), "level": "share"}
        try:
            with firm_store.work(actor, "t") as work:
                work.bulk_insert("share", [{**share, "user_id": dung.user_id}])
                _change(work, "account", one)
        except NotAllowedError:
            assert level < Level.SHARE
        else:
            assert level is Level.SHARE


def test_nobody_gives_themselves_a_role(firm_store):
    dung = member("dung", "all")
    taken = {"user_id": dung.user_id, "role_id": ROLE["sellers"], "remark": "x"}
    with (
        pytest.raises(NotAllowedError),
        firm_store.work(Actor(dung.user_id, member=dung), "t") as work,
    ):
        work.bulk_insert("role_member", [taken])
    boss = Member(dung.user_id, None, (Grant("organisation", Reach.ALL, Level.EDIT),))
    with firm_store.work(Actor(boss.user_id, member=boss), "t") as work:
        work.bulk_insert("role_member", [taken])


def test_the_lone_owner_changes_everything(firm_store, rows):
    with firm_store.work(firm_store.owner(), "t") as work:
        for one in list(rows["account"])[:10]:
            _change(work, "account", one)
    assert len(work.changes.ids["account"]) == 10
