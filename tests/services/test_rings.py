"""Nothing stands below itself, whichever way its parent is written."""

from __future__ import annotations

import pytest

from desktop.core.errors import InvalidValueError
from desktop.models.contacts import Account
from desktop.services.records import save_record
from desktop.services.trees import move_record


@pytest.fixture
def chain(store, owner):
    """Three companies, each below the one before."""
    with store.work(owner, "account.create") as work:
        made = [Account(name=name) for name in ("Vingroup", "Vinhomes", "Vincom")]
        work.session.add_all(made)
        work.session.flush()
        made[1].parent_id, made[2].parent_id = made[0].id, made[1].id
        work.session.flush()
        return [one.id for one in made]


def by_form(work, ids):
    save_record(work, "account", str(ids[0]), {"parent_id": [None, str(ids[2])]})


def by_move(work, ids):
    move_record(work, "account", str(ids[0]), str(ids[2]))


def by_change_of_many(work, ids):
    work.bulk_update("account", [ids[0]], {"parent_id": ids[2]})


def by_change_to_itself(work, ids):
    work.bulk_update("account", ids, {"parent_id": ids[0]})


@pytest.mark.parametrize("way", [by_form, by_move, by_change_of_many, by_change_to_itself])
def test_a_ring_is_refused_and_nothing_is_written(way, chain, store, owner):
    with pytest.raises(InvalidValueError, match="below itself"), store.work(owner, "x") as work:
        way(work, chain)
    query = "SELECT parent_id FROM account ORDER BY name DESC"
    with store.reading() as connection:
        found = {row for (row,) in connection.execute(query).fetchall()}
    assert found == {None, chain[0].bytes, chain[1].bytes}


def test_whoever_stood_in_a_ring_before_can_be_saved(chain, store, owner):
    with store.work(owner, "old", captured=False) as work:
        work.bulk_update("account", [chain[0]], {"parent_id": chain[2]})
    with store.work(owner, "account.save") as work:
        save_record(work, "account", str(chain[0]), {"short_name": [None, "VIC"]})
    assert work.changes.ids["account"]
