"""Who joins with records of his own sees what the company has already, and decides."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import SystemClock
from desktop.core.join_plan import (
    Choice,
    Decision,
    comparison_from_json,
    comparison_to_json,
    decisions_from_json,
    decisions_to_json,
)
from desktop.models.base import record_class
from desktop.services.commands import LocalCommands, load_commands
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.sync.engine import Engine
from desktop.sync.join_decisions import JoinDecisions, rows_of
from desktop.sync.joining import join_centre, leave_centre
from desktop.sync.matching import compare
from desktop.sync.numbers import provide_numbers
from desktop.sync.transport import Address, PostgresCentre
from tests.server.company import PASSWORD

load_commands()
PHONE = [{"number": "+84901234567"}]


class Newcomer:
    """A profile that was used alone, about to join."""

    def __init__(self, folder, company):
        self.store = open_profile(folder, SystemClock(), Role.WORKER, owner_name="Người mới")
        known = company.cluster.address(company.name)
        login = company.login(is_administrator=True)
        address = Address(str(known["host"]), int(known["port"]), company.name, login, PASSWORD)
        self.centre = PostgresCentre(address)

    def make(self, entity, **values):
        with self.store.work(self.store.owner(), f"{entity}.create") as work:
            record = record_class(entity)(**values)
            work.session.add(record)
            work.session.flush()
            return record.id

    def compare(self):
        found = compare(self.store, self.centre, lambda _done, _of: None)
        assert comparison_from_json(comparison_to_json(found)) == found
        return found

    def join(self, *decisions, branch=""):
        told = decisions_from_json(decisions_to_json(list(decisions)))
        made = JoinDecisions(told, rows_of(self.centre, told), branch)
        join_centre(self.store, self.centre, "PC", offers=True, decisions=made)
        self.sync()

    def sync(self):
        engine = Engine(self.store, self.store.owner(), self.centre, "PC")
        for _time in range(2):
            engine.round()

    def asked(self, query, *values):
        with self.store.reading() as connection:
            return connection.execute(query, values).fetchall()


@pytest.fixture
def new(tmp_path, company):
    folder = tmp_path / "alone"
    folder.mkdir()
    made = Newcomer(folder, company)
    yield made
    made.centre.close()
    made.store.close()


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def theirs(an):
    made = an.make("account", name="Công ty Hoa Sen", phones=PHONE, website="https://hoasen.vn")
    an.sync()
    return made


def decide(new, choice, *fields):
    (one,) = new.compare().pairs
    return Decision(one.entity, one.mine, one.theirs, choice, fields)


def accounts(desk):
    desk.sync()
    return desk.asked("SELECT name FROM account WHERE deleted_at IS NULL ORDER BY name")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": "Sen", "phones": PHONE}, "phones"),
        ({"name": "CONG TY  hoa sen"}, "name"),
    ],
)
def test_what_looks_the_same_is_found_by_phone_and_by_name(new, theirs, values, reason):
    mine = new.make("account", **values)
    new.make("account", name="Khác hẳn")
    (found,) = new.compare().pairs
    assert (found.mine, found.theirs, found.reasons) == (str(mine), str(theirs), (reason,))


def test_a_tax_code_and_an_address_tell_too(new, an):
    an.make("account", name="A", tax_code="0100109106")
    an.make("contact", full_name="Lê Hoa", emails=["Hoa@vi-du.vn"])
    an.sync()
    new.make("account", name="B", tax_code="0100109106")
    new.make("contact", full_name="Hoa", emails=["hoa@vi-du.vn"])
    found = {one.reasons for one in new.compare().pairs}
    assert found == {("tax_code",), ("emails",)}


def test_comparing_writes_and_sends_nothing(new, theirs, company):
    new.make("account", name="Sen", phones=PHONE)
    new.compare()
    assert company.sql("SELECT count(*) FROM app.account") == 1
    assert company.sql("SELECT count(*) FROM sync.client") == 1
    assert new.asked("SELECT count(*) FROM sqlite_master WHERE name = 'sync_state'") == [(0,)]


def test_both_are_kept(new, an, theirs):
    new.make("account", name="Sen", phones=PHONE)
    new.join(decide(new, Choice.BOTH))
    assert accounts(an) == [("Công ty Hoa Sen",), ("Sen",)]


def test_the_companys_is_taken_and_what_hung_on_mine_hangs_on_it(new, an, theirs):
    mine = new.make("account", name="Sen", phones=PHONE)
    person = new.make("contact", full_name="Lê Hoa", account_id=mine)
    said = {"title": "x", "body": "…", "record_type": "account", "record_id": str(mine)}
    comment = new.make("comment", **said)
    new.join(decide(new, Choice.THEIRS))
    assert accounts(an) == [("Công ty Hoa Sen",)]
    query = "SELECT account_id FROM contact WHERE id = ?"
    assert an.asked(query, person.bytes) == [(theirs.bytes,)] == new.asked(query, person.bytes)
    query = "SELECT record_id FROM comment WHERE id = ?"
    assert an.asked(query, comment.bytes) == [(str(theirs),)]
    assert new.asked("SELECT count(*) FROM sync_problem") == [(0,)]


def test_merged_by_field_takes_what_was_chosen_of_mine(new, an, theirs):
    new.make("account", name="Sen", phones=PHONE, short_name="HS", website="https://sen.vn")
    (found,) = new.compare().pairs
    assert found.gaps == ("short_name",)
    new.join(decide(new, Choice.MERGE, "short_name", "website"))
    assert accounts(an) == [("Công ty Hoa Sen",)]
    query = "SELECT short_name, website FROM account WHERE id = ?"
    assert an.asked(query, theirs.bytes) == [("HS", "https://sen.vn")]
    assert new.asked("SELECT count(*) FROM sync_problem") == [(0,)]


def test_a_program_that_ends_while_it_joins_loses_nothing_of_what_was_chosen(
    new, an, theirs, monkeypatch
):
    new.make("account", name="Sen", phones=PHONE, short_name="HS")

    def killed(_store):
        raise SystemExit

    decision = decide(new, Choice.MERGE, "short_name")
    with monkeypatch.context() as patched:
        patched.setattr("desktop.sync.joining.edit_chosen", killed)
        with pytest.raises(SystemExit):
            new.join(decision)
    new.sync()
    an.sync()
    query = "SELECT short_name FROM account WHERE id = ?"
    assert an.asked(query, theirs.bytes) == [("HS",)] == new.asked(query, theirs.bytes)
    assert new.asked("SELECT key FROM sync_state WHERE key LIKE 'chosen:%'") == []


def test_what_the_company_has_from_here_already_is_no_other_record(new, an):
    commands = LocalCommands(new.store, new.store.owner())
    made = commands.run("account.create", {"values": {"name": "Hoa Sen"}}).value
    new.join()
    leave_centre(new.store)
    found = new.compare()
    assert (found.count, found.codes, found.clashes, found.pairs) == (1, 1, 0, ())
    new.make("account", name="Hoa sen")
    assert new.compare().pairs == ()  # both are mine: I merge them myself
    assert accounts(an) == [("Hoa Sen",)]
    assert an.has("account", uuid.UUID(str(made)))


def test_a_branch_puts_its_letters_before_the_codes_given_here(new, an, theirs):
    commands = LocalCommands(new.store, new.store.owner())
    commands.run("account.create", {"values": {"name": "Lan"}})
    found = new.compare()
    assert (found.codes, found.code) == (1, "KH00001")
    new.join(branch="HN-")
    an.sync()
    assert an.asked("SELECT code FROM account WHERE name = 'Lan'") == [("HN-KH00001",)]
    provide_numbers(new.store, new.store.owner(), new.centre)
    commands = LocalCommands(new.store, new.store.owner())
    made = commands.run("account.create", {"values": {"name": "Mai"}}).value
    query = "SELECT code FROM account WHERE id = ?"
    assert new.asked(query, uuid.UUID(str(made)).bytes) == [("HN-KH00002",)]


def test_a_series_that_goes_on_begins_behind_the_codes_that_were_brought(new, an):
    commands = LocalCommands(new.store, new.store.owner())
    for number in range(3):
        commands.run("account.create", {"values": {"name": f"K{number}"}})
    new.join()
    provide_numbers(new.store, new.store.owner(), new.centre)
    commands = LocalCommands(new.store, new.store.owner())
    made = commands.run("account.create", {"values": {"name": "Mai"}}).value
    query = "SELECT code FROM account WHERE id = ?"
    assert new.asked(query, uuid.UUID(str(made)).bytes) == [("KH00004",)]


def test_a_code_of_mine_that_the_company_gave_to_another_is_counted(new, an):
    provide_numbers(an.store, an.me, an.centre)
    LocalCommands(an.store, an.me).run("account.create", {"values": {"name": "Của họ"}})
    an.sync()
    commands = LocalCommands(new.store, new.store.owner())
    commands.run("account.create", {"values": {"name": "Của tôi"}})
    found = new.compare()
    assert (found.clashes, found.pairs) == (1, ())


def test_thousands_are_compared_and_each_is_decided_by_one_word(new, an):
    names = [{"name": f"Khách {number:04}"} for number in range(1500)]
    with an.store.work(an.me, "account.create") as work:
        work.bulk_insert("account", names)
    an.sync()
    with new.store.work(new.store.owner(), "account.create") as work:
        work.bulk_insert("account", names)
    found = new.compare()
    assert (found.count, len(found.pairs)) == (1500, 1500)
    new.join(*(Decision(p.entity, p.mine, p.theirs, Choice.THEIRS) for p in found.pairs))
    assert new.asked("SELECT count(*) FROM account") == [(1500,)]
    assert len(accounts(an)) == 1500
