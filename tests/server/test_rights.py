"""What the centre ships is what core.permissions says, in any organisation, after any change."""

from __future__ import annotations

import uuid
from random import Random

import pytest

from desktop.core.permissions import (
    Grant,
    Level,
    Member,
    Reach,
    RowInputs,
    Visibility,
    level_on,
    shared_visibility,
)

pytestmark = pytest.mark.both_versions
MODULES = ("contacts", "organisation", "system")
KINDS = {"user": "user_id", "unit": "unit_id", "role": "role_id"}


class Organisation:
    """A company made and changed at random by SQL, and what the evaluator says of it."""

    def __init__(self, company, seed):
        self.company = company
        self.rnd = Random(seed)
        self.units: list[str] = []
        self.users: list[str] = []
        self.roles: list[str] = []
        self.accounts: list[str] = []
        for make, count in (
            (self.make_unit, 7),
            (self.make_user, 6),
            (self.make_role, 3),
            (self.make_account, 10),
            (self.make_note, 8),
            (self.make_share, 6),
        ):
            for _time in range(count):
                make()

    def run(self, query, *values):
        self.company.sql(query, *values)

    def some(self, ids):
        return self.rnd.choice([*ids, None])

    def make_unit(self):
        made = self.company.unit(f"Phòng {len(self.units)}", self.some(self.units) or "")
        self.units.append(made)

    def make_user(self):
        made = str(uuid.uuid4())
        query = "INSERT INTO app.app_user (id, full_name, org_unit_id) VALUES (%s, %s, %s)"
        self.run(query, made, f"Người {len(self.users)}", self.some(self.units))
        self.users.append(made)

    def make_role(self):
        made = str(uuid.uuid4())
        self.run("INSERT INTO app.user_role (id, name) VALUES (%s, 'Vai trò')", made)
        self.roles.append(made)
        for _time in range(2):
            self.make_grant()
            self.make_member()

    def make_grant(self):
        self.run(
            "INSERT INTO app.permission_grant (id, role_id, record_module, reach, level) "
            "VALUES (gen_random_uuid(), %s, %s, %s, %s)",
            self.rnd.choice(self.roles),
            self.rnd.choice(MODULES),
            self.rnd.choice([reach.value for reach in Reach]),
            self.rnd.choice(["view", "edit", "delete", "share"]),
        )

    def make_member(self):
        self.run(
            "INSERT INTO app.role_member (id, user_id, role_id) VALUES (gen_random_uuid(), %s, %s)",
            self.rnd.choice(self.users),
            self.rnd.choice(self.roles),
        )

    def make_account(self):
        made = str(uuid.uuid4())
        self.run(
            "INSERT INTO app.account (id, party_type, name, owner_id, org_unit_id, visibility, "
            "is_shared) VALUES (%s, 'company', 'An', %s, %s, %s, %s)",
            made,
            self.some(self.users),
            self.some(self.units),
            self.rnd.choice([None, None, 0, 1, 2]),
            self.rnd.choice([None, True, False]),
        )
        self.accounts.append(made)

    def make_note(self):
        self.run(
            "INSERT INTO app.note (id, subject, account_id, owner_id, org_unit_id, visibility) "
            "VALUES (gen_random_uuid(), 'x', %s, %s, %s, %s)",
            self.some(self.accounts),
            self.some(self.users),
            self.some(self.units),
            self.rnd.choice([None, None, None, 0, 1, 2]),
        )

    def make_share(self):
        kind = self.rnd.choice(list(KINDS))
        ids = {"user": self.users, "unit": self.units, "role": self.roles}[kind]
        table = self.rnd.choice(["account", "note"])
        self.run(
            f"INSERT INTO app.share (id, record_type, record_id, {KINDS[kind]}, level) "
            f"SELECT gen_random_uuid(), %s, x.id, %s, %s FROM app.{table} x "
            "ORDER BY x.id LIMIT 1 OFFSET %s",
            table,
            self.rnd.choice(ids),
            self.rnd.choice(["view", "edit", "delete", "share"]),
            self.rnd.randrange(8),
        )

    def change(self):
        one_of = "(SELECT id FROM app.{} ORDER BY md5(id::text || %s) LIMIT 1)"
        salt = str(self.rnd.random())
        queries = {
            "UPDATE app.app_user SET org_unit_id = %s WHERE id = " + one_of.format("app_user"): (
                self.some(self.units)
            ),
            "UPDATE app.app_user SET is_active = %s WHERE id = " + one_of.format("app_user"): (
                self.rnd.random() < 0.7
            ),
            "UPDATE app.account SET owner_id = %s WHERE id = " + one_of.format("account"): (
                self.some(self.users)
            ),
            "UPDATE app.account SET org_unit_id = %s WHERE id = " + one_of.format("account"): (
                self.some(self.units)
            ),
            "UPDATE app.account SET visibility = %s WHERE id = " + one_of.format("account"): (
                self.rnd.choice([None, 0, 1, 2])
            ),
            "UPDATE app.note SET account_id = %s WHERE id = " + one_of.format("note"): (
                self.some(self.accounts)
            ),
            "UPDATE app.share SET level = %s WHERE id = " + one_of.format("share"): (
                self.rnd.choice(["view", "share"])
            ),
            "UPDATE app.permission_grant SET level = %s WHERE id = "
            + one_of.format("permission_grant"): self.rnd.choice(["view", "share"]),
        }
        query, value = self.rnd.choice(list(queries.items()))
        ends = ["role_member", "permission_grant", "share"]
        if self.rnd.random() < 0.25:
            end = self.rnd.choice(ends)
            self.run(f"DELETE FROM app.{end} WHERE id = {one_of.format(end)}", salt)
        elif self.rnd.random() < 0.3:
            self.rnd.choice([self.make_member, self.make_grant, self.make_share, self.move])()
        else:
            self.run(query, value, salt)

    def move(self):
        self.company.rows("SELECT 1")
        low = self.rnd.choice(self.units)
        below = self.company.rows(
            "WITH RECURSIVE b (id) AS (SELECT %s::uuid UNION SELECT o.id FROM app.org_unit o "
            "JOIN b ON o.parent_id = b.id) SELECT id::text FROM b",
            low,
        )
        free = [one for one in self.units if (one,) not in below]
        self.run("UPDATE app.org_unit SET parent_id = %s WHERE id = %s", self.some(free), low)

    def shipped(self):
        """Return {(user, row): level} as the centre computes it."""
        rows = self.company.rows(
            "SELECT u.id::text, r.id::text, coalesce(sync.level(u.id, r.acl_id), 0) "
            "FROM app.app_user u, (SELECT id, acl_id FROM app.account "
            "UNION ALL SELECT id, acl_id FROM app.note) r"
        )
        return {(user, row): level for user, row, level in rows}

    def evaluated(self):
        """Return the same as core.permissions computes it, row by row and person by person."""
        parents = dict(self.company.rows("SELECT id, parent_id FROM app.org_unit"))
        members = self.members(parents)
        rows = self.inputs()
        return {
            (str(user), str(row)): 0 if member is None else int(level_on(facts, member, parents))
            for user, member in members.items()
            for row, facts in rows.items()
        }

    def members(self, parents):
        roles: dict[uuid.UUID, set[uuid.UUID]] = {}
        for user, role in self.company.rows("SELECT user_id, role_id FROM app.role_member"):
            roles.setdefault(user, set()).add(role)
        grants: dict[uuid.UUID, list[Grant]] = {}
        query = "SELECT role_id, record_module, reach, level FROM app.permission_grant"
        for role, module, reach, level in self.company.rows(query):
            given = Grant(module, Reach(reach), Level[level.upper()])
            grants.setdefault(role, []).append(given)
        found = {}
        query = "SELECT id, org_unit_id, is_active IS NOT FALSE FROM app.app_user"
        for user, unit, is_active in self.company.rows(query):
            mine = roles.get(user, set())
            above, climbing = set(), unit
            while climbing is not None:
                above.add(climbing)
                climbing = parents[climbing]
            given = tuple(grant for role in mine for grant in grants.get(role, ()))
            principals = frozenset({user, *above, *mine})
            found[user] = Member(user, unit, given, principals) if is_active else None
        return found

    def inputs(self):
        shares: dict[str, dict[uuid.UUID, Level]] = {}
        query = "SELECT record_id, coalesce(user_id, unit_id, role_id), level FROM app.share"
        for row, who, level in self.company.rows(query):
            held = shares.setdefault(row, {})
            held[who] = max(held.get(who, Level.NONE), Level[level.upper()])
        accounts, notes = {}, {}
        query = "SELECT id, owner_id, org_unit_id, visibility, is_shared FROM app.account"
        for row, owner, unit, seen, is_shared in self.company.rows(query):
            says = shared_visibility(is_shared, unit) if seen is None else Visibility(seen)
            facts = RowInputs("contacts", owner, unit, says, shares.get(str(row), {}))
            accounts[row] = facts
        query = "SELECT id, owner_id, org_unit_id, visibility, account_id FROM app.note"
        for row, owner, unit, seen, account in self.company.rows(query):
            says = None if seen is None else Visibility(seen)
            above = accounts.get(account)
            shared = shares.get(str(row), {})
            notes[row] = RowInputs("contacts", owner, unit, says, shared, above)
        return accounts | notes


@pytest.mark.parametrize("seed", [1, 2])
def test_everybody_has_on_every_row_the_level_of_the_evaluator(company, rounds, seed):
    found = Organisation(company, seed)
    assert found.shipped() == found.evaluated()
    for _step in range(rounds(8, 200)):
        for _change in range(3):
            found.change()
        assert found.shipped() == found.evaluated()


def test_the_rights_kept_are_those_computed_from_scratch(company):
    found = Organisation(company, 3)
    for _change in range(20):
        found.change()
    kept = "SELECT user_id, pid, level FROM sync.user_pr ORDER BY 1, 2"
    before = company.rows(kept)
    company.sql("TRUNCATE sync.user_pr")
    company.sql("SELECT sync.refresh_rights()")
    assert company.rows(kept) == before


def test_a_comparison_of_levels_has_something_to_compare(company):
    found = Organisation(company, 1)
    assert set(found.shipped().values()) == {0, 1, 2, 3, 4}
    company.sql("DELETE FROM sync.user_pr WHERE pid IN (SELECT pid FROM sync.principal LIMIT 9)")
    assert found.shipped() != found.evaluated()
