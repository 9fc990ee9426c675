"""Whatever is done to records can be replayed backwards, undone, redone, and found."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.clock import FrozenClock
from desktop.core.entities import get_entity
from desktop.store import diffs
from desktop.store.capture import BOOKKEEPING
from desktop.store.engine import Connection, Role
from desktop.store.maintenance import rebuild_derived
from desktop.store.shapes import shape_of
from desktop.store.work import Store
from tests.store.conftest import NOON
from tests.store.edits import ENTITIES, Edits
from tests.store.states import documents, records

pytestmark = [pytest.mark.slow, pytest.mark.soak]
EXAMPLES = 3000 if "LIENHE_SOAK" in os.environ else 40


@pytest.fixture(scope="session")
def _lived_in_profile(_new_profile, tmp_path_factory) -> Path:
    """Return a profile in which there are some records of each entity already."""
    folder = tmp_path_factory.mktemp("edits") / "profile"
    shutil.copytree(_new_profile, folder)
    store = Store(folder, FrozenClock(NOON), Role.WORKER)
    for key in ENTITIES:
        title = get_entity(key).title
        rows = [{title: f"Hồng Hà {number}"} for number in range(3)]
        if key == "saved_view":
            rows = [row | {"entity": "account"} for row in rows]
        with store.work(store.owner(), "begin") as work:
            work.bulk_insert(key, rows)
    store.close()
    return folder


@pytest.fixture(scope="session")
def fresh_store(_lived_in_profile, tmp_path_factory):
    """Return what opens a store on a copy of that profile, many times in one test."""

    @contextmanager
    def make() -> Iterator[Store]:
        folder: Path = tmp_path_factory.mktemp("edits") / "profile"
        shutil.copytree(_lived_in_profile, folder)
        with closing(Store(folder, FrozenClock(NOON), Role.WORKER)) as store:
            yield store
        shutil.rmtree(folder)

    return make


def captured(connection: Connection) -> dict[str, dict[bytes, dict[str, Any]]]:
    """Return all records as diffs write them."""
    return {
        table: {record_id: as_diff(table, row) for record_id, row in rows.items()}
        for table, rows in records(connection).items()
    }


def as_diff(table: str, row: dict[str, Any]) -> dict[str, Any]:
    shape = shape_of(get_entity(table))
    written = {}
    for name in diffs.captured_columns(shape):
        if name == "extra":
            written |= {
                f"extra.{key}": value for key, value in json.loads(row[name] or "{}").items()
            }
        elif name not in BOOKKEEPING and row[name] is not None:
            written[name] = diffs.to_json(shape, name, row[name])
    return written


def replay_backwards(connection: Connection, state: dict[str, Any], first_group: int) -> None:
    """Take the changes from `first_group` on out of `state`, by nothing but their diffs."""
    query = "SELECT tbl, op, row_id, diff FROM change WHERE grp >= ? ORDER BY seq DESC"
    for table, op, row_id, text in connection.execute(query, (first_group,)):
        diff = json.loads(text)
        if op == "I":
            del state[table][row_id]
            continue
        row = state[table].setdefault(row_id, {})
        for name, (old, new) in diff.items():
            if name in BOOKKEEPING or name == "rid":
                continue
            assert op == "D" or row.get(name) == new
            row[name] = old
            if old is None:
                del row[name]


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_changes_replayed_backwards_give_what_was_before(fresh_store, data):
    with fresh_store() as store:
        edits = Edits(store, store.owner(), data.draw)
        states = []
        for _ in range(data.draw(st.integers(4, 12))):
            before = captured(store.driver)
            if group := edits.one():
                states.append((group, before))
        for group, before in states:
            state = captured(store.driver)
            replay_backwards(store.driver, state, group)
            assert state == before


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_undo_brings_back_what_was_and_redo_what_is(fresh_store, data):
    with fresh_store() as store:
        owner = store.owner()
        edits = Edits(store, owner, data.draw)
        states = []
        for _ in range(data.draw(st.integers(4, 12))):
            before = records(store.driver)
            if group := edits.one():
                states.append((group, before))
        after = records(store.driver)
        undone = []
        for group, before in reversed(states):
            answer = store.undo(group, owner)
            assert answer.left == ()
            assert records(store.driver) == before
            undone.append(answer.changes.group)
        for group in reversed(undone):
            assert store.undo(group, owner).left == ()
        assert records(store.driver) == after


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_found_is_what_a_rebuild_finds(fresh_store, data):
    with fresh_store() as store:
        owner = store.owner()
        edits = Edits(store, owner, data.draw)
        groups = [edits.one() for _ in range(data.draw(st.integers(4, 12)))]
        for group in filter(None, groups[: data.draw(st.integers(0, 3))]):
            store.undo(group, owner)
        found = documents(store.driver)
        rebuild_derived(store)
        assert documents(store.driver) == found
