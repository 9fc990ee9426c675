"""Copies from the views: what was gained and is too much to come along, and what breaks off."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.entities import iter_entities
from desktop.store import derived
from desktop.store.mirror import copying
from desktop.store.mirror.row_plans import row_plan
from desktop.store.mirror.wire_rows import stored_row, wire_row
from desktop.store.search_index import stale_entities
from desktop.sync import backfill
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


def test_a_first_copy_that_breaks_off_knows_how_many_rows_are_missing(desk, many):
    made = desk(is_administrator=True)
    made.engine._centre = Cut(made.centre, "account", 3_500)
    with pytest.raises(OfflineError):
        made.sync()
    with made.store.reading() as connection:
        missing = copying.missing(connection)
        held = sum(
            connection.execute(f'SELECT count(*) FROM "{one.key}" WHERE acl_id > 0').fetchone()[0]
            for one in iter_entities()
        )
    total = made.centre.count_rows({})
    assert missing == total - held > 0
    made.engine._centre = made.centre
    made.sync()
    with made.store.reading() as connection:
        assert copying.missing(connection) == 0


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
        rows = owner.asked(f'SELECT {names} FROM "{entity.key}"')
        columns = list(zip(*rows, strict=True))
        made = zip(*columns, *plan.following(columns, len(rows)), strict=True) if rows else ()
        for cells, row in zip(rows, made, strict=True):
            told = stored_row(entity, wire_row(entity, cells))
            assert dict(zip(plan.columns, row, strict=True)) == told


def test_a_large_table_has_its_indexes_and_is_found_after_the_copy(
    desk, company, many, owner, monkeypatch
):
    monkeypatch.setattr(backfill, "MANY", 1_000)
    late = desk(is_administrator=True)
    late.sync()
    assert late.asked("SELECT count(*) FROM account") == [(MANY,)]
    assert late.asked("SELECT count(*) FROM search WHERE search MATCH 'cong'") == [(MANY,)]
    with late.store.reading() as connection:
        assert derived.is_current(connection)
        assert not stale_entities(connection)


def test_a_large_copy_that_breaks_off_leaves_the_indexes_there(
    desk, company, many, owner, monkeypatch
):
    monkeypatch.setattr(backfill, "MANY", 1_000)
    late = desk(is_administrator=True)
    late.engine._centre = line = Cut(late.centre, "account", 4_500)
    with pytest.raises(OfflineError):
        late.sync()
    with late.store.reading() as connection:
        assert derived.is_current(connection)
    line._after = MANY
    late.sync()
    assert late.asked("SELECT count(*) FROM account") == [(MANY,)]
    assert late.asked("SELECT count(*) FROM search WHERE search MATCH 'cong'") == [(MANY,)]


def test_edits_meanwhile_stay_over_what_a_large_copy_brings(
    desk, company, many, owner, monkeypatch
):
    monkeypatch.setattr(backfill, "MANY", 1_000)
    late = desk(is_administrator=True)
    made = late.make("account", name="Của tôi")
    late.engine._centre = line = Cut(late.centre, "account", 4_500)
    with pytest.raises(OfflineError):
        late.sync()
    ((first,),) = late.asked("SELECT id FROM account WHERE id <> ? LIMIT 1", made.bytes)
    late.change("account", uuid.UUID(bytes=first), name="Sửa giữa chừng")
    line._after = MANY + 1
    late.sync()
    assert late.cell("account", uuid.UUID(bytes=first), "name") == "Sửa giữa chừng"
    assert company.rows("SELECT count(*) FROM app.account WHERE name = 'Sửa giữa chừng'") == [(1,)]
    assert late.asked("SELECT count(*) FROM search WHERE search MATCH 'chung'") == [(1,)]
