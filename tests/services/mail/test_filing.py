"""E-mails filed with customers: one record for all who have the message, shared as wanted."""

from __future__ import annotations

import hashlib
import uuid

import pytest

from desktop.core.errors import InvalidValueError, NotAllowedError, RecordGoneError
from desktop.core.permissions import Actor
from desktop.services.commands import LocalCommands
from desktop.services.mail.filing import LINKS

FILE = {"name": "Báo giá.pdf", "blob": hashlib.sha256(b"pdf").hexdigest(), "size": 3}
MESSAGE = {
    "key": "5f1c",
    "thread": "77aa",
    "subject": "Báo giá tháng 11",
    "sender": "minh@abc.vn",
    "recipients": "an@congty.vn",
    "sent_at": "2026-11-20T09:30:00+07:00",
    "direction": "inbound",
    "snippet": "Anh An ơi, bên em đã …",
    "body": "<p>Anh An ơi, bên em đã xem báo giá.</p>",
    "files": [FILE],
}


@pytest.fixture
def file(commands):
    """Return what files the message with a record and returns the id of the shared e-mail."""

    def run(record_type, record_id, sharing="metadata", by=commands, **facts):
        told = {"message": MESSAGE | facts, "record_type": record_type, "record_id": record_id}
        return by.run("mail_link.file", {**told, "sharing": sharing}).value

    return run


@pytest.mark.parametrize("kind", sorted(LINKS))
def test_an_e_mail_is_filed_with_what_belongs_to_a_customer(file, make, values_of, kind):
    customer = make("account")
    hanging = {} if kind == "lead" else {"account_id": customer}
    record = customer if kind == "account" else make(kind, **hanging)
    held = values_of("mail_link", file(kind, record))
    assert held[LINKS[kind]] == record
    assert held["account_id"] == (None if kind == "lead" else customer)
    assert held["subject"] == "Báo giá tháng 11"


def test_mail_with_two_people_of_a_customer_is_filed_once(file, make, values_of):
    customer = make("account")
    people = [make("contact", account_id=customer) for _number in range(2)]
    first, second = (file("contact", one) for one in people)
    assert first == second == file("account", customer)
    assert values_of("mail_link", first)["contact_id"] == people[0]


def test_of_metadata_neither_text_nor_files_are_known(file, make, values_of, reads):
    link = file("account", make("account"))
    held = values_of("mail_link", link)
    assert held["body"] is None
    assert held["file_names"] == "Báo giá.pdf"
    assert _attached(reads, link) == 0


def test_filed_again_it_is_the_same_e_mail_and_shows_more(file, make, values_of, reads):
    customer = make("account")
    link = file("account", customer)
    assert file("account", customer, "full") == link
    assert "xem báo giá" in values_of("mail_link", link)["body"]
    assert _attached(reads, link) == 1
    assert file("account", customer) == link  # to share less is to withdraw it
    assert values_of("mail_link", link)["sharing"] == "full"


def test_it_stands_in_the_timeline_of_its_customer_when_it_was_sent(file, make, reads):
    customer = make("account")
    link = file("account", customer)
    found = reads.timeline("account", uuid.UUID(customer), ("mail_link",), 2**62, 10)
    assert [(str(one.ref.id), one.at) for one in found] == [(link, 1_795_141_800_000_000)]


def test_what_is_withdrawn_is_gone_for_good_with_its_files(commands, file, make, reads):
    link = file("account", make("account"), "full")
    commands.run("mail_link.withdraw", {"ids": [link]})
    assert reads.refs("mail_link", [uuid.UUID(link)]) == []
    assert _attached(reads, link) == 0


def test_nobody_withdraws_what_another_one_filed(file, make, store):
    link = file("account", make("account"))
    with pytest.raises(NotAllowedError):
        LocalCommands(store, Actor(uuid.uuid4())).run("mail_link.withdraw", {"ids": [link]})


def test_nothing_is_filed_with_nothing(file, make):
    with pytest.raises(RecordGoneError):
        file("account", str(uuid.uuid4()))
    with pytest.raises(InvalidValueError):
        file("tag", make("tag"))
    with pytest.raises(InvalidValueError):
        file("account", make("account"), key="")


def _attached(reads, link):
    query = "SELECT count(*) FROM attachment WHERE mail_link_id = ?"
    return reads._reader.connection.execute(query, (uuid.UUID(link).bytes,)).fetchone()[0]
