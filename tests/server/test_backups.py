"""Copies of the centre can be brought back, and every client finds its way after that."""

from __future__ import annotations

import shutil
import threading
import uuid
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from desktop.core.clock import FrozenClock, SystemClock
from desktop.core.errors import CancelledError
from desktop.server import backups, copies, devices, people, restoring
from desktop.server.connections import connect
from desktop.server.installing import ServerError
from tests.server.company import group, new_account, patch

pytestmark = pytest.mark.slow
both_versions = pytest.mark.both_versions
CLOCK = SystemClock()


@pytest.fixture
def address(company):
    found = company.cluster.address(company.name)
    yield found
    restoring.drop_aside(found, "9")


def databases(company):
    with connect(company.cluster.address()) as admin:
        return {name for (name,) in admin.execute("SELECT datname FROM pg_database").fetchall()}


def saved(company, address, folder, **facts):
    """Return a copy that was tried out."""
    return backups.back_up_fully(address, folder, CLOCK, keep=3, **facts)


@both_versions
def test_a_copy_is_whole_tried_out_and_readable_by_nobody_else(company, address, tmp_path):
    client = company.client()
    client.push(group(new_account()), group(new_account()))
    steps = []
    copy = saved(company, address, tmp_path, by="An", report=lambda *told: steps.append(told))
    assert (copy.rows["account"], copy.is_good, copy.by) == (2, True, "An")
    assert copies.list_copies(tmp_path, company.name) == [copy]
    assert copy.path.stat().st_mode & 0o077 == 0
    assert databases(company) & {f"{company.name}_trial_restore"} == set()
    assert {step for step, _done, _of in steps} == {"copying", "checking", "trying", "files"}
    assert all(0 <= done <= of for _step, done, of in steps)


def test_a_copy_made_while_people_write_holds_each_of_their_steps_whole(company, address, tmp_path):
    client, ends = company.client(), threading.Event()
    client.one(group(new_account(), new_account()))

    def write():
        while not ends.is_set():
            client.one(group(new_account(), new_account()))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [saved(company, address, tmp_path).rows["account"] for _time in range(2)]
    finally:
        ends.set()
        writer.join(30)
    assert [number % 2 for number in made] == [0, 0]
    assert 2 <= made[0] < made[1] <= company.sql("SELECT count(*) FROM app.account")


def test_a_copy_that_was_damaged_later_is_found_out_by_the_trial(company, address, tmp_path):
    copy = saved(company, address, tmp_path)
    with copy.path.open("r+b") as file:
        file.seek(copy.size // 2)
        file.write(b"\0" * 64)
    with pytest.raises(ServerError, match="damaged"):
        backups.try_out(address, copy, CLOCK)
    found = copies.read_copy(copy.path)
    assert (found.is_sound, found.is_good) == (False, False)
    assert "damaged" in found.problem


def test_a_copy_that_was_cut_off_is_found_out_without_knowing_its_digest(
    company, address, tmp_path
):
    copy = saved(company, address, tmp_path)
    cut = copies.copy_path(tmp_path, company.name, CLOCK.now() - timedelta(days=1))
    cut.write_bytes(copy.path.read_bytes()[: copy.size - 2000])
    with pytest.raises(ServerError):
        backups.try_out(address, copies.read_copy(cut), CLOCK)
    assert not copies.read_copy(cut).is_sound
    assert copies.newest_good(copies.list_copies(tmp_path, company.name), CLOCK.now()) == copy


def test_a_copy_that_is_stopped_leaves_nothing_that_counts(company, address, tmp_path):
    def stop(step, done, _of):
        if step == "copying" and done > 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        backups.back_up(address, tmp_path, CLOCK, report=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_second_folder_gets_a_copy_that_can_be_brought_back(company, address, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    second.mkdir()
    copy = saved(company, address, first, second=second)
    assert copy.is_copied
    (there,) = copies.list_copies(second, company.name)
    assert backups.try_out(address, there, CLOCK).rows == copy.rows


def brought_back(company, address, copy, before):
    """Restore, and return the same device with a new connection."""
    login = company.admin.execute("SELECT role::text FROM sync.login").fetchone()[0]
    company.admin.close()
    assert restoring.restore(address, copy, CLOCK).rows["account"] == 1
    company.admin = connect(address)
    client = company.client(login)
    for name in ("client_id", "lease", "cursor", "acls", "held"):
        setattr(client, name, getattr(before, name))
    return client


@both_versions
def test_after_a_restore_clients_find_out_and_send_again_what_is_missing(
    company, address, tmp_path
):
    before = company.client()
    kept, later = group(new_account("Còn")), group(new_account("Mất"))
    before.one(kept)
    before.pull()
    copy = saved(company, address, tmp_path)
    before.one(later)
    before.pull()
    client = brought_back(company, address, copy, before)
    told = client.hello(cursor=client.cursor)
    # The copy knows an older lease: a new client id, the same mids.
    assert (told["history"], told["state"]) == ("generation", "fork")
    client.client_id, client.lease = client.lease, client.client_id
    client.hello()
    assert client.pull()["resync"] == "generation"
    mids = [kept["mid"], later["mid"]]
    assert list(client.call("SELECT api.known(%s::uuid[])", mids)) == [kept["mid"]]
    assert [one["s"] for one in client.push(kept, later)] == ["ok", "ok"]
    client.pull()
    names = [row["name"] for (table, _id), row in client.held.items() if table == "account"]
    assert sorted(names) == ["Còn", "Mất"]


def test_what_was_brought_back_is_as_closed_and_as_alive_as_before(company, address, tmp_path):
    before, made = company.client(), group(new_account())
    before.one(made)
    before.pull()
    copy = saved(company, address, tmp_path)
    client = brought_back(company, address, copy, before)
    client.pull()
    edit = patch("account", made["ops"][0]["id"], rating=[None, "a"])
    assert client.one(group(edit))["s"] == "ok"
    assert client.pull()["resync"] is None
    assert client.held["account", edit["id"]]["rating"] == "a"
    assert client.call("SELECT api.tick(%s)", psycopg.types.json.Jsonb(client.cursor)) is False
    for statement in ("SELECT * FROM app.account", "SELECT sync.reap(0, 0)", "SELECT lo_create(0)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            client.connection.execute(statement.encode())


def test_what_is_no_copy_changes_nothing(company, address, tmp_path):
    broken = copies.copy_path(tmp_path, company.name, CLOCK.now())
    broken.write_bytes(b"PGDMP broken")
    before = databases(company)
    with pytest.raises(ServerError):
        restoring.restore(address, copies.read_copy(broken), CLOCK)
    assert databases(company) == before
    assert company.client().one(group(new_account()))["s"] == "ok"


def test_a_copy_that_holds_less_than_it_did_changes_nothing(company, address, tmp_path):
    company.client().one(group(new_account()))
    copy = saved(company, address, tmp_path)
    less = copies.note(replace(copy, rows=dict(copy.rows) | {"account": 2}))
    before = databases(company)
    with pytest.raises(ServerError, match="account"):
        restoring.restore(address, less, CLOCK)
    assert databases(company) == before


def test_who_is_shut_out_and_what_is_to_be_wiped_stay_so(company, address, tmp_path):
    lost, left, freed = company.client(), company.login(), company.client()
    devices.set_state(company.admin, str(freed.client_id), "block")
    copy = saved(company, address, tmp_path)
    devices.set_state(company.admin, str(freed.client_id), "allow")
    devices.set_state(company.admin, str(lost.client_id), "wipe")
    people.set_open(company.admin, left, is_open=False)
    company.admin.close()
    restoring.restore(address, copy, CLOCK)
    company.admin = connect(address)
    assert company.sql("SELECT is_open FROM sync.login WHERE role = %s", left) is False
    states = dict(company.rows("SELECT client_id, state FROM sync.client"))
    assert (states[lost.client_id], states[freed.client_id]) == ("wipe", "ok")


def test_people_who_came_later_than_the_copy_keep_their_logins_and_roles(
    company, address, tmp_path
):
    copy = saved(company, address, tmp_path)
    company.sql("INSERT INTO app.org_unit (id, name) VALUES (gen_random_uuid(), 'Chi nhánh mới')")
    new, boss = company.login(unit="Chi nhánh mới"), company.login(is_administrator=True)
    company.admin.close()
    restoring.restore(address, copy, CLOCK)
    company.admin = connect(address)
    assert company.client(new).one(group(new_account()))["s"] == "ok"
    assert company.client(boss).hello()["rights"] == ["*"]
    assert company.sql("SELECT count(*) FROM app.org_unit") == 0  # a program will send it again


def test_what_was_there_is_kept_and_dropped_when_it_is_old(company, address, tmp_path):
    client = company.client()
    client.one(group(new_account("Còn")))
    copy = saved(company, address, tmp_path)
    client.one(group(new_account("Mất")))
    company.admin.close()
    clock = FrozenClock(CLOCK.now())
    kept = []
    for _time in range(2):  # a second time, as the first was of the wrong copy
        kept.append(restoring.restore(address, copy, clock).aside)
        clock.advance(timedelta(days=10))
    company.admin = connect(address)
    with connect(address | {"dbname": kept[0]}) as admin:
        assert backups.count_rows(admin)["account"] == 2
    day_between = f"{clock.now() - timedelta(days=15):%Y%m%d%H%M%S}"
    assert restoring.drop_aside(address, day_between) == kept[:1]
    assert kept[1] in databases(company)


def test_people_who_come_back_at_once_do_not_keep_a_copy_out(company, address, tmp_path):
    client, ends = company.client(), threading.Event()
    client.one(group(new_account()))
    login = client.connection.info.user
    copy = saved(company, address, tmp_path)
    company.admin.close()

    def come_back():
        while not ends.is_set():
            try:
                client = company.client(login)
                client.seen("account")
            except psycopg.Error:
                continue

    people_there = threading.Thread(target=come_back)
    people_there.start()
    try:
        assert restoring.restore(address, copy, CLOCK).rows["account"] == 1
    finally:
        ends.set()
        people_there.join(30)
        company.admin = connect(address)


def test_a_company_that_is_gone_altogether_is_brought_back(company, address, tmp_path):
    company.client().one(group(new_account()))
    copy = saved(company, address, tmp_path)
    other = address | {"dbname": f"{company.name}_{uuid.uuid4().hex[:6]}"}
    elsewhere = tmp_path / "other machine"
    elsewhere.mkdir()
    shutil.copy(copy.path, elsewhere)  # without what was known of it
    with backups.dropped_after(address, other["dbname"]):
        done = restoring.restore(other, copies.read_copy(elsewhere / copy.path.name), CLOCK)
        assert (done.rows["account"], done.aside) == (1, "")


def test_numbers_that_were_lent_after_the_copy_are_not_lent_again(company, address, tmp_path):
    client = company.client()
    query = "SELECT api.lease_numbers(%s, 'account.code', 20)"
    client.call(query, client.client_id)
    copy = saved(company, address, tmp_path)
    assert client.call(query, client.client_id)["lo"] == 21
    other = "SELECT api.lease_numbers(%s, 'account.code HN-', 5)"
    client.call(other, client.client_id)
    company.admin.close()
    restoring.restore(address, copy, CLOCK)
    company.admin = connect(address)
    found = company.rows("SELECT lo, hi FROM sync.number_lease ORDER BY lo, hi")
    assert found == [(1, 5), (1, 20), (21, 40)]
    again = company.client()
    assert again.call(query, again.client_id)["lo"] == 41
    assert again.call(other, again.client_id)["lo"] == 6
