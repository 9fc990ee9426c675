"""Messages filed with customers: by hand, and by the choice of their account."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from desktop.core.permissions import Actor
from desktop.mail.backend import Outline, ServerFolder
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.boxes.preparing import prepare
from desktop.mail.filing import serving
from desktop.services.long_work import LongWork
from desktop.store.reads import LocalReads

AT = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
MAIL = (
    "From: Tran Minh <minh@abc.vn>\r\nTo: an@congty.vn\r\nSubject: Bao gia {number}\r\n"
    "Message-ID: <m{number}@abc.vn>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
    "Em gui anh bang gia.\r\n--b\r\nContent-Type: application/pdf\r\n"
    'Content-Disposition: attachment; filename="gia.pdf"\r\n\r\npdf\r\n--b--\r\n'
)


@pytest.fixture
def customer(make):
    return make("account", name="Công ty ABC", emails=["minh@abc.vn"])


@pytest.fixture
def post(opened, make):
    """Return what makes an account that shares so much, with messages in its inbox."""

    def run(sharing="private", count=1, address="an@congty.vn"):
        account = uuid.UUID(make("mail_account", address=address, sharing=sharing))
        mailbox = Mailbox(opened.store.profile)
        folders = mailbox.mirror_folders(account, [ServerFolder("INBOX", "INBOX", role="inbox")])
        batch = []
        for number in range(count):
            raw = MAIL.format(number=number).encode()
            found = prepare(raw, AT)
            outline = Outline(number + 1, (), 0, AT, len(raw), f"<m{number}@abc.vn>")
            batch.append((outline, found))
        ids = mailbox.store(folders["INBOX"], batch)
        mailbox.close()
        return ids

    return run


@pytest.fixture
def work(opened):
    clock = opened.store.clock
    return LongWork(
        opened.store,
        opened.actor,
        lambda: LocalReads(opened.store.path, clock),
        opened.store.profile,
        lambda *_told: None,
    )


@pytest.fixture
def shared(opened):
    """Return what reads the e-mails that the company knows."""

    def run(columns="subject, sharing"):
        query = f"SELECT {columns} FROM mail_link WHERE deleted_at IS NULL ORDER BY subject"
        with opened.store.reading() as connection:
            return connection.execute(query).fetchall()

    return run


def test_of_a_private_account_nothing_is_shared(post, customer, work, shared):
    post("private")
    assert serving.share_mail(work) is False
    assert shared() == []


def test_an_account_shares_mail_with_customers_and_nothing_else(post, customer, make, work, shared):
    post("metadata", count=2)
    assert serving.share_mail(work) is False
    assert shared("subject, sharing, sender, body, account_id") == [
        (f"Bao gia {one}", "metadata", "Tran Minh <minh@abc.vn>", None, uuid.UUID(customer).bytes)
        for one in range(2)
    ]


def test_what_is_shared_whole_has_its_text_and_files(post, customer, work, shared, opened):
    post("full")
    serving.share_mail(work)
    ((sharing, body),) = shared("sharing, body")
    assert sharing == "full"
    assert "bang gia" in body
    with opened.store.reading() as connection:
        files = connection.execute("SELECT name, size FROM attachment").fetchall()
    assert [name for name, _size in files] == ["gia.pdf"]


def test_a_stranger_is_no_customer_until_somebody_adds_them(post, make, work, shared):
    post("metadata")
    serving.share_mail(work)
    assert shared() == []
    make("contact", emails=["minh@abc.vn"])
    serving.share_mail(work)
    assert len(shared()) == 1


def test_sharing_again_changes_nothing(post, customer, work, shared):
    post("metadata", count=3)
    serving.share_mail(work)
    before = shared("id, updated_at")
    serving.share_mail(work)
    assert shared("id, updated_at") == before


def test_what_is_withdrawn_stays_withdrawn(post, customer, work, shared):
    ids = post("metadata", count=2)
    serving.share_mail(work)
    assert serving.withdraw_mail(work, ids=ids[:1]) == 1
    serving.share_mail(work)
    assert len(shared()) == 1


def test_a_message_is_filed_by_hand_with_a_task(post, make, work, shared):
    ids = post("private")
    task = make("task")
    assert serving.file_mail(work, ids=ids, record_type="task", record_id=task) == 1
    assert shared("task_id, sharing") == [(uuid.UUID(task).bytes, "metadata")]


def test_the_same_mail_in_two_mailboxes_is_one_entry(post, customer, work, shared):
    post("metadata")
    post("metadata", address="ha@congty.vn")
    serving.share_mail(work)
    assert len(shared()) == 1


def test_without_the_right_nothing_is_shared_by_itself(post, customer, work, shared, opened):
    post("metadata")
    clerk = LongWork(
        opened.store, Actor(opened.actor.user_id, frozenset()), work.reads, work.profile, print
    )
    assert serving.share_mail(clerk) is False
    assert shared() == []
