"""Care that is stopped and begun again, prospects that become real, records handed over."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.clock import local_day
from desktop.core.errors import RuleBrokenError
from desktop.services.seeding import shipped_id

REASON = str(shipped_id("stop_reason", "no_need"))
both = pytest.mark.parametrize("entity", ["account", "lead"])


@both
def test_stopping_to_care_notes_when_who_and_why(commands, make, values_of, owner, entity):
    record = make(entity)
    commands.run(f"{entity}.stop_care", {"ids": [record], "stop_reason_id": REASON})
    known = values_of(entity, record)
    assert known["care_stopped_at"] is not None
    assert known["care_stopped_by"] == str(owner.user_id)
    assert known["stop_reason_id"] == REASON


@both
def test_caring_again_leaves_nothing_of_it(commands, make, values_of, entity):
    record = make(entity)
    before = values_of(entity, record)
    commands.run(f"{entity}.stop_care", {"ids": [record], "stop_reason_id": REASON})
    commands.run(f"{entity}.resume_care", {"ids": [record]})
    after = values_of(entity, record)
    kept = before.keys() - {"updated_at", "updated_by"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


@both
def test_another_reason_keeps_the_day(commands, make, values_of, entity):
    record = make(entity)
    commands.run(f"{entity}.stop_care", {"ids": [record], "stop_reason_id": REASON})
    day = values_of(entity, record)["care_stopped_at"]
    other = str(shipped_id("stop_reason", "price"))
    commands.run(f"{entity}.stop_care", {"ids": [record], "stop_reason_id": other})
    known = values_of(entity, record)
    assert (known["care_stopped_at"], known["stop_reason_id"]) == (day, other)


@pytest.mark.parametrize(
    ("prospect", "real"), [("prospect", "customer"), ("prospect_supplier", "supplier")]
)
def test_a_prospect_becomes_real_from_today_on(commands, make, store, values_of, prospect, real):
    account = make("account", account_type=prospect, customer_since=None)
    commands.run("account.make_real", {"ids": [account]})
    known = values_of("account", account)
    assert known["account_type"] == real
    assert known["customer_since"] == local_day(store.clock.now()).isoformat()


def test_since_when_somebody_is_a_customer_is_not_overwritten(commands, make, values_of):
    account = make("account", account_type="prospect", customer_since="2020-02-29")
    commands.run("account.make_real", {"ids": [account]})
    assert values_of("account", account)["customer_since"] == "2020-02-29"


def test_who_is_no_prospect_is_not_made_real_and_nobody_else_either(commands, make, values_of):
    prospect = make("account", account_type="prospect")
    other = make("account", account_type="partner", name="Đối tác Một")
    with pytest.raises(RuleBrokenError, match="Đối tác Một"):
        commands.run("account.make_real", {"ids": [prospect, other]})
    assert values_of("account", prospect)["account_type"] == "prospect"


HANDED = {
    "account": "account.hand_over",
    "contact": "contact.hand_over",
    "lead": "lead.assign",
    "business_card": "business_card.hand_over",
}
every_handed = pytest.mark.parametrize(("entity", "key"), HANDED.items())


@every_handed
def test_many_are_handed_over_with_the_unit_of_the_person(commands, make, values_of, entity, key):
    unit = make("org_unit")
    colleague = make("app_user", org_unit_id=unit)
    records = [make(entity), make(entity)]
    commands.run(key, {"ids": records, "owner_id": colleague})
    for record in records:
        known = values_of(entity, record)
        assert (known["owner_id"], known["org_unit_id"]) == (colleague, unit)


@every_handed
def test_handed_to_a_unit_the_person_stays(commands, make, values_of, entity, key):
    unit, colleague, record = make("org_unit"), make("app_user"), make(entity)
    commands.run(key, {"ids": [record], "owner_id": colleague})
    commands.run(key, {"ids": [record], "org_unit_id": unit})
    known = values_of(entity, record)
    assert (known["owner_id"], known["org_unit_id"]) == (colleague, unit)


@every_handed
def test_handed_to_nobody_is_refused(commands, make, entity, key):
    with pytest.raises(RuleBrokenError):
        commands.run(key, {"ids": [make(entity)]})


def test_a_customer_that_is_gone_is_told(commands):
    from desktop.core.errors import RecordGoneError

    with pytest.raises(RecordGoneError):
        commands.run("account.stop_care", {"ids": [str(uuid.uuid4())], "stop_reason_id": REASON})
