"""Several people at one profile: each reads what the pure evaluator lets them see, everywhere."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from desktop.core.clock import FrozenClock
from desktop.core.entities import get_entity
from desktop.core.errors import NotAllowedError, RecordGoneError
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.pages import PAGE_ROWS, ListQuery, Sort
from desktop.core.permissions import (
    Actor,
    Grant,
    Level,
    Member,
    Reach,
    RowInputs,
    Visibility,
    level_on,
    shared_visibility,
)
from desktop.core.statistics import Axis, StatisticsQuery
from desktop.models import load_all
from desktop.models.base import record_class
from desktop.models.contacts.account import Account
from desktop.store.engine import DATABASE, Role, connect_reader
from desktop.store.profile import create_profile
from desktop.store.reads import LocalReads
from desktop.store.row_rights import member_of, scope_of
from desktop.store.work import Store, Work
from tests.store.conftest import NOON

load_all()
UNITS = {"company": None, "sales": "company", "north": "sales", "staff": "company"}
UNIT = {name: uuid.UUID(int=100 + place) for place, name in enumerate(UNITS)}
PEOPLE = {"an": "sales", "binh": "north", "chi": "staff", "dung": None}
PERSON = {name: uuid.UUID(int=200 + place) for place, name in enumerate(PEOPLE)}
ROLE = {"sellers": uuid.UUID(int=300), "others": uuid.UUID(int=301)}
GRANTS = {
    "nothing": (),
    "unit": (Grant("contacts", Reach.UNIT, Level.EDIT),),
    "subtree": (Grant("contacts", Reach.SUBTREE, Level.DELETE),),
    "all": (Grant("contacts", Reach.ALL, Level.VIEW),),
    "own": (Grant("contacts", Reach.OWN, Level.EDIT), Grant("activities", Reach.ALL, Level.EDIT)),
    "calls": (Grant("activities", Reach.UNIT, Level.VIEW),),
}
PARENTS = {UNIT[name]: UNIT[above] if above else None for name, above in UNITS.items()}
ENTITIES = ("account", "contact", "call", "lead", "comment")
ABOVE = {"contact": "account_id", "call": "account_id", "comment": "account_id"}


def member(person: str, grants: str) -> Member:
    unit = PEOPLE[person]
    principals = {PERSON[person], *([UNIT[unit]] if unit else []), *_roles(person)}
    own = UNIT[unit] if unit else None
    return Member(PERSON[person], own, GRANTS[grants], frozenset(principals))


def _roles(person: str) -> list[uuid.UUID]:
    return [ROLE["sellers"]] if person == "an" else []


ACTORS = [("an", grants) for grants in GRANTS] + [
    ("binh", "nothing"),
    ("binh", "unit"),
    ("chi", "calls"),
    ("dung", "subtree"),
]


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "firm"
    folder.mkdir()
    create_profile(folder, FrozenClock(NOON), owner_name="Nguyễn Văn An")
    store = Store(folder, FrozenClock(NOON), Role.WORKER)
    with store.work(store.owner(), "test.fill") as work:
        _fill(work, Random(3))
    store.checkpoint()
    store.close()
    return folder


def _fill(work: Work, rnd: Random) -> None:
    work.bulk_insert(
        "org_unit", [{"id": UNIT[n], "name": n, "parent_id": PARENTS[UNIT[n]]} for n in UNITS]
    )
    work.bulk_insert("app_user", [{"id": PERSON[n], "full_name": n} for n in PEOPLE])

    def rights() -> dict[str, object]:
        return {
            "owner_id": rnd.choice([*PERSON.values(), uuid.UUID(int=9)]),
            "org_unit_id": rnd.choice([None, *UNIT.values()]),
            "visibility": rnd.choice([None, None, None, 0, 1, 2]),
        }

    accounts = work.bulk_insert(
        "account",
        [
            {"name": f"Hồng {n}", "is_shared": rnd.choice([True, False, None]), **rights()}
            for n in range(90)
        ],
    )

    def above() -> uuid.UUID | None:
        return rnd.choice([None, *accounts])

    work.bulk_insert(
        "contact",
        [{"full_name": f"Hồng {n}", "account_id": above(), **rights()} for n in range(70)],
    )
    work.bulk_insert(
        "call", [{"subject": f"Hồng {n}", "account_id": above(), **rights()} for n in range(70)]
    )
    leads = work.bulk_insert("lead", [{"full_name": f"Hồng {n}", **rights()} for n in range(30)])
    shares = []
    for _n in range(25):
        which = rnd.choice(["account"] * 3 + ["lead"])
        ids = accounts if which == "account" else leads
        whom = rnd.choice(["user_id", "unit_id", "role_id"])
        ones = {"user_id": PERSON, "unit_id": UNIT, "role_id": ROLE}[whom]
        level = rnd.choice(["view", "edit", "delete", "share"])
        share = {"record_type": which, "record_id": str(rnd.choice(ids)), "level": level}
        shares.append({**share, whom: rnd.choice([*ones.values()])})
    work.bulk_insert("share", shares)
    _make_roles(work)
    comments = []
    for n in range(20):
        on = rnd.choice(accounts)
        facts = {"title": f"Hồng {n}", "record_type": "account", "record_id": str(on)}
        comments.append({**facts, "body": "…", "account_id": on, **rights()})
    work.bulk_insert("comment", comments)


def _make_roles(work: Work) -> None:
    work.bulk_insert("user_role", [{"id": one, "name": name} for name, one in ROLE.items()])
    members = [{"user_id": PERSON["an"], "role_id": ROLE["sellers"], "remark": "x"}]
    work.bulk_insert("role_member", members)
    grant = {"role_id": ROLE["sellers"], "record_module": "contacts", "reach": "unit"}
    work.bulk_insert("permission_grant", [{**grant, "level": "edit"}])


def inputs(work: Work, entity: str, record_id: uuid.UUID) -> RowInputs:
    """Tell what decides on a record, from the mapped classes alone."""
    row = work.session.get_one(record_class(entity), record_id)
    seen = None if row.visibility is None else Visibility(row.visibility)
    if seen is None and isinstance(row, Account):
        seen = shared_visibility(row.is_shared, row.org_unit_id)
    above = getattr(row, ABOVE[entity]) if entity in ABOVE else None
    shares: dict[uuid.UUID, Level] = {}
    table = record_class("share")
    asked = sa.select(table).where(table.record_type == entity, table.record_id == str(record_id))
    for share in work.session.scalars(asked):
        whom = share.user_id or share.unit_id or share.role_id
        shares[whom] = max(shares.get(whom, Level.NONE), Level[share.level.upper()])
    return RowInputs(
        get_entity(entity).module,
        row.owner_id,
        row.org_unit_id,
        seen,
        shares,
        above=inputs(work, "account", above) if above else None,
    )


@pytest.fixture(scope="module")
def rows(firm: Path) -> dict[str, dict[uuid.UUID, RowInputs]]:
    store = Store(firm, FrozenClock(NOON), Role.WORKER)
    found = {}
    with store.work(store.owner(), "test.read") as work:
        for entity in ENTITIES:
            table = record_class(entity).__table__
            ids = [
                one for (one,) in work.session.execute(table.select().with_only_columns(table.c.id))
            ]
            found[entity] = {one: inputs(work, entity, one) for one in ids}
    store.close()
    return found


@pytest.fixture(params=ACTORS, ids="-".join)
def who(request: pytest.FixtureRequest) -> Member:
    return member(*request.param)


@pytest.fixture
def reads(firm: Path, who: Member) -> Iterator[LocalReads]:
    store = Store(firm, FrozenClock(NOON), Role.WORKER)
    with store.reading() as connection:
        scope = scope_of(connection, who)
    store.close()
    opened = LocalReads(firm / DATABASE, FrozenClock(NOON), scope=scope)
    yield opened
    opened.close()


@pytest.fixture
def seen(rows, who) -> dict[str, set[uuid.UUID]]:
    return {
        entity: {one for one, row in of.items() if level_on(row, who, PARENTS) >= Level.VIEW}
        for entity, of in rows.items()
    }


def listed(reads: LocalReads, query: ListQuery) -> list[uuid.UUID]:
    total = reads.snapshot(1, query).total
    found: list[uuid.UUID] = []
    while len(found) < total:
        page = [row.id for row in reads.page(1, query, len(found)).rows]
        assert page
        found += page
    return found


QUERIES = {
    "plain": {},
    "sorted": {"sort": Sort("created_at", descending=True)},
    "by owner": {"sort": Sort("owner_id")},
    "grouped": {"group": "owner_id"},
    "found": {"search": "hong"},
    "found and sorted": {"search": "hong", "sort": Sort("created_at")},
    "filtered": {"filter": Group((Condition("created_at", Op.FILLED),))},
}


@pytest.mark.parametrize("how", QUERIES)
def test_lists_show_what_one_may_see(reads, seen, how):
    for entity in ENTITIES[:4]:
        query = ListQuery(entity, (), **QUERIES[how])
        found = listed(reads, query)
        assert len(found) == len(set(found))
        assert set(found) == seen[entity]
        first = [row.id for row in reads.first_page(query).rows]
        assert len(first) == min(PAGE_ROWS, len(seen[entity]))
        assert set(first) <= seen[entity]


def test_counts_statistics_and_files_follow(reads, seen, rows):
    for entity in ENTITIES[:4]:
        assert reads.count(entity, EVERYTHING) == len(seen[entity])
        query = ListQuery(entity, (get_entity(entity).title,))
        counting = reads.statistics(StatisticsQuery(query, Axis("owner_id")))
        while counting.answer is None:
            counting = reads.statistics(counting.query, counting)
        assert counting.answer.total.count == len(seen[entity])
        assert len(reads.cells_for_files(query, list(rows[entity]))) == len(seen[entity])
        assert {row.id for row in reads.rows(query, list(rows[entity])).rows} == seen[entity]


def test_searches_find_what_one_may_see(reads, seen):
    for entity in ENTITIES[:4]:
        assert {hit.ref.id for hit in reads.search("hong", 500, [entity])} == seen[entity]
        assert {hit.ref.id for hit in reads.choices(entity, "hong", 500)} == seen[entity]
        assert {hit.ref.id for hit in reads.choices(entity, "", 500)} == seen[entity]
    everywhere = {hit.ref.id for hit in reads.search("hong", 1000)}
    assert everywhere >= set().union(*(seen[entity] for entity in ENTITIES[:4]))
    assert everywhere.isdisjoint(set(PERSON) - set().union(*seen.values()))


def test_cards_titles_history_and_likes_of_hidden_records_stay_hidden(reads, seen, rows):
    for entity in ENTITIES:
        assert {ref.id for ref in reads.refs(entity, list(rows[entity]))} == seen[entity]
        for one in list(rows[entity])[:40]:
            if one in seen[entity]:
                assert reads.card(entity, one).id == one
                assert reads.history(entity, one)
            else:
                with pytest.raises(RecordGoneError):
                    reads.card(entity, one)
                assert reads.history(entity, one) == []
    alike = reads.duplicates("account", {"name": "Hồng 1"}, limit=100)
    assert {one.hit.ref.id for one in alike} <= seen["account"]


def test_a_timeline_holds_what_one_may_see(reads, seen, rows, firm):
    for account in list(rows["account"])[:30]:
        entries = reads.timeline("account", account, (), 2**62, 500)
        shown = {(entry.ref.entity, entry.ref.id) for entry in entries}
        hanging = {
            (entity, one)
            for entity in ABOVE
            for one in seen[entity]
            if rows_above(firm, entity, one) == account
        }
        assert shown == hanging


@cache
def rows_above(firm: Path, entity: str, record_id: uuid.UUID) -> uuid.UUID | None:
    """Return the customer on which a record hangs."""
    with closing(connect_reader(firm / DATABASE)) as connection:
        query = f'SELECT account_id FROM "{entity}" WHERE id = ?'
        (found,) = connection.execute(query, (record_id.bytes,)).fetchone()
    return uuid.UUID(bytes=found) if found else None


def test_the_lone_owner_reads_the_tables_themselves(firm, rows):
    opened = LocalReads(firm / DATABASE, FrozenClock(NOON))
    views = opened._reader.rows("SELECT name FROM temp.sqlite_schema WHERE type = 'view'")
    assert views == []
    assert opened.count("account", EVERYTHING) == len(rows["account"])
    opened.close()


# Writing


@pytest.fixture
def own_store(firm: Path, tmp_path: Path) -> Iterator[Store]:
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
def test_records_are_changed_by_those_alone_who_may(own_store, rows, who, what):
    needed, change = CHANGES[what]
    actor = Actor(who.user_id, member=who)
    rnd = Random(what)
    for entity in ENTITIES[1:4]:  # a customer takes others along into the bin
        for one in rnd.sample(list(rows[entity]), 8):
            may = level_on(rows[entity][one], who, PARENTS) >= needed
            try:
                with own_store.work(actor, "test.change") as work:
                    change(work, entity, one)
            except NotAllowedError:
                assert not may
            else:
                assert may


def test_a_person_has_the_unit_the_roles_and_the_rights_that_records_say(own_store):
    with own_store.reading() as connection:
        found = member_of(connection, PERSON["an"])
        assert found == Member(
            PERSON["an"], None, GRANTS["unit"], frozenset({PERSON["an"], ROLE["sellers"]})
        )
        assert member_of(connection, PERSON["dung"]).grants == ()


def test_nothing_is_left_of_what_was_refused(own_store, rows):
    chi = member("chi", "nothing")
    hidden = next(
        one for one, row in rows["account"].items() if level_on(row, chi, PARENTS) is Level.NONE
    )
    with (
        pytest.raises(NotAllowedError) as refused,
        own_store.work(Actor(chi.user_id, member=chi), "t") as work,
    ):
        _change(work, "account", hidden)
    assert "Hồng" not in str(refused.value)  # not even its name
    with own_store.work(own_store.owner(), "t") as work:
        assert work.session.get_one(Account, hidden).name.startswith("Hồng")


def test_one_may_write_on_what_one_sees_but_not_on_what_is_hidden(own_store, rows):
    chi = member("chi", "nothing")
    level = {one: level_on(row, chi, PARENTS) for one, row in rows["account"].items()}
    shown = next(one for one, found in level.items() if found is Level.VIEW)
    hidden = next(one for one, found in level.items() if found is Level.NONE)
    actor = Actor(chi.user_id, member=chi)
    with own_store.work(actor, "t") as work:
        work.bulk_insert("call", [{"subject": "Gọi", "account_id": shown}])
    with pytest.raises(NotAllowedError), own_store.work(actor, "t") as work:
        work.bulk_insert("call", [{"subject": "Gọi", "account_id": hidden}])


def test_giving_a_record_away_and_changing_it_at_once_is_judged_by_what_it_was(own_store, rows):
    dung = member("dung", "nothing")
    others = next(
        one for one, row in rows["lead"].items() if level_on(row, dung, PARENTS) is Level.VIEW
    )
    with (
        pytest.raises(NotAllowedError),
        own_store.work(Actor(dung.user_id, member=dung), "t") as work,
    ):
        _take_and_change(work, others, dung.user_id)


def _take_and_change(work: Work, lead: uuid.UUID, person: uuid.UUID) -> None:
    work.bulk_update("lead", [lead], {"owner_id": person})
    _change(work, "lead", lead)


def test_nobody_shares_with_themselves_what_they_may_not_share(own_store, rows):
    dung = member("dung", "nothing")
    actor = Actor(dung.user_id, member=dung)
    levels = {one: level_on(row, dung, PARENTS) for one, row in rows["account"].items()}
    for one, level in list(levels.items())[:30]:
        share = {"record_type": "account", "record_id": str(one), "level": "share"}
        try:
            with own_store.work(actor, "t") as work:
                work.bulk_insert("share", [{**share, "user_id": dung.user_id}])
                _change(work, "account", one)
        except NotAllowedError:
            assert level < Level.SHARE
        else:
            assert level is Level.SHARE


def test_nobody_gives_themselves_a_role(own_store):
    dung = member("dung", "all")
    taken = {"user_id": dung.user_id, "role_id": ROLE["sellers"], "remark": "x"}
    with (
        pytest.raises(NotAllowedError),
        own_store.work(Actor(dung.user_id, member=dung), "t") as work,
    ):
        work.bulk_insert("role_member", [taken])
    boss = Member(dung.user_id, None, (Grant("organisation", Reach.ALL, Level.EDIT),))
    with own_store.work(Actor(boss.user_id, member=boss), "t") as work:
        work.bulk_insert("role_member", [taken])


def test_the_lone_owner_changes_everything(own_store, rows):
    with own_store.work(own_store.owner(), "t") as work:
        for one in list(rows["account"])[:10]:
            _change(work, "account", one)
