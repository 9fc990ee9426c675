"""An own field that a colleague made is there after the next round, without a new start."""

from __future__ import annotations

import pytest

from desktop.core.changes import Changes
from desktop.core.entities import get_entity
from desktop.models.base import record_class
from desktop.services.commands import LocalCommands
from desktop.services.customizing.renewal import Renewal
from tests.own_fields import forget_own_fields
from tests.sync.test_following import sync

FIELD = {
    "entity": "account",
    "name": "x_fleet",
    "kind": "text",
    "label_vi": "Đội xe",
    "label_en": "Fleet",
    "in_list": True,
}


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    """A colleague whose program renews what it knows of own fields, as the worker does."""
    made = desk(is_administrator=True)
    made.store.listen(Renewal(made.store, made.folder).on_changes)
    return made


@pytest.fixture(autouse=True)
def forgotten():
    """Let no other test know the field."""
    yield
    forget_own_fields()


def make_field(desk):
    with desk.store.work(desk.me, "custom_field.create") as work:
        record = record_class("custom_field")(**FIELD)
        work.session.add(record)
        work.session.flush()
        return record.id


def test_a_field_that_was_pulled_is_known_and_has_its_column(an, binh):
    sync(binh)
    assert "x_fleet" not in get_entity("account").by_name
    make_field(an)
    sync(an, binh)
    assert "x_fleet" in get_entity("account").by_name
    account = binh.make("account", party_type="company", name="Sen")
    binh.change("account", account, extra={"x_fleet": "12 xe"})
    assert binh.cell("account", account, "x_fleet") == "12 xe"


def test_the_window_hears_of_it_from_the_worker(an, binh):
    field = make_field(an)
    sync(an, binh)
    an.store.listen(Renewal(an.store, an.folder).on_changes)
    told = Changes({"custom_field": frozenset({field})})
    LocalCommands(an.store, an.me).hear(told)
    assert an.asked("SELECT x_fleet FROM account") == []
