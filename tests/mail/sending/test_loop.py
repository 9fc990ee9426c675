"""The loop over a real profile, server and mailbox: sent, filed once, settled by what is found."""

from __future__ import annotations

import email
import email.policy
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.clock import FrozenClock, SystemClock
from desktop.core.errors import InputError, InvalidValueError
from desktop.core.ids import new_id
from desktop.core.mail.answering import written_by
from desktop.core.mail.letters import Letter, LetterState
from desktop.core.mail.places import MailQuery, in_role
from desktop.core.mail.values import Address, FolderRole
from desktop.mail.backend import ServerFolder
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.boxes.reads import LocalMailReads
from desktop.mail.sending.drafts import LocalLetters
from desktop.mail.sending.letter_file import LetterFile
from desktop.mail.sending.loop import SendingLoop
from desktop.mail.sending.outbox import Outbox
from desktop.mail.sending.outgoing_rows import NoticeMail
from desktop.mail.sending.sent_box import LocalSentBox
from desktop.mail.sending.transit import Transit
from desktop.models.mail import MailAccount
from desktop.models.notices.notice import OutgoingMessage
from desktop.services.commands import LocalCommands
from desktop.services.opening import declare
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from tests.mail.sending.conftest import NOW

declare()
BINH = Address("Trần Bình", "binh@khach.vn")


class Post:
    """A profile with an account, its letters, its mailbox and the loop, one round at a time."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.clock = FrozenClock(NOW)
        store = open_profile(folder, SystemClock(), Role.WINDOW, owner_name="Nguyễn An")
        values = {
            "name": "Công ty",
            "address": "an@congty.vn",
            "outgoing_host": "127.0.0.1",
            "outgoing_port": port,
            "outgoing_security": "none",
            "undo_seconds": 10,
        }
        commands = LocalCommands(store, store.owner())
        made = commands.run("mail_account.create", {"values": values})
        store.close()
        self.account = uuid.UUID(str(made.value))
        self.letters = LocalLetters(folder, self.clock)
        self.box = LocalSentBox(folder, self.told)
        self.file = LetterFile(folder)
        self.secret = ""
        self.loop = SendingLoop(
            folder, self.clock, lambda _account, _token: self.secret, self.told, box=self.box
        )
        self.changes: list[object] = []
        self.mailbox = Mailbox(folder)
        self.mailbox.add_account(self.account)

    def told(self, changes: object) -> None:
        self.changes.append(changes)

    def send(self, **values: object) -> Letter:
        letter = Letter(new_id(), **{"to": (BINH,), "subject": "Báo giá", "text": "x", **values})
        whole = written_by(letter, self.letters.senders()[0])
        self.letters.send(whole)
        return self.letters.open(whole.id).letter

    def round(self) -> None:
        self.loop.round(self.file, Transit(self.file))

    def state(self, letter: Letter) -> LetterState:
        return self.letters.open(letter.id).state

    def has_sent_folder(self) -> None:
        listed = [ServerFolder("Sent", "Sent", role="sent")]
        self.mailbox.mirror_folders(self.account, listed)

    def filed(self) -> list[str]:
        reads = LocalMailReads(self.folder, self.clock)
        try:
            query = MailQuery(in_role(FolderRole.SENT))
            return [row.subject for row in reads.rows(list(reads.order(query).ids))]
        finally:
            reads.close()

    def close(self) -> None:
        self.letters.close()
        self.box.close()
        self.file.close()
        self.mailbox.close()


@pytest.fixture
def post(tmp_path, office) -> Iterator[Post]:
    made = Post(tmp_path, office.port)
    yield made
    made.close()


def test_a_letter_waits_for_its_undo_seconds_and_then_goes(post, office):
    letter = post.send()
    post.round()
    assert not office.accepted
    post.clock.advance(timedelta(seconds=11))
    post.round()
    assert (office.received("binh@khach.vn"), post.state(letter)) == (1, LetterState.ACCEPTED)


def test_the_copy_is_filed_once_as_soon_as_its_folder_is_known(post, office):
    hidden = Address("", "sep@congty.vn")
    letter = post.send(bcc=(hidden,))
    post.clock.advance(timedelta(seconds=11))
    post.round()
    assert post.state(letter) is LetterState.ACCEPTED
    post.has_sent_folder()
    post.round()
    post.round()
    assert (post.state(letter), post.filed()) == (LetterState.FILED, ["Báo giá"])
    assert office.received("binh@khach.vn") == office.received("sep@congty.vn") == 1


def test_an_uncertain_letter_is_settled_by_the_copy_that_is_found(post, office):
    post.has_sent_folder()
    letter = post.send()
    with post.file.writing() as connection:
        connection.execute("UPDATE letter SET state = 'uncertain', due_at = NULL")
        connection.execute("UPDATE recipient SET state = 'going'")
    post.round()
    assert post.state(letter) is LetterState.UNCERTAIN
    raw = b"Message-ID: " + letter.message_id.encode() + b"\r\nSubject: x\r\n\r\nx\r\n"
    post.box.file_sent(letter, lambda: raw)
    post.round()
    assert post.state(letter) in (LetterState.ACCEPTED, LetterState.FILED)
    assert not office.accepted


def test_an_account_without_password_waits_for_the_person(post, office):
    post.loop = SendingLoop(post.folder, post.clock, lambda _one, _two: "", post.told)
    store = open_profile(post.folder, SystemClock(), Role.WINDOW)
    commands = LocalCommands(store, store.owner())
    edit = {"outgoing_security": ["none", "starttls"]}
    commands.run("mail_account.save", {"id": str(post.account), "values": edit})
    store.close()
    letter = post.send()
    for _hour in range(5):
        post.clock.advance(timedelta(hours=1))
        post.round()
    (row,) = post.letters.outbox()
    assert (row.state, row.due_at, row.id) == (LetterState.DEFERRED, None, letter.id)
    assert row.problem


def test_a_letter_to_nobody_or_to_no_address_is_refused_at_once(post):
    with pytest.raises(InvalidValueError):
        post.send(to=())
    with pytest.raises(InvalidValueError):
        post.send(to=(Address("", "không phải"),))
    assert post.letters.outbox() == ()


def test_a_letter_that_is_too_large_is_refused_before_it_goes(post, tmp_path):
    letter = post.send()
    post.clock.advance(timedelta(seconds=11))
    post.round()
    assert post.state(letter) is LetterState.ACCEPTED  # and the server said how much it takes
    (tmp_path / "lớn.bin").write_bytes(bytes(30 * 1024 * 1024))
    big = post.letters.keep_file(str(tmp_path / "lớn.bin"))
    with pytest.raises(InputError):
        post.send(files=(big,))


def test_whom_one_wrote_to_is_known_next_time(post):
    post.send()
    assert list(post.letters.known_people("tran")) == [BINH]
    assert list(post.letters.known_people("khach")) == [BINH]
    assert not post.letters.known_people("zzz")


def test_notices_of_one_moment_go_as_one_letter_and_once(post, office):
    store = open_profile(post.folder, post.clock, Role.WINDOW)
    actor = store.owner()
    with store.work(actor, "test") as work:
        account = work.session.get(MailAccount, post.account)
        account.sends_notices = True
        for text in ("Việc 1 quá hạn", "Việc 2 quá hạn"):
            values = {"channel": "email", "address": "lan@congty.vn", "subject": text, "body": text}
            work.session.add(OutgoingMessage(**values, batch_at=NOW, state="waiting"))
    produce = NoticeMail(store, actor)
    outbox = Outbox(post.file)
    for _round in range(3):
        produce(outbox)
        post.round()
    states = {state for (state,) in _states(store)}
    store.close()
    assert (office.received("lan@congty.vn"), states) == (1, {"sent"})
    (arrived,) = office.accepted
    told = email.message_from_bytes(bytes(arrived.content), policy=email.policy.default)
    assert told["Auto-Submitted"] == "auto-generated"
    assert "Việc 1 quá hạn" in told.get_content()
    assert "Việc 2 quá hạn" in told.get_content()


def _states(store) -> list[tuple[str]]:
    with store.reading() as connection:
        return connection.execute("SELECT state FROM outgoing_message").fetchall()
