"""The made-up mailbox: whole, the same for the same seed, and without a server."""

from __future__ import annotations

import uuid
from contextlib import closing
from datetime import UTC, datetime

from desktop.core.clock import FrozenClock
from desktop.core.mail.places import MailQuery, in_role
from desktop.core.mail.values import AccountState, FolderRole
from desktop.mail.boxes.acts import LocalMailActs
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.boxes.reads import LocalMailReads
from desktop.mail.demo.filling import add_sample_account, make_sample_mailbox
from desktop.models import load_all
from desktop.store.engine import Role
from desktop.store.profile import create_profile
from desktop.store.work import Store

NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)


def test_a_mailbox_is_made_up_that_can_be_worked_in(tmp_path):
    load_all()
    clock = FrozenClock(NOW)
    create_profile(tmp_path, clock, owner_name="Nguyễn Văn An")
    with closing(Store(tmp_path, clock, Role.WORKER)) as store:
        account = add_sample_account(store)
    assert make_sample_mailbox(tmp_path, account, 80, until=NOW) == 80
    with closing(LocalMailReads(tmp_path, clock)) as reads:
        (shown,) = reads.accounts()
        assert (shown.id, shown.state) == (account, AccountState.SAMPLE)
        assert sum(folder.total for folder in reads.folders()) == 80
        query = MailQuery(in_role(FolderRole.INBOX), conversations=True)
        order = reads.order(query)
        assert max(row.count for row in reads.rows(order.ids, query)) > 1
        with closing(LocalMailActs(tmp_path)) as acts, closing(Mailbox(tmp_path)) as box:
            acts.delete(order.ids[:2])
            assert box.due(account) == []
            assert box.is_sample(account)


def test_the_same_seed_makes_the_same_mail(tmp_path):
    rows = []
    for name in ("a", "b"):
        make_sample_mailbox(tmp_path / name, uuid.UUID(int=1), 30, until=NOW)
        with closing(Mailbox(tmp_path / name)) as box:
            query = "SELECT id, subject, sender_name, thread FROM message ORDER BY id"
            rows.append(box._box.connection.execute(query).fetchall())
    assert rows[0] == rows[1]
