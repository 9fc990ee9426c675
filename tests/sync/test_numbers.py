"""Codes offline: two machines never give the same one, and nobody waits for a number for ever."""

from __future__ import annotations

import datetime as dt
import random
import re
import uuid

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import RuleBrokenError
from desktop.services.commands import LocalCommands, load_commands
from desktop.store import number_blocks as blocks
from desktop.store.mirror.rights import actor_of
from desktop.sync.numbers import AT_ONCE, provide_numbers
from tests.sync.desk import Desk
from tests.sync.faults import checks

load_commands()


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


def run(one, key, **arguments):
    return LocalCommands(one.store, one.me).run(key, arguments).value


def make(one, name, **values):
    return uuid.UUID(str(run(one, "account.create", values={"name": name, **values})))


def sync(*desks):
    """Do rounds as the program does them, with numbers taken in good time."""
    for _time in range(2):
        for one in desks:
            one.sync()
            provide_numbers(one.store, one.me, one.centre)


def codes(one):
    return [code for (code,) in one.asked("SELECT code FROM account ORDER BY name")]


def test_two_machines_without_a_connection_give_different_codes(an, binh):
    sync(an, binh)
    for number in range(5):
        make(an, f"A{number}")
        make(binh, f"B{number}")
    own = codes(an) + codes(binh)
    assert len({*own}) == 10
    sync(an, binh)
    assert codes(an) == codes(binh)
    assert None not in codes(an)


def test_before_the_first_connection_a_record_waits_for_its_code(an):
    made = make(an, "Hoa Sen")
    assert an.cell("account", made, "code") is None
    sync(an)
    assert an.cell("account", made, "code") == "KH00001"
    sync(an)
    assert not list(checks.what_differs(an))


def test_more_records_than_numbers_at_hand_wait_and_get_theirs(an, binh):
    sync(an, binh)
    rows = [[f"K{number:04}"] for number in range(AT_ONCE + 100)]
    for (name,) in rows:
        make(an, name)
    assert codes(an).count(None) == 100
    sync(an, binh)
    found = codes(binh)
    assert None not in found
    assert len({*found}) == len(rows)


def test_a_code_that_was_typed_here_is_passed_over(an):
    sync(an)
    make(an, "A", code="KH00001")
    made = make(an, "B")
    assert an.cell("account", made, "code") == "KH00002"


def test_a_branch_has_letters_before_its_codes(an):
    with an.store.work(an.me, "sync", captured=False) as work:
        blocks.set_branch(work.connection, "HN-")
    sync(an)
    made = make(an, "Hoa Sen")
    assert an.cell("account", made, "code") == "HN-KH00001"


def test_a_block_after_its_last_day_is_not_used(an):
    sync(an)
    with an.store.work(an.me, "sync", captured=False) as work:
        work.connection.execute("UPDATE number_block SET expires = 1")
    assert an.cell("account", make(an, "Hoa Sen"), "code") is None
    sync(an)
    assert codes(an) == [f"KH{AT_ONCE + 1:05}"]


def test_the_next_number_of_a_company_is_set_by_nobody_here(an):
    with pytest.raises(RuleBrokenError):
        run(
            an,
            "number_sequence.set",
            entity="account",
            field="code",
            pattern="K{N}",
            next_number=7,
        )


def test_a_pattern_holds_for_all_colleagues(an, binh):
    sync(an, binh)
    run(an, "number_sequence.set", entity="account", field="code", pattern="C{NNN}")
    sync(an, binh)
    made = make(binh, "Hoa Sen")
    assert re.fullmatch(r"C\d{3}", binh.cell("account", made, "code"))


@pytest.mark.parametrize("seed", range(2))
def test_whatever_people_do_no_code_is_given_twice(an, binh, seed):
    rng = random.Random(seed)
    for number in range(25):
        one = rng.choice((an, binh))
        if rng.random() < 0.2:
            sync(one)
        else:
            for part in range(rng.randint(1, 12)):
                make(one, f"{number:03} {part}")
    sync(an, binh)
    sync(an, binh)  # what was filled in by the last rounds
    found = codes(an)
    assert None not in found
    assert len({*found}) == len(found)


def test_a_copied_profile_gives_no_code_that_the_other_one_gives(an, tmp_path):
    sync(an)
    make(an, "Trước")
    folder = tmp_path / "copy"
    folder.mkdir()
    with an.store.reading() as connection:
        connection.execute("VACUUM INTO ?", (str(folder / "main.sqlite"),))
    clone = Desk(folder, an.address, joins=False)
    try:
        sync(an, clone)
        for number in range(3):
            make(an, f"A{number}")
            make(clone, f"B{number}")
        own = [one[0] for one in an.asked("SELECT code FROM account WHERE name LIKE 'A%'")]
        own += [one[0] for one in clone.asked("SELECT code FROM account WHERE name LIKE 'B%'")]
        assert len({*own}) == 6
    finally:
        clone.close()


class Counting:
    """A centre that counts how many numbers it lends, and may be of another year."""

    def __init__(self, centre, **changed):
        self.lent = 0
        self.series = set()
        self.centre = centre
        self.changed = changed

    def lease_numbers(self, client_id, series, count):
        self.lent += count
        self.series.add(series)
        return self.centre.lease_numbers(client_id, series, count) | self.changed


def test_a_clock_that_is_wrong_does_not_use_up_the_numbers_of_the_company(an, monkeypatch):
    an.sync()
    later = SystemClock().now() + dt.timedelta(days=400)
    centre = Counting(an.centre)
    with monkeypatch.context() as patched:
        for minute in range(30):
            now = later + dt.timedelta(minutes=minute)
            patched.setattr(an.store.clock, "now", lambda now=now: now)
            provide_numbers(an.store, an.me, centre)
    assert centre.series
    assert centre.lent <= len(centre.series) * (AT_ONCE + 3)
    provide_numbers(an.store, an.me, an.centre)  # the clock is right again
    assert an.cell("account", make(an, "Hoa Sen"), "code") is not None


def test_numbers_of_another_year_are_not_asked_for_in_each_round(an):
    an.sync()
    centre = Counting(an.centre, period="1999")
    for _time in range(5):
        provide_numbers(an.store, an.me, centre)
    kinds = len({one for (one,) in an.asked("SELECT series FROM number_block")})
    assert centre.lent == kinds * AT_ONCE


def test_a_record_that_is_somebody_elses_by_now_keeps_no_other_from_its_code(an, desk):
    one = desk()
    for _time in range(2):
        one.sync()
    first = make(one, "Giao đi", is_shared=True)
    one.change("account", first, owner_id=an.me.user_id)
    for _time in range(3):
        one.sync()
    an.sync()
    second = make(one, "Của tôi")
    assert provide_numbers(one.store, actor_of(one.store), one.centre) == 1
    assert one.cell("account", second, "code") is not None
    assert one.cell("account", first, "code") is None


@pytest.fixture
def gift(an):
    made = an.make("gift", title="Lẵng hoa", status="given")
    sync(an)
    return made


def test_a_care_slip_waits_for_its_number_and_gets_it_at_the_next_round(an, binh, gift):
    sync(binh)
    run(an, "gift.number", ids=[str(gift)])
    assert an.cell("gift", gift, "slip_no") == "waiting for a number"
    sync(an, binh)
    number = an.cell("gift", gift, "slip_no")
    assert number.startswith("PCS20")
    assert number.endswith("-00001")
    assert binh.cell("gift", gift, "slip_no") == number
    assert not list(checks.what_differs(an))


def test_slips_of_two_machines_have_no_gap(an, binh):
    own = {
        one: [one.make("gift", title="x", status="given") for _ in range(3)] for one in (an, binh)
    }
    for one, gifts in own.items():
        run(one, "gift.number", ids=[str(gift) for gift in gifts])
    sync(an, binh)
    rows = an.asked("SELECT slip_no FROM gift ORDER BY slip_no")
    assert [int(slip[-5:]) for (slip,) in rows] == [1, 2, 3, 4, 5, 6]


def test_what_was_not_given_gets_no_slip(an):
    made = an.make("gift", title="x", status="planned")
    with pytest.raises(RuleBrokenError):
        run(an, "gift.number", ids=[str(made)])
