"""While a record is typed or saved, the store names those that it may be already."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from desktop.core.likeness import LIKELY, STRONG


@pytest.fixture
def add(commands):
    def make(entity: str, **values: Any) -> str:
        return str(commands.run(f"{entity}.create", {"values": values}).value)

    return make


def titles(found: Any) -> list[str]:
    return [one.hit.ref.title for one in found]


def test_a_phone_number_typed_otherwise_finds_its_owner(reads, add):
    add("account", name="Công ty CP Thép Việt", phones=["0912 345 678"])
    found = reads.duplicates("account", {"name": "Hoa Mai", "phones": ["+84 912.345.678"]})
    assert titles(found) == ["Công ty CP Thép Việt"]
    assert found[0].likeness.fields == ("phones",)
    assert found[0].likeness.score < LIKELY


def test_the_second_line_tells_who_it_is(reads, add):
    add("account", name="Công ty CP Thép Việt", phones=["0912 345 678"])
    (found,) = reads.duplicates("account", {"name": "x", "phones": ["0912345678"]})
    assert "0912 345 678" in found.hit.detail


def test_a_tax_code_with_a_mail_is_strong(reads, add):
    add("account", name="Hoa Mai", tax_code="0101234567", emails=["a@hoamai.vn"])
    values = {"name": "HM", "tax_code": "0101234567", "emails": ["A@hoamai.vn"]}
    assert reads.duplicates("account", values)[0].likeness.score >= STRONG


@pytest.mark.parametrize("typed", ["CTY TNHH MINH PHAT", "Minh Phát Co., Ltd", "Công ty Minh Phát"])
def test_a_company_is_found_by_its_own_name(reads, add, typed):
    add("account", name="Công ty TNHH Minh Phát")
    add("account", name="Công ty TNHH Minh Phương")
    assert titles(reads.duplicates("account", {"name": typed})) == ["Công ty TNHH Minh Phát"]


def test_a_code_is_found_whatever_its_capitals(reads, add):
    add("account", name="Hoa Mai", code="KH-0012")
    assert titles(reads.duplicates("account", {"name": "x", "code": "kh-0012"})) == ["Hoa Mai"]


def test_a_record_is_not_its_own_duplicate(reads, add):
    own = add("account", name="Hoa Mai", phones=["0912345678"])
    values = {"name": "Hoa Mai", "phones": ["0912345678"]}
    assert reads.duplicates("account", values, uuid.UUID(own)) == []


def test_namesakes_are_told_only_where_they_are_few(reads, add):
    for _ in range(3):
        add("lead", full_name="Nguyễn Văn An")
    typed = {"full_name": "Nguyen Van An"}
    assert len(reads.duplicates("lead", typed)) == 3
    for _ in range(4):
        add("lead", full_name="Nguyễn Văn An")
    assert reads.duplicates("lead", typed) == []


def test_a_namesake_at_the_same_customer_is_told_among_many(reads, add, make):
    account = make("account")
    for _ in range(9):
        add("contact", full_name="Nguyễn Văn An")
    own = add("contact", full_name="Nguyễn Văn An", account_id=account)
    found = reads.duplicates("contact", {"full_name": "Nguyễn Văn An", "account_id": account})
    assert [str(one.hit.ref.id) for one in found] == [own]


def test_the_bin_is_not_asked(reads, add, commands):
    gone = add("account", name="Hoa Mai", phones=["0912345678"])
    commands.run("account.delete", {"ids": [gone]})
    assert reads.duplicates("account", {"name": "Hoa Mai", "phones": ["0912345678"]}) == []


def test_what_was_said_to_be_different_is_silent(reads, add, commands):
    ids = [add("account", name=name, phones=["0912345678"]) for name in ("Hoa", "Mai")]
    commands.run("account.keep_apart", {"ids": ids})
    values = {"name": "Hoa", "phones": ["0912345678"]}
    assert reads.duplicates("account", values, uuid.UUID(ids[0])) == []


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"name": None},
        {"name": '"*^ OR NEAR('},
        {"name": "' -- ;", "code": '"1"'},
        {"phones": [{"number": 7}]},
        {"phones": "abc", "emails": 3},
        {"tax_code": "x" * 5000},
    ],
)
def test_whatever_is_typed_gets_an_answer(reads, values):
    assert reads.duplicates("account", values) == []
