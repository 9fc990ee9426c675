"""Copies from the views: what was gained and is too much to come along, and what breaks off."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.entities import iter_entities
from desktop.store.mirror.bulk_rows import row_plan
from desktop.store.mirror.wire_rows import stored_row, wire_row
from desktop.sync.errors import OfflineError

MANY = 5_100


class Cut:
    """A line to the centre that breaks while a table is copied."""

    def __init__(self, centre, table: str, after: int) -> None:
        self._centre, self._table, self._after = centre, table, after
        self.copied: list[str] = []

    def __getattr__(self, name):
        return getattr(self._centre, name)

    def rows(self, table, *arguments):
        self.copied.append(table)
        for number, row in enumerate(self._centre.rows(table, *arguments)):
            if table == self._table and number == self._after:
                raise OfflineError("cut")
            yield row


@pytest.fixture
def owner(desk):
    return desk(is_administrator=True)


@pytest.fixture
def many(owner, company):
    """Customers of the owner that nobody else may see."""
    company.sql(
        "INSERT INTO app.account (id, party_type, name, owner_id) "
        "SELECT gen_random_uuid(), 'company', 'Công ty ' || i, %s FROM generate_series(1, %s) i",
        owner.me.user_id,
        MANY,
    )


@pytest.fixture
def reader(desk, many):
    made = desk()
    made.sync()
    assert made.asked("SELECT count(*) FROM account") == [(0,)]
    return made


def gains(company, reader) -> None:
    company.sql(
        "INSERT INTO app.role_member (id, user_id, role_id) "
        "SELECT gen_random_uuid(), %s, id FROM app.user_role",
        reader.me.user_id,
    )


def test_rows_that_a_role_gives_and_that_are_too_many_are_copied_apart(reader, company):
    gains(company, reader)
    reader.sync()
    assert reader.asked("SELECT count(*) FROM account") == [(MANY,)]
    assert reader.asked("SELECT count(*) FROM search WHERE search MATCH 'cong'") == [(MANY,)]


def test_a_copy_of_gained_rows_that_breaks_off_goes_on_where_it_was(reader, company, owner):
    gains(company, reader)
    line = Cut(reader.centre, "account", 3_500)
    reader.engine._centre = line
    with pytest.raises(OfflineError):
        reader.sync()
    (came,) = reader.asked("SELECT count(*) FROM account")[0]
    assert 0 < came < MANY
    line._after = MANY - came + 5  # what was copied does not come again
    ((first,),) = reader.asked("SELECT id FROM account ORDER BY id LIMIT 1")
    company.sql("UPDATE app.account SET name = 'Khác' WHERE id = %s", uuid.UUID(bytes=first))
    made = reader.make("account", name="Của tôi")
    reader.sync()
    assert reader.asked("SELECT count(*) FROM account") == [(MANY + 1,)]
    assert reader.asked("SELECT count(*) FROM account WHERE name = 'Khác'") == [(1,)]
    assert reader.has("account", made)
    assert reader.asked("SELECT value FROM sync_state WHERE key IN ('gained', 'copying')") == []


def test_a_right_that_is_taken_back_before_the_copy_ended_leaves_nothing(reader, company):
    gains(company, reader)
    reader.engine._centre = line = Cut(reader.centre, "account", 3_500)
    with pytest.raises(OfflineError):
        reader.sync()
    company.sql("DELETE FROM app.role_member WHERE user_id = %s", reader.me.user_id)
    line._after = 0
    reader.sync()
    assert reader.asked("SELECT count(*) FROM account") == [(0,)]


def test_a_first_copy_that_breaks_off_goes_on_where_it_was(desk, company, many, owner):
    late = desk(is_administrator=True)
    late.engine._centre = line = Cut(late.centre, "account", 3_500)
    with pytest.raises(OfflineError):
        late.sync()
    (came,) = late.asked("SELECT count(*) FROM account")[0]
    assert 0 < came < MANY
    company.sql("DELETE FROM app.account WHERE name = 'Công ty 7'")
    line._after = MANY - came + 5
    line.copied.clear()
    late.sync()
    assert line.copied[0] == "account"
    assert late.asked("SELECT count(*) FROM account") == [(MANY - 1,)]


def test_a_copied_row_has_the_same_columns_as_a_pulled_one(owner):
    company = owner.make("account", name="Công ty Hoa Sen", website="https://hoasen.example.vn")
    owner.make("contact", full_name="Nguyễn Thị Đào", account_id=company, extra={"x": 1})
    for entity in iter_entities():
        plan = row_plan(entity)
        names = ", ".join(f'"{name}"' for name in plan.travelling)
        for cells in owner.asked(f'SELECT {names} FROM "{entity.key}"'):
            made = (*cells, *plan.derived(plan.values(cells)))
            told = stored_row(entity, wire_row(entity, cells))
            assert dict(zip(plan.columns, made, strict=True)) == told
