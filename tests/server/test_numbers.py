"""Numbers of declared fields: no code twice, no gap where none may be, nobody types his own."""

from __future__ import annotations

import uuid
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.clock import SystemClock, local_day
from desktop.core.sequences import code_of
from tests.server.company import SqlError, command, group, insert, new_account, patch

pytestmark = pytest.mark.both_versions


@pytest.fixture
def an(company):
    return company.client()


@pytest.fixture
def binh(company):
    return company.client()


def lease(client, series, count):
    return client.call("SELECT api.lease_numbers(%s, %s, %s)", client.client_id, series, count)


def given_gift(client):
    made = insert("gift", title="Lẵng hoa", status="given")
    assert client.one(group(made))["s"] == "ok"
    return made["id"]


def number(*ids):
    return command("number", series="gift.slip_no", t="gift", ids=list(ids))


def slips(company):
    rows = company.rows("SELECT slip_no FROM app.gift WHERE slip_no IS NOT NULL ORDER BY 1")
    return [slip for (slip,) in rows]


def code(n):
    return code_of("PCS{YYYY}-{NNNNN}", n, local_day(SystemClock().now()))


def test_blocks_of_codes_never_overlap_and_begin_behind_what_exists(an, binh):
    an.one(group(new_account("Cũ", code="KH00120", is_shared=True)))
    first, second = lease(an, "account.code", 20), lease(binh, "account.code", 5)
    assert (first["lo"], first["hi"], first["pattern"]) == (121, 140, "KH{NNNNN}")
    assert (second["lo"], second["hi"]) == (141, 145)


def test_a_code_that_was_typed_far_ahead_is_passed_over_by_the_next_block(an):
    assert lease(an, "account.code", 5)["hi"] == 5
    an.one(group(new_account("Gõ tay", code="kh00400")))
    assert lease(an, "account.code", 5)["lo"] == 401


def test_a_branch_has_a_series_of_its_own(an):
    lease(an, "account.code", 50)
    found = lease(an, "account.code HN-", 10)
    assert (found["lo"], found["pattern"]) == (1, "HN-KH{NNNNN}")


def test_the_pattern_that_the_company_chose_counts_anew(an, company):
    lease(an, "account.code", 50)
    company.sql(
        "INSERT INTO app.number_sequence (id, entity, field, pattern) "
        "VALUES (gen_random_uuid(), 'account', 'code', 'C{YY}.{NNN}')"
    )
    found = lease(an, "account.code", 10)
    day = local_day(SystemClock().now())
    assert (found["lo"], found["pattern"], found["period"]) == (1, "C{YY}.{NNN}", f"{day:%Y}")


@pytest.mark.parametrize(
    "series", ["account.name", "gift.slip_no", "x.y", "account.code <b>", "account.code  "]
)
def test_what_is_no_series_of_blocks_is_refused(an, series):
    with pytest.raises(SqlError) as error:
        lease(an, series, 5)
    assert error.value.sqlstate == "LH008"


def test_who_may_not_make_customers_gets_no_codes(an, company):
    company.sql("UPDATE app.user_role SET rights = '[\"note.create\"]'")
    clerk = company.client(is_administrator=True)
    with pytest.raises(SqlError) as error:
        lease(clerk, "account.code", 5)
    assert error.value.sqlstate == "LH008"


def test_slips_are_numbered_without_gaps_whatever_is_refused_between(an, binh, company):
    mine, other = [given_gift(an) for _ in range(3)], [given_gift(binh) for _ in range(2)]
    assert an.one(number(mine[0]))["data"] == {"numbered": 1}
    assert binh.one(number(mine[1]))["why"]["code"] == "denied"
    assert binh.one(number(*other))["s"] == "ok"
    assert an.one(number(mine[1], str(uuid.uuid4())))["s"] == "rejected"
    assert an.one(number(mine[2], mine[1]))["s"] == "ok"
    assert slips(company) == [code(n) for n in range(1, 6)]


def test_a_slip_keeps_its_number(an, company):
    gift = given_gift(an)
    an.one(number(gift))
    an.one(number(gift))
    assert slips(company) == [code(1)]
    refused = an.one(group(patch("gift", gift, 2, slip_no=[code(1), "PCS-1"])))
    assert refused["why"]["code"] == "denied"


def test_numbers_that_somebody_brought_along_are_passed_over_and_never_come_twice(an, company):
    brought = insert("gift", title="Cũ", status="given", slip_no=code(2))
    again = insert("gift", title="Cũ nữa", status="given", slip_no=code(2))
    assert [a["s"] for a in an.push(group(brought), group(again))] == ["ok", "rejected"]
    an.one(number(*[given_gift(an) for _ in range(2)]))
    assert slips(company) == [code(n) for n in (2, 3, 4)]


def test_slips_are_not_typed_two_at_a_time_either(an, company):
    gifts = [given_gift(an) for _ in range(2)]
    ops = [patch("gift", gift, 1, slip_no=[None, f"PCS-{n}"]) for n, gift in enumerate(gifts)]
    assert an.one(group(*ops))["why"]["code"] == "denied"
    assert slips(company) == []


def test_nobody_takes_a_number_of_slips_without_a_slip(an, company):
    an.one(number(given_gift(an)))
    key = company.sql("SELECT series FROM sync.number_series WHERE gapless")
    for series in (key, "gift.slip_no", "", None):
        assert an.one(command("number", series=series))["why"]["code"] == "bad_request"
    an.one(number(given_gift(an)))
    assert slips(company) == [code(1), code(2)]


def test_the_next_number_of_a_series_of_the_company_takes_a_right(an, company):
    company.sql("INSERT INTO sync.number_series VALUES ('voucher', 7, 'PT{n}', true)")
    assert an.one(command("number", series="voucher"))["data"] == {"number": 7, "text": "PT7"}
    company.sql("UPDATE app.user_role SET rights = '[\"note.create\"]'")
    assert an.one(command("number", series="voucher"))["why"]["code"] == "denied"


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=st.lists(st.tuples(st.booleans(), st.integers(1, 60)), max_size=12))
def test_whoever_asks_in_whatever_order_no_number_is_lent_twice(company, deeds):
    an = company.kept(company.client)
    found = [lease(an, "account.code HN." if branch else "account.code", n) for branch, n in deeds]
    for branch in (True, False):
        blocks = [
            (b["lo"], b["hi"]) for b, (own, _n) in zip(found, deeds, strict=True) if own == branch
        ]
        assert all(a[1] + 1 == b[0] for a, b in pairwise(blocks))
