"""The demo company is believable, whole, and the same every time."""

from __future__ import annotations

import math
import statistics
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from desktop.core.clock import day_start, local_day
from desktop.core.phones import parse_phone
from desktop.core.places import commune
from desktop.core.tax_codes import parse_tax_code
from desktop.services.demo.story import make_up
from tests.services.demo.conftest import OWNER, TODAY, Story

# RFC 2606: no mail to these reaches anybody.
RESERVED = (".example", "example.com", "example.net", "example.org")


def test_it_is_the_same_for_the_same_day(story):
    again = make_up(TODAY, OWNER, names_owner=True)
    assert again == story.steps


@pytest.mark.parametrize(
    "today",
    [date(2024, 2, 29), date(2026, 2, 17), date(2026, 11, 22)],
    ids=["leap day", "Tết", "a Sunday"],
)
def test_it_can_be_made_up_for_any_day(today):
    made = Story(make_up(today, OWNER, names_owner=False))
    assert len(made.all("account")) == 2000
    planned = [row for row in made.all("call") if row["status"] == "planned"]
    assert sum(local_day(row["called_at"]) == today for row in planned) >= 10


def test_everything_happened_before_today_and_in_order(story):
    moments = [step.at for step in story.steps]
    assert moments == sorted(moments)
    assert moments[-1] < day_start(TODAY)
    assert TODAY - local_day(moments[0]) > timedelta(days=5.9 * 365)


def test_nothing_is_changed_before_it_is_made(story):
    made: set[object] = {OWNER}
    for step in story.steps:
        changed = {one for changes in step.changed.values() for one, _values in changes}
        changed |= {one for ids in step.binned.values() for one in ids}
        assert changed <= made
        made |= {row["id"] for rows in step.made.values() for row in rows}


def test_nobody_does_anything_before_their_first_or_after_their_last_day(story):
    joined = {OWNER: TODAY - timedelta(days=10_000)}
    left = {}
    for step in story.steps:
        joined |= {row["id"]: local_day(step.at) for row in step.made.get("app_user", ())}
        for who, values in step.changed.get("app_user", ()):
            if values.get("is_active") is False:
                left[who] = local_day(step.at)
    assert len(left) == 1
    for step in story.steps:
        day = local_day(step.at)
        assert joined[step.who] <= day <= left.get(step.who, TODAY)


def test_it_has_the_size_that_was_promised(story):
    counts = {entity: len(rows) for entity, rows in story.records.items()}
    assert counts["account"] == 2000
    assert 3000 < counts["contact"] < 3400
    assert counts["target"] == 400
    assert counts["lead"] == 350
    assert counts["note"] >= 5000
    assert 5800 < counts["call"] < 6200
    assert 8 <= counts["app_user"] <= 12
    assert counts["org_unit"] >= 7
    for entity in ("account_relation", "contact_relation", "account_contact", "address"):
        assert counts[entity] > 50


def test_it_grows_over_the_years(story):
    first_year = TODAY - timedelta(days=365 * 5)
    last_year = TODAY - timedelta(days=365)
    days = [local_day(step.at) for step in story.steps for _row in step.made.get("account", ())]
    assert sum(day > last_year for day in days) > 1.5 * sum(day < first_year for day in days)


def test_companies_and_persons_are_different(story):
    accounts = story.all("account")
    persons = [row for row in accounts if row["party_type"] == "person"]
    assert 0.27 < len(persons) / len(accounts) < 0.33
    assert not any(row.get("tax_code") or row.get("employees") for row in persons)
    assert sum(bool(row["birth_on"]) for row in persons) > 0.7 * len(persons)
    assert sum(bool(row["family"]) for row in persons) > 0.4 * len(persons)
    companies = [row for row in accounts if row["party_type"] == "company"]
    assert not any(row.get("birth_on") for row in companies)
    assert sum(bool(row["industry_id"]) for row in companies) > 0.9 * len(companies)


def test_customers_are_of_every_type(story):
    types = story.counted("account", "account_type")
    assert types["customer"] > types["prospect"] > types["supplier"] > types["competitor"] > 5
    assert set(types) >= {"customer", "prospect", "supplier", "partner", "agency", "competitor"}


def test_tax_codes_pass_and_none_is_used_twice(story):
    codes = [row["tax_code"] for row in story.all("account") if row.get("tax_code")]
    assert len(codes) > 1200
    assert len(set(codes)) == len(codes)
    assert all(parse_tax_code(code).is_valid for code in codes)


def test_branches_share_the_code_of_their_company(story):
    accounts = story.records["account"]
    branches = [row for row in accounts.values() if row.get("parent_id")]
    assert len(branches) > 30
    for row in branches:
        head = accounts[row["parent_id"]]
        assert row["name"].startswith(head["name"])
        assert row["tax_code"].startswith(head["tax_code"])
        assert row["address"]["province"] != head["address"]["province"]


def test_no_two_customers_have_one_name(story):
    names = Counter(row["name"] for row in story.all("account") if row["party_type"] == "company")
    assert not [name for name, count in names.items() if count > 1]


def test_mail_to_them_reaches_nobody(story):
    for entity in ("account", "contact", "lead", "target", "app_user"):
        for row in story.all(entity):
            assert all(address.endswith(RESERVED) for address in row.get("emails") or ())


def test_their_numbers_can_be_dialled(story):
    for entity in ("account", "contact"):
        numbers = [item["number"] for row in story.all(entity) for item in row["phones"] or ()]
        assert len(numbers) > 1000
        assert all(parse_phone(number).is_valid for number in numbers[::7])


def test_they_sit_all_over_the_country_and_most_in_the_big_cities(story):
    addresses = [row["address"] for row in story.all("account") if row.get("address")]
    provinces = Counter(address["province"] for address in addresses)
    assert len(provinces) == 34
    assert 0.4 < (provinces["01"] + provinces["79"]) / len(addresses) < 0.55
    assert all(commune(a["commune"]).province_code == a["province"] for a in addresses)


def test_large_companies_earn_more(story):
    known = [
        (row["employees"], float(row["annual_revenue"]))
        for row in story.all("account")
        if row.get("employees") and row.get("annual_revenue")
    ]
    assert len(known) > 500
    logarithms = [(math.log(employees), math.log(revenue)) for employees, revenue in known]
    assert statistics.correlation(*zip(*logarithms, strict=True)) > 0.7


def test_every_company_with_persons_has_one_main_person(story):
    main: dict[object, int] = defaultdict(int)
    for row in story.all("contact"):
        main[row["account_id"]] += row["is_primary"]
    assert set(main.values()) == {1}


def test_persons_report_to_somebody_at_the_same_customer(story):
    contacts = story.records["contact"]
    reporting = [row for row in contacts.values() if row.get("reports_to_id")]
    assert len(reporting) > 200
    for row in reporting:
        assert contacts[row["reports_to_id"]]["account_id"] == row["account_id"]


def test_leads_and_targets_are_in_every_state(story):
    assert set(story.counted("lead", "status")) == {
        "new", "assigned", "in_process", "converted", "recycled", "dead",
    }  # fmt: skip
    assert set(story.counted("target", "status")) == {"new", "converted", "dead"}


def test_what_became_of_leads_and_targets_is_there(story):
    for row in story.all("lead"):
        became = row.get("account_id")
        assert (became is not None) == (row["status"] == "converted")
        if became:
            account = story.records["account"][became]
            assert account["name"] == (row["company"] or row["full_name"])
            assert row["converted_at"]
            if row.get("contact_id"):
                assert story.records["contact"][row["contact_id"]]["account_id"] == became
    for row in story.all("target"):
        assert (row.get("lead_id") in story.records["lead"]) == (row["status"] == "converted")


def test_the_customers_of_the_one_who_left_were_handed_over(story):
    gone = [row["id"] for row in story.all("app_user") if row.get("is_active") is False]
    assert len(gone) == 1
    assert gone[0] not in story.counted("account", "owner_id")
    assert story.counted("note", "owner_id")[gone[0]] > 50, "what she wrote stays hers"


def test_talks_are_natural_and_varied(story):
    for entity, field in (("note", "body"), ("call", "result")):
        texts = [row[field] for row in story.all(entity) if row.get(field)]
        subjects = story.counted(entity, "subject")
        assert len(set(texts)) > 0.6 * len(texts)
        assert len(subjects) > 300
        assert not any("{" in text or "  " in text for text in [*texts, *subjects])
        assert all(text[0] == text[0].upper() for text in [*texts, *subjects])


def test_today_and_the_coming_week_are_alive(story):
    planned = [row for row in story.all("call") if row["status"] == "planned"]
    days = Counter(local_day(row["called_at"]) for row in planned)
    mine = Counter(local_day(row["called_at"]) for row in planned if row["owner_id"] == OWNER)
    assert days[TODAY] >= 10
    assert mine[TODAY] >= 5
    week = [TODAY + timedelta(days=number) for number in range(1, 8)]
    assert sum(days[day] for day in week) >= 40
    assert sum(count for day, count in days.items() if day < TODAY) >= 5, "some are overdue"
    lately = day_start(TODAY - timedelta(days=10))
    missed = [
        row for row in story.all("call") if row["status"] == "missed" and row["called_at"] > lately
    ]
    assert missed


def test_birthdays_come_this_week(story):
    days = {f"{TODAY + timedelta(days=number):%m-%d}" for number in range(7)}
    for entity in ("account", "contact"):
        born = [row["birth_on"] for row in story.all(entity) if row.get("birth_on")]
        assert sum(f"{day:%m-%d}" in days for day in born) >= 10


def test_many_customers_were_not_talked_to_for_long(story):
    last: dict[object, object] = {}
    for entity, field in (("note", "noted_at"), ("call", "called_at")):
        for row in story.all(entity):
            if row.get("status") != "planned":
                known = last.get(row["account_id"], row[field])
                last[row["account_id"]] = max(known, row[field])
    quiet = sum(moment < day_start(TODAY - timedelta(days=30)) for moment in last.values())
    assert quiet > 300
    assert len(last) - quiet > 300
    assert len(last) < 1900, "and to some nobody talked at all"


def test_it_has_cards_signatures_and_customers_no_longer_cared_for(story):
    cards = story.all("business_card")
    assert len(cards) > 100
    assert {card["term"] for card in cards} == {"regular", "short_term"}
    assert all((card["ends_on"] is None) == (card["term"] == "regular") for card in cards)
    valid = [one["valid_until"] >= TODAY for one in story.all("signature_specimen")]
    assert any(valid)
    assert not all(valid)
    for entity in ("account", "lead"):
        stopped = [row for row in story.all(entity) if row.get("care_stopped_at")]
        assert stopped
        assert all(row["stop_reason_id"] and row["care_stopped_by"] for row in stopped)
