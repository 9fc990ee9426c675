"""What an administrator's window asks: logins, computers, moves of units, who is who."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import InputError, RuleBrokenError
from desktop.core.permissions import Level, Reach
from desktop.store.reads import LocalReads
from desktop.sync import administering, lines, serving
from desktop.sync.errors import CentreError
from tests.server.company import PASSWORD

NEW = "mat khau moi 1"


@pytest.fixture
def login(company):
    made = f"hoa.{uuid.uuid4().hex[:8]}"
    yield made
    company._logins.append(made)


@pytest.fixture
def reads(joined):
    made = LocalReads(joined.store.path, SystemClock())
    yield made
    made.close()


def add(work, login, **facts):
    who = str(uuid.uuid4())
    told = {"name": "Lê Thị Hoa"} | facts
    return administering.make_login(work, login, PASSWORD, who, told)


def test_who_was_added_is_known_here_at_once_and_can_come_in(joined, login, company, reads):
    who = add(joined, login)
    assert {one["login"]: one["is_open"] for one in administering.list_people(joined)}[login]
    found = {str(one.id): one for one in reads.organisation().people}
    assert (found[who].name, found[who].login) == ("Lê Thị Hoa", login)
    administering.set_password(joined, who, NEW)
    with pytest.raises(Exception, match="password"):
        company.client(login)
    administering.set_password(joined, who, PASSWORD)
    company.client(login)
    devices = administering.list_devices(joined, who)
    after = administering.set_device(joined, who, devices[0]["id"], "wipe")
    assert [one["state"] for one in after] == ["wipe"]
    people = administering.set_open(joined, who, is_open=False)
    assert not {one["login"]: one["is_open"] for one in people}[login]


def test_a_short_password_is_refused_before_anybody_is_asked(work):
    with pytest.raises(InputError, match="8"):
        administering.make_login(work, "an", "ngan", str(uuid.uuid4()), {"name": "An"})


def test_a_login_that_is_taken_is_told(joined, company):
    company.login()
    with pytest.raises(CentreError, match="taken"):
        add(joined, company._logins[-1])


def test_without_a_password_nothing_is_asked(joined, kept):
    kept.clear()
    lines.centres.pop(joined.profile).close()
    with pytest.raises(CentreError, match="password"):
        administering.list_people(joined)


def test_a_unit_is_moved_by_the_centre(joined, company, reads):
    top, north, sales = (company.unit(name) for name in ("Công ty", "Miền Bắc", "Kinh doanh"))
    serving.run_round(joined)
    assert administering.move_unit(joined, sales, north, None)
    assert administering.move_unit(joined, north, top, None)
    organisation = reads.organisation()
    assert [one.name for one in organisation.below(uuid.UUID(north))] == ["Kinh doanh"]
    with pytest.raises(RuleBrokenError, match="below itself"):
        administering.move_unit(joined, top, sales, None)
    with pytest.raises(RuleBrokenError, match="meanwhile"):
        administering.move_unit(joined, sales, top, None)
    assert serving.status(joined)["problems"] == 0


def test_a_profile_knows_its_administrator_and_the_roles(joined, reads):
    assert not serving.status(joined)["administers"]
    assert serving.run_round(joined)["administers"]
    organisation = reads.organisation()
    (role,) = organisation.roles
    assert role.actions == ("*",)
    assert {(g.grant.reach, g.grant.level) for g in role.grants} == {(Reach.ALL, Level.SHARE)}
    assert [one.role_id for one in organisation.members] == [role.id]
