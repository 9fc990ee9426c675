"""The demo company in a profile: made by ordinary work, gone on with, kept fresh, kept apart."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.core.clock import FrozenClock, day_start, from_micros, local_day, to_micros
from desktop.core.entities import get_entity
from desktop.core.errors import CancelledError, NotAllowedError, RuleBrokenError
from desktop.core.pages import ListQuery
from desktop.core.permissions import Actor
from desktop.core.queries import query_from_json
from desktop.core.relative_filters import meant_now
from desktop.services.demo import filling
from desktop.services.demo.filling import fill_demo, fill_on_request
from desktop.services.demo.mark import is_demo, read_demo_mark
from desktop.services.demo.story import make_up
from desktop.services.long_work import LongWork
from desktop.services.opening import OpenProfile, open_for_window
from desktop.store.reads import LocalReads
from tests.services.demo.conftest import OWNER, TODAY, Story
from tests.store.states import records

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
SHORT = 700  # steps: the company of the first months


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a profile with the whole company."""
    folder = tmp_path_factory.mktemp("demo") / "profile"
    opened = open_for_window(folder)
    fill_demo(opened.store, TODAY)
    opened.close()
    return folder


@pytest.fixture(scope="module")
def demo(filled: Path) -> Iterator[OpenProfile]:
    opened = open_for_window(filled)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def demo_reads(demo: OpenProfile) -> Iterator[LocalReads]:
    reads = LocalReads(demo.store.path, FrozenClock(day_start(TODAY) + timedelta(hours=9)))
    yield reads
    reads.close()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the story end after the first months."""

    def begin(today: date, owner: uuid.UUID, *, names_owner: bool):
        return make_up(today, owner, names_owner=names_owner)[:SHORT]

    monkeypatch.setattr(filling, "make_up", begin)


def all_of(reads: LocalReads, query: ListQuery) -> int:
    return reads.snapshot(1, query).total


def test_what_was_made_up_is_what_there_is(demo, story):
    store = demo.store
    for entity, expected in story.records.items():
        query = f'SELECT id FROM "{entity}" WHERE deleted_at IS NULL'
        ids = {uuid.UUID(bytes=one) for (one,) in store.driver.execute(query)}
        missing = expected.keys() - ids - {OWNER}
        # By whom the owner is in a profile the ids follow: of the own calendar and invitations.
        follows = entity in {"calendar", "attendee"}
        assert {one for one in missing if not (follows and one.version == 5)} == set(), entity


def test_its_profile_is_marked_for_ever(demo):
    mark = read_demo_mark(demo.store)
    assert is_demo(demo.store)
    assert demo.is_demo
    assert mark is not None
    assert mark.is_made
    assert mark.made_on == mark.shown_on == TODAY


def test_an_ordinary_profile_is_not_marked(opened, store):
    assert not opened.is_demo
    assert read_demo_mark(store) is None


def test_the_owner_of_the_profile_works_there(demo, demo_reads):
    owner = demo_reads.card("app_user", demo.actor.user_id)
    assert owner.title == "Trần Minh Quân"
    assert owner.values["job_title"] == "Giám đốc kinh doanh"
    query = "SELECT count(*) FROM account WHERE owner_id = ? AND deleted_at IS NULL"
    (own,) = demo.store.driver.execute(query, (demo.actor.user_id.bytes,)).fetchone()
    assert own > 100


def test_an_owner_with_a_name_keeps_it(store, short, reads, owner):
    fill_demo(store, TODAY)
    assert reads.card("app_user", owner.user_id).title == "Nguyễn Văn An"


def test_its_histories_go_back_for_years(demo):
    query = (
        "SELECT min(at), max(at), count(DISTINCT actor), count(DISTINCT command) FROM change "
        "WHERE command <> 'profile.create'"
    )
    first, last, people, commands = demo.store.driver.execute(query).fetchone()
    assert TODAY - local_day(from_micros(first)) > timedelta(days=5.9 * 365)
    assert local_day(from_micros(last)) < TODAY
    assert people >= 10
    assert commands > 15
    query = "SELECT count(*) FROM account WHERE updated_at > created_at"
    assert demo.store.driver.execute(query).fetchone()[0] > 1000


def test_a_record_tells_what_happened_to_it(demo, demo_reads):
    query = "SELECT row_id FROM change WHERE tbl = 'lead' AND command = 'lead.convert' LIMIT 1"
    (lead,) = demo.store.driver.execute(query).fetchone()
    told = demo_reads.history("lead", uuid.UUID(bytes=lead))
    verbs = [entry.command.partition(".")[2] for entry in told]
    assert verbs[:3] == ["convert", "begin", "assign"]
    assert all(entry.actor for entry in told)
    assert [entry.at for entry in told] == sorted((entry.at for entry in told), reverse=True)


def test_its_customers_are_found_and_have_a_timeline(demo, demo_reads):
    query = "SELECT account_id, count(*) FROM note GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    busiest, _count = demo.store.driver.execute(query).fetchone()
    card = demo_reads.card("account", uuid.UUID(bytes=busiest))
    found = demo_reads.search(card.title)
    assert uuid.UUID(bytes=busiest) in {hit.ref.id for hit in found}
    timeline = demo_reads.timeline("account", card.id, (), 2**62, 50)
    assert len(timeline) >= 50


def test_every_saved_view_shows_records(demo, demo_reads):
    rows = demo.store.driver.execute("SELECT name, query FROM saved_view").fetchall()
    assert len(rows) >= 10
    for name, text in rows:
        query = query_from_json(json.loads(text))
        entity = get_entity(query.entity)
        meant = meant_now(query.filter, entity, demo.actor.user_id, TODAY)
        assert demo_reads.count(query.entity, meant), name


def test_some_customers_are_in_the_bin(demo_reads):
    assert 5 <= all_of(demo_reads, ListQuery("account", ("name",), bin=True)) <= 15


def test_asked_again_it_makes_nothing_twice(demo):
    before = demo.store.driver.execute("SELECT count(*) FROM change").fetchone()
    assert fill_demo(demo.store, TODAY) == 0
    assert demo.store.driver.execute("SELECT count(*) FROM change").fetchone() == before


def test_after_some_days_its_plans_are_for_today_again(filled, tmp_path):
    folder = tmp_path / "later"
    shutil.copytree(filled, folder)
    opened = open_for_window(folder)
    own = opened.commands.run("call.create", {"values": {"subject": "Của tôi", "called_at": 0}})
    later = TODAY + timedelta(days=12)
    for _time in range(2):
        fill_demo(opened.store, later)
    query = "SELECT called_at FROM call WHERE status = 'planned' AND id <> ?"
    own_id = uuid.UUID(str(own.value)).bytes
    days = [local_day(from_micros(at)) for (at,) in opened.store.driver.execute(query, (own_id,))]
    assert days.count(later) >= 10
    assert min(days) == later - timedelta(days=4)
    kept = opened.store.driver.execute("SELECT called_at FROM call WHERE id = ?", (own_id,))
    assert kept.fetchone() == (0,)
    opened.close()


def test_its_projects_go_along_by_whole_weeks(filled, tmp_path):
    folder = tmp_path / "weeks"
    shutil.copytree(filled, folder)
    opened = open_for_window(folder)

    def asked(query):
        return opened.store.driver.execute(query).fetchall()

    tasks = "SELECT id, starts_at, due_at, percent, duration FROM task WHERE starts_at IS NOT NULL"
    before, notices = (
        {row[0]: row[1:] for row in asked(tasks)},
        asked("SELECT count(*) FROM notice"),
    )
    logged = dict(asked("SELECT id, started_at FROM work_log"))
    for days in (6, 12, 12, 15):
        fill_demo(opened.store, TODAY + timedelta(days=days))
    by = 14 * 86_400_000_000
    after = {row[0]: row[1:] for row in asked(tasks)}
    assert len(after) > 20
    moved = {one: (start + by, due + by, *rest) for one, (start, due, *rest) in before.items()}
    assert after == moved
    later = dict(asked("SELECT id, started_at FROM work_log"))
    assert later.keys() == logged.keys()
    assert {later[one] - logged[one] for one in logged} <= {by, by // 2, 0}
    assert max(later.values()) <= to_micros(day_start(TODAY + timedelta(days=16)))
    assert asked("SELECT count(*) FROM notice") == notices
    opened.close()


def test_it_is_not_mixed_with_real_records(store, make, reads):
    make("account", name="Khách thật")
    with pytest.raises(RuleBrokenError):
        fill_demo(store, TODAY)
    assert not is_demo(store)
    assert reads.choices("app_user", "Sao Mai") == []


def test_one_that_was_stopped_is_gone_on_with(short, tmp_path):
    stopped, whole = (open_for_window(tmp_path / name, "An") for name in ("stopped", "whole"))

    def stop(done: int, of: int) -> None:
        if done > of / 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        fill_demo(stopped.store, TODAY, stop)
    mark = read_demo_mark(stopped.store)
    assert mark is not None
    assert 0 < mark.done < mark.of == SHORT
    assert not mark.is_made
    assert fill_demo(stopped.store, TODAY + timedelta(days=30)) == SHORT - mark.done
    fill_demo(whole.store, TODAY)
    same = [
        {entity: rows.keys() for entity, rows in records(found.store.driver).items()}
        for found in (stopped, whole)
    ]
    for found, ids in zip((stopped, whole), same, strict=True):
        ids["app_user"] -= {found.actor.user_id.bytes}
        found.close()
    assert same[0] == same[1]


def test_the_worker_makes_it_and_tells_how_far_it_is(short, store, owner, profile):
    reported, told = [], []
    store.listen(told.append)
    work = LongWork(store, owner, lambda: None, profile, lambda *facts: reported.append(facts))
    assert fill_on_request(work, TODAY.isoformat()) == SHORT
    assert [done for done, _of, _what in reported] == sorted(done for done, *_rest in reported)
    assert reported[-1][:2] == (SHORT, SHORT)
    assert told[-1].touches("account")
    assert told[-1].touches("call")
    assert len(told) < 10, "those who show records are not told of every step"


def test_it_needs_a_right(store, profile):
    clerk = Actor(uuid.uuid4(), frozenset())
    with pytest.raises(NotAllowedError):
        fill_on_request(LongWork(store, clerk, lambda: None, profile, lambda *_: None))


def test_the_story_is_told_of_the_day_and_owner(story: Story):
    assert story.records["app_user"][OWNER]["full_name"] == "Trần Minh Quân"
