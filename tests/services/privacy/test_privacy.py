"""Personal data: consents are logged, and what is anonymised is found nowhere any more."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity, iter_entities, tabs_of
from desktop.core.errors import RuleBrokenError
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery
from desktop.services.commands import UNDO
from desktop.store.reads import LocalReads

NAME = "Trần Thị Kim Liên"


@pytest.fixture
def person(commands):
    values = {
        "full_name": NAME,
        "phones": [{"number": "+84912345678"}],
        "emails": ["kimlien@example.vn"],
        "title": "Kế toán",
    }
    return commands.run("contact.create", {"values": values}).value


def everything_written(store):
    """Return all texts of the records and of their history."""
    tables = ("contact", "consent", "change", "account", "lead", "lookup")
    return "\n".join(
        str(row) for table in tables for row in store.driver.execute(f"SELECT * FROM {table}")
    )


def test_consents_and_their_withdrawal_are_entries_of_their_own(commands, person, store):
    answers = {
        "decision": "given",
        "purpose": "advertising",
        "way": "paper",
        "evidence": "Phiếu 12",
    }
    commands.run("contact.consent", {"ids": [person], **answers})
    commands.run("contact.consent", {"ids": [person], **answers, "decision": "withdrawn"})
    rows = store.driver.execute("SELECT subject, decision FROM consent ORDER BY rid").fetchall()
    assert rows == [(NAME, "given"), (NAME, "withdrawn")]


def test_the_consent_of_a_contact_stands_on_the_customer_too(commands, store):
    account = commands.run("account.create", {"values": {"name": "A"}}).value
    values = {"full_name": NAME, "account_id": account}
    person = commands.run("contact.create", {"values": values}).value
    answers = {"decision": "given", "purpose": "care"}
    commands.run("contact.consent", {"ids": [person], **answers})
    ((found,),) = store.driver.execute("SELECT hex(account_id) FROM consent").fetchall()
    assert found.lower() == account.replace("-", "")


def test_what_is_anonymised_is_found_nowhere(commands, person, store, reads, values_of):
    edits = {"full_name": [NAME, NAME + " Hoa"]}
    commands.run("contact.save", {"id": person, "values": edits})
    answers = {"decision": "given", "purpose": "care"}
    commands.run("contact.consent", {"ids": [person], **answers})
    assert "Kim Liên" in everything_written(store)
    commands.run("contact.anonymise", {"ids": [person]})
    left = everything_written(store)
    for secret in ("Kim Liên", "912345678", "kimlien@example.vn"):
        assert secret not in left
    assert reads.search("kim liên") == []
    assert reads.search("0912345678") == []
    after = values_of("contact", person)
    assert after["title"] == "Kế toán"
    assert not after["phones"]
    with closing(LocalReads(store.path, SystemClock())) as fresh:
        assert [hit.ref.title for hit in fresh.search(after["full_name"], entities=["contact"])]


def test_the_history_still_says_that_and_by_whom_it_was_done(commands, person, reads):
    import uuid

    commands.run("contact.anonymise", {"ids": [person]})
    history = reads.history("contact", uuid.UUID(person))
    assert [entry.command for entry in history] == ["contact.anonymise", "contact.create"]
    assert history[0].actor
    assert all(change.field not in {"full_name", "phones"} for e in history for change in e.fields)


def test_it_cannot_be_taken_back(commands, person, values_of):
    done = commands.run("contact.anonymise", {"ids": [person]})
    with pytest.raises(RuleBrokenError):
        commands.run(UNDO, {"group": done.changes.group})
    assert not values_of("contact", person)["phones"]


def test_a_company_is_no_person(commands, values_of):
    made = commands.run("account.create", {"values": {"name": "Công ty A"}}).value
    with pytest.raises(RuleBrokenError, match="Công ty A"):
        commands.run("account.anonymise", {"ids": [made]})
    assert values_of("account", made)["name"] == "Công ty A"


def test_the_log_of_consents_stands_on_the_card_of_whoever_was_asked():
    cards = [entity.key for entity in iter_entities() for child, _link in tabs_of(entity.key)
             if child.key == "consent"]  # fmt: skip
    assert set(cards) == {"account", "contact", "lead"}


def test_consents_are_found_by_the_person(commands, store):
    made = commands.run("lead.create", {"values": {"full_name": NAME}}).value
    answers = {"decision": "withdrawn", "purpose": "advertising", "evidence": "Thư ngày 3/4"}
    commands.run("lead.consent", {"ids": [made], **answers})
    (_child, link), *_more = [one for one in tabs_of("lead") if one[0].key == "consent"]
    query = ListQuery("consent", get_entity("consent").list_columns)
    own = Group((Condition(link, Op.EQUALS, made),))
    with closing(LocalReads(store.path, SystemClock())) as reads:
        (row,) = reads.first_page(replace(query, filter=own)).rows
    assert {"Consent withdrawn", "Thư ngày 3/4", NAME} <= set(row.texts)
