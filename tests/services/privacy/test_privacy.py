"""Personal data: consents are logged, and what is anonymised is found nowhere any more."""

from __future__ import annotations

from contextlib import closing

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import RuleBrokenError
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
