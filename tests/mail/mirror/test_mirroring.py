"""What a server has stands in the mailbox, whatever the server can do."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.core.errors import InputError
from tests.mail.accounts import COUNTING, WEAK, Both, both, letter
from tests.mail.dovecot import Dovecot

SEEN, FLAGGED = frozenset((r"\Seen",)), frozenset((r"\Flagged",))
NONE: frozenset[str] = frozenset()
KINDS = pytest.mark.parametrize(
    "without", [NONE, COUNTING, WEAK], ids=["qresync", "condstore", "weak"]
)


@pytest.fixture
def make(dovecot: Dovecot, tmp_path: Path) -> Iterator[Callable[..., Both]]:
    """Return what opens an account of a user."""
    with ExitStack() as stack:

        def open_(user: str, without: frozenset[str] = NONE, name: str = "profile") -> Both:
            one = both(dovecot, user, tmp_path / name, without)
            stack.callback(one.close)
            return one

        yield open_


@KINDS
def test_what_another_client_does_comes_here(
    make: Callable[..., Both], dovecot: Dovecot, user: str, without: frozenset[str]
) -> None:
    dovecot.seed(user, [letter(number) for number in range(40)])
    one = make(user, without)
    one.round()
    assert one.here() == one.there()
    other = one.other
    other.make_folder("Khách hàng/Hà Nội")
    other.open("INBOX")
    other.store_flags([3, 4], FLAGGED | {"$Label1"}, SEEN)
    other.move([5, 6], "Khách hàng/Hà Nội")
    other.expunge([7, 8])
    other.append("INBOX", letter(100), SEEN, None)
    one.round()
    assert one.here() == one.there()
    assert len(one.here()["INBOX"]) == 37
    other.rename_folder("Khách hàng/Hà Nội", "Khách hàng/Huế")
    other.delete_folder("Junk")
    one.round()
    assert one.here() == one.there()
    assert "Khách hàng/Huế" in one.here()


def test_a_message_that_was_moved_keeps_its_number_and_is_not_fetched_again(
    make: Callable[..., Both], dovecot: Dovecot, user: str
) -> None:
    dovecot.seed(user, [letter(number) for number in range(3)])
    one = make(user)
    one.round()
    before = dict(one.box._box.connection.execute("SELECT subject, id FROM message").fetchall())
    one.other.make_folder("Dự án")
    one.other.open("INBOX")
    one.other.move([2], "Dự án")
    assert one.mirror is not None
    fetched = _counted(one)
    one.round()
    after = dict(one.box._box.connection.execute("SELECT subject, id FROM message").fetchall())
    assert after == before
    assert fetched == []


def test_a_folder_that_is_numbered_anew_loses_and_doubles_nothing(
    make: Callable[..., Both], dovecot: Dovecot, user: str
) -> None:
    one = make(user)
    other = one.other
    other.make_folder("Cũ")
    for number in range(30):
        other.append("Cũ", letter(number), SEEN, None)
    one.round()
    before = _ids(one)
    other.open("Cũ")
    uids = list(range(1, 31))
    other.make_folder("Tạm")
    other.move(uids, "Tạm")
    other.delete_folder("Cũ")
    other.rename_folder("Tạm", "Cũ")  # the same messages under another UIDVALIDITY
    fetched = _counted(one)
    one.round()
    assert one.here() == one.there()
    assert _ids(one) == before
    assert fetched == []


def test_many_that_vanish_at_once_are_asked_for_again(
    make: Callable[..., Both], dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.seed(user, [letter(number) for number in range(120)])
    one = make(user)
    one.round()
    assert one.mirror is not None
    opened = one.mirror.open

    def lie(path: str, cursor=None):
        from dataclasses import replace

        told = opened(path, cursor)
        return replace(told, vanished=[range(1, 200)], knows_vanished=True)

    monkeypatch.setattr(one.mirror, "open", lie)
    one.other.open("INBOX")
    one.other.expunge([1])
    one.round()
    assert len(one.here()["INBOX"]) == 119


def test_a_large_message_comes_without_its_files_and_they_come_when_wanted(
    make: Callable[..., Both], user: str
) -> None:
    one = make(user)
    line = b"QUJD" * 18 + b"\r\n"
    raw = (
        b"Message-ID: <big@thu.example>\r\nSubject: Ho so\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\n"
        b"Content-Type: text/plain\r\n\r\nXem file\r\n--xx\r\n"
        b"Content-Type: application/pdf; name=a.pdf\r\n"
        b"Content-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=a.pdf\r\n\r\n" + line * 20000 + b"--xx--\r\n"
    )
    one.other.append("INBOX", raw, NONE, None)
    fetched = _counted(one)
    one.round()
    assert max(map(len, fetched)) < 2000
    (message,) = _ids(one)
    _folder, uid = one.box.place_of(message)
    assert one.mirror is not None
    one.mirror.open("INBOX")
    sink = io.BytesIO()
    told: list[int] = []
    one.mirror.part(uid, "2", sink, told.append)
    assert sink.getvalue() == b"ABC" * 18 * 20000
    assert told[-1] == len(line) * 20000 - 2  # the last line end is that of the boundary
    with pytest.raises(InputError):
        one.mirror.part(uid, "3", sink, told.append)


def test_a_folder_that_did_not_change_costs_no_look(
    make: Callable[..., Both], dovecot: Dovecot, user: str
) -> None:
    dovecot.seed(user, [letter(number) for number in range(30)])
    one = make(user)
    one.round()
    one.round()
    assert one.mirror is not None
    asked: list[str] = []
    ask = one.mirror.client.ask

    def counted(name: str, *arguments: str, **more: float) -> list[object]:
        asked.append(name)
        return ask(name, *arguments, **more)

    one.mirror.client.ask = counted  # type: ignore[method-assign]  # counted on the way
    one.connect().run()
    assert set(asked) <= {"LIST", "LSUB", "NAMESPACE", "UNSELECT"}


def _ids(one: Both) -> list[int]:
    query = "SELECT id FROM message WHERE gone_at IS NULL ORDER BY id"
    return [row[0] for row in one.box._box.connection.execute(query).fetchall()]


def _counted(one: Both) -> list[bytes]:
    """Return the list to which each fetched message is written from now on."""
    found: list[bytes] = []
    one.connect()
    mirror = one.mirror
    assert mirror is not None
    fetch = mirror.fetch

    def counted(outlines):
        for some in fetch(outlines):
            found.extend(arrived.raw for arrived in some)
            yield some

    mirror.fetch = counted  # type: ignore[method-assign]  # counted on the way
    return found


@KINDS
def test_what_happens_in_the_folder_that_is_open_is_seen(
    make: Callable[..., Both], dovecot: Dovecot, user: str, without: frozenset[str]
) -> None:
    dovecot.seed(user, [letter(number) for number in range(1600)])
    one = make(user, without)
    one.round()
    assert one.mirror is not None
    one.mirror.open("INBOX")
    one.other.open("INBOX")
    one.other.store_flags(range(1, 300), FLAGGED, NONE)
    one.other.expunge([1, 2])
    one.connect().run(is_deep=True)
    assert one.here() == one.there()
