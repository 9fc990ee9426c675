"""The threads of the worker keep a mailbox as its server, until they are told to end."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.mail import serving
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.imap.server import connect
from desktop.models.mail.account import MailAccount
from desktop.services.long_work import LongWork
from desktop.services.opening import declare, open_for_worker
from desktop.store.engine import connect_reader
from desktop.store.profile import create_profile
from tests.mail.accounts import letter
from tests.mail.dovecot import PASSWORD, Dovecot

SECONDS = 30.0
Found = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LongWork]:
    declare()
    folder = tmp_path_factory.mktemp("profile")
    create_profile(folder, SystemClock(), owner_name="Nguyễn Văn An")
    with open_for_worker(folder, lambda _changes: None) as surround:
        yield surround(lambda *_told: None)


@pytest.fixture
def account(profile: LongWork, dovecot: Dovecot, user: str) -> Iterator[uuid.UUID]:
    with profile.store.work(profile.actor, "mail_account.create") as unit:
        made = MailAccount(
            name=user,
            address=f"{user}@thu.example",
            user_name=user,
            incoming_host="127.0.0.1",
            incoming_port=dovecot.port,
            incoming_security="none",
        )
        unit.session.add(made)
        unit.session.flush()
        one = made.id
    yield one
    serving.end(profile)
    change(profile, one, is_paused=True)


def change(profile: LongWork, account: uuid.UUID, **values: object) -> None:
    with profile.store.work(profile.actor, "mail_account.update") as unit:
        row = unit.session.get_one(MailAccount, account)
        for name, value in values.items():
            setattr(row, name, value)


@pytest.fixture
def found(profile: LongWork) -> Iterator[Found]:
    """Return what asks the mailbox."""
    Mailbox(profile.profile).close()
    reader = connect_reader(profile.profile / "mail" / "mailbox.sqlite")
    yield lambda query: reader.execute(query).fetchall()
    reader.close()


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_mail_comes_by_itself_and_what_is_done_goes_back(
    profile: LongWork, account: uuid.UUID, dovecot: Dovecot, user: str, found: Found
) -> None:
    dovecot.seed(user, [letter(number) for number in range(5)])
    serving.keep_password(profile, str(account), PASSWORD)
    assert serving.begin(profile) == [str(account)]
    number = f"(SELECT number FROM account WHERE id = x'{account.hex}')"
    subjects = f"SELECT subject FROM message WHERE gone_at IS NULL AND account = {number}"
    wait_for(lambda: len(found(subjects)) == 5)
    other = connect(dovecot.server, dovecot.login(user))
    wait_for(lambda: found(f"SELECT state FROM account WHERE number = {number}") == [("",)])
    other.append("INBOX", letter(9, subject="Thu moi"), frozenset(), None)
    wait_for(lambda: ("Thu moi",) in found(subjects))
    ((message,),) = found("SELECT id FROM message WHERE subject = 'Thu moi'")
    serving.fetch(profile, str(account), str(message))
    other.close()


def test_a_wrong_password_is_told_and_not_tried_again(
    profile: LongWork, account: uuid.UUID, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    from desktop.mail import engine

    real = engine.connect

    def counted(*told: object, **more: object) -> object:
        tries.append(1)
        return real(*told, **more)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(engine, "connect", counted)
    serving.keep_password(profile, str(account), "sai-mat-khau")
    serving.begin(profile)
    state = f"SELECT state, problem <> '' FROM account WHERE id = x'{account.hex}'"
    wait_for(lambda: found(state) == [("refused", 1)])
    serving.work_off(profile)
    assert len(tries) == 1
    serving.keep_password(profile, str(account), PASSWORD)
    serving.sync(profile, str(account))
    wait_for(lambda: found(state) == [("", 0)])
    assert len(tries) > 1  # it was let in, and so was who listens


def test_a_server_that_is_away_is_told_and_tried_again(
    profile: LongWork, account: uuid.UUID, dovecot: Dovecot, found: Found
) -> None:
    serving.keep_password(profile, str(account), PASSWORD)
    change(profile, account, incoming_port=1)
    serving.begin(profile)
    state = f"SELECT state FROM account WHERE id = x'{account.hex}'"
    wait_for(lambda: found(state) == [("offline",)])
    change(profile, account, incoming_port=dovecot.port)
    serving.begin(profile)
    wait_for(lambda: found(state) == [("",)])


def test_the_threads_end_quickly(
    profile: LongWork, account: uuid.UUID, found: Found, tmp_path: Path
) -> None:
    serving.keep_password(profile, str(account), PASSWORD)
    serving.begin(profile)
    wait_for(lambda: found("SELECT state FROM account")[-1] == ("",))
    serving.end(profile)
    assert not [one for one in threading.enumerate() if one.name.startswith("mail")]
