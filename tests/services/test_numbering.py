"""Codes that the program gives: none twice, also by two processes, and none that somebody typed."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Kind
from desktop.services.commands import UNDO
from desktop.services.long_work import LongWork
from desktop.services.numbering import look_at_sequences
from desktop.store.reads import LocalReads
from tests.store.processes import other_process

OTHER = """
    import desktop.services.records
    from desktop.services.commands import LocalCommands
    store = open_profile(profile, SystemClock(), Role.WORKER)
    commands = LocalCommands(store, store.owner())
    say("begins")
    for number in range(25):
        commands.run("account.create", {"values": {"name": f"Của máy {number}"}})
    say("done")
"""


@pytest.fixture
def customer(commands):
    """Return what makes a customer, by its name."""

    def make(name="Công ty", **values):
        return str(commands.run("account.create", {"values": {"name": name, **values}}).value)

    return make


@pytest.fixture
def code_of(values_of):
    return lambda record: values_of("account", record)["code"]


@pytest.fixture
def sequences(store, owner, profile):
    """Return what tells all sequences by entity and field."""

    def look():
        work = LongWork(store, owner, lambda: LocalReads(store.path, SystemClock()), profile, _wait)
        return {f"{one['entity']}.{one['field']}": one for one in look_at_sequences(work)}

    return look


def _wait(_done, _of=0, _what=""):
    return None


def test_a_customer_gets_the_next_code_when_it_is_saved(customer, code_of):
    codes = [code_of(customer()) for _time in range(3)]
    numbers = [int(code.removeprefix("KH")) for code in codes]
    assert numbers == [numbers[0] + step for step in range(3)]


def test_a_typed_code_stays_and_is_passed_over(customer, code_of):
    first = int(code_of(customer()).removeprefix("KH"))
    assert code_of(customer(code=f"KH{first + 1:05}")) == f"KH{first + 1:05}"
    assert code_of(customer()) == f"KH{first + 2:05}"


def test_it_goes_on_behind_the_codes_that_exist(customer, code_of):
    customer(code="KH00870")
    assert code_of(customer()) == "KH00871"


def test_a_code_of_many_more_digits_does_not_carry_the_sequence_away(customer, code_of):
    customer(code="KH202611220815")
    assert len(code_of(customer())) == len("KH00001")


def test_a_number_whose_customer_was_undone_is_not_given_again(commands, customer, code_of):
    done = commands.run("account.create", {"values": {"name": "A"}})
    gone = code_of(str(done.value))
    commands.run(UNDO, {"group": done.changes.group})
    assert code_of(customer()) > gone


def test_a_save_that_fails_takes_no_number(commands, customer, code_of):
    first = int(code_of(customer()).removeprefix("KH"))
    with pytest.raises(InvalidValueError):
        commands.run("account.create", {"values": {"name": ""}})
    assert code_of(customer()) == f"KH{first + 1:05}"


def test_the_company_says_another_pattern_and_where_it_goes_on(
    commands, customer, code_of, sequences
):
    said = {"entity": "account", "field": "code", "pattern": "C-{NNNN}"}
    commands.run("number_sequence.set", said)
    assert code_of(customer()) == "C-0001"
    commands.run("number_sequence.set", {**said, "next_number": 500})
    assert sequences()["account.code"]["example"] == "C-0500"
    assert code_of(customer()) == "C-0500"


def test_a_year_in_the_pattern_is_that_of_the_day(commands, customer, code_of, store):
    said = {"entity": "account", "field": "code", "pattern": "KH{YYYY}-{NNNNN}"}
    commands.run("number_sequence.set", said)
    assert code_of(customer()) == f"KH{store.clock.now():%Y}-00001"


def test_a_pattern_that_was_undone_counts_on_where_it_stood(commands, customer, code_of):
    before = int(code_of(customer()).removeprefix("KH"))
    said = {"entity": "account", "field": "code", "pattern": "C-{NNNN}"}
    done = commands.run("number_sequence.set", said)
    commands.run(UNDO, {"group": done.changes.group})
    assert code_of(customer()) == f"KH{before + 1:05}"


@pytest.mark.parametrize("pattern", ["KH", "{NN}{NN}", "{DD}{NN}"])
def test_a_pattern_that_makes_no_codes_changes_nothing(commands, sequences, pattern):
    before = sequences()
    with pytest.raises(InvalidValueError):
        commands.run(
            "number_sequence.set", {"entity": "account", "field": "code", "pattern": pattern}
        )
    assert sequences() == before


def test_a_field_without_numbers_has_no_pattern(commands):
    said = {"entity": "account", "field": "name", "pattern": "{NN}"}
    with pytest.raises(InvalidValueError):
        commands.run("number_sequence.set", said)


def test_an_own_field_is_numbered_by_its_own_pattern(commands, customer, values_of, sequences):
    said = {"label_vi": "Số hồ sơ", "default_value": "HS{NNN}"}
    commands.run("custom_field.define", {"entity": "account", "kind": Kind.SEQUENCE, **said})
    made = [values_of("account", customer())["x_so_ho_so"] for _time in range(2)]
    assert made == ["HS001", "HS002"]
    assert "account.x_so_ho_so" in sequences()


def test_a_wrong_pattern_of_an_own_field_is_refused(commands):
    said = {"label_vi": "Số hồ sơ", "default_value": "HS"}
    with pytest.raises(InvalidValueError) as refused:
        commands.run("custom_field.define", {"entity": "account", "kind": "sequence", **said})
    assert refused.value.field == "default_value"


def test_a_lead_becomes_a_customer_with_a_code(commands, make, code_of, store):
    lead = make("lead")
    commands.run("lead.convert", {"ids": [lead]})
    query = "SELECT id FROM account ORDER BY rid DESC LIMIT 1"
    (made,) = store.driver.execute(query).fetchone()
    assert str(code_of(str(uuid.UUID(bytes=made)))).startswith("KH")


def test_two_processes_never_give_the_same_code(customer, profile, store):
    with other_process(profile, OTHER) as other:
        assert other.hear() == "begins"
        for number in range(25):
            customer(f"Của tôi {number}")
        assert other.hear() == "done"
    query = "SELECT code FROM account WHERE name LIKE 'Của %'"
    codes = [code for (code,) in store.driver.execute(query)]
    assert len(codes) == len(set(codes)) == 50
