"""The large company is made past everything that checks, and yet is what checking would make."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest

from bench.large_activities import make_call, make_contact, make_note
from bench.large_profile import make_profile
from bench.large_rows import NOW, Company, make_account, over_time
from desktop.core.clock import FrozenClock
from desktop.core.entities import get_entity
from desktop.core.filters import EVERYTHING
from desktop.core.permissions import Actor
from desktop.models import load_all
from desktop.store.bulk import prepare_rows
from desktop.store.derived import is_current
from desktop.store.engine import DATABASE, Role
from desktop.store.orm import Stamp
from desktop.store.profile import open_profile
from desktop.store.reads import LocalReads
from desktop.store.search_index import search_plan, stale_entities
from desktop.store.shapes import shape_of

OWN = {"account": make_account, "contact": make_contact, "note": make_note, "call": make_call}


@pytest.fixture
def company():
    """Return a company whose dictionaries and first customers are there."""
    load_all()
    made = Company(Random(3), b"o" * 16)
    for ids in (made.users, made.units, made.sources, made.industries, made.tags):
        ids += [bytes([number]) * 16 for number in range(1, 6)]
    list(over_time(made, 120, make_account))
    return made


@pytest.mark.parametrize("key", OWN)
def test_its_rows_are_what_the_declared_way_makes(key, company):
    shape = shape_of(get_entity(key))
    plan = search_plan(shape.entity)
    for made in over_time(company, 60, OWN[key]):
        values = {name: shape.value(name, made.columns.get(name)) for name in shape.columns}
        given = {n: v for n, v in values.items() if n in shape.plans and v is not None}
        prepared = prepare_rows(key, [given], Stamp(Actor(UUID(int=1)), NOW, FrozenClock(NOW)))
        (row,) = prepared.rows
        for name, cell in zip(prepared.columns, row, strict=True):
            if name in shape.plans or name.endswith(("_key", "_province", "_commune")):
                assert made.columns.get(name) == cell or name in shape.defaults, name
        document = plan.document(values)
        assert sorted(made.words.split()) == sorted(document.words.split())
        assert sorted(made.pieces.split()) == sorted(document.pieces.split())
        assert sorted(made.lookups) == sorted(document.lookups)


def test_a_small_large_company_is_a_sound_profile(tmp_path):
    load_all()
    make_profile(tmp_path, 300)
    store = open_profile(tmp_path, FrozenClock(NOW), Role.WINDOW)
    assert is_current(store.driver)
    assert stale_entities(store.driver) == []
    assert store.driver.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    reads = LocalReads(tmp_path / DATABASE, FrozenClock(NOW))
    assert 290 <= reads.count("account", EVERYTHING) <= 300
    assert reads.search("công ty") != []
    reads.close()
    with store.work(store.owner(), "test") as work:
        work.bulk_insert("account", [{"name": "New", "party_type": "company"}])
    assert work.changes.ids["account"]
    store.close()
