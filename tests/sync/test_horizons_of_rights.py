"""Of what a right was gained to, a computer gets the recent part where it is much."""

from __future__ import annotations

import uuid

import pytest

from tests.sync.long_ago import calls, with_calls


@pytest.fixture
def an(desk):
    return with_calls(desk)


def test_many_rows_of_an_acl_that_is_gained_come_as_far_as_they_are_recent(an, desk, company):
    other = desk()
    other.sync()
    company.sql(
        "INSERT INTO app.account (id, party_type, name, is_shared, owner_id) SELECT "
        "gen_random_uuid(), 'company', 'Công ty ' || i, false, %s FROM generate_series(1, 5001) i",
        an.me.user_id,
    )
    an.change("account", an.customer, is_shared=False)
    an.sync()
    other.sync()
    assert calls(other) == set()
    role = str(uuid.uuid4())
    company.sql("INSERT INTO app.user_role (id, name) VALUES (%s, 'Xem')", role)
    company.sql(
        "INSERT INTO app.permission_grant (id, role_id, record_module, reach, level) "
        "VALUES (gen_random_uuid(), %s, 'contacts', 'all', 'view')",
        role,
    )
    company.sql(
        "INSERT INTO app.role_member (id, user_id, role_id) VALUES (gen_random_uuid(), %s, %s)",
        other.me.user_id,
        role,
    )
    other.sync()
    assert calls(other) == {"1"}
    assert other.verify() == []
