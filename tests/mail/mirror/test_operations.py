"""What a person does here is done at the server: once, whatever is cut off, or taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.mail.boxes.acts import LocalMailActs
from tests.mail.accounts import WEAK, Both, both, letter
from tests.mail.dovecot import Dovecot
from tests.mail.proxy import Proxy

SEEN = frozenset((r"\Seen",))
NONE: frozenset[str] = frozenset()
KINDS = pytest.mark.parametrize("without", [NONE, WEAK], ids=["able", "weak"])


@pytest.fixture
def make(dovecot: Dovecot, tmp_path: Path) -> Iterator[Callable[..., tuple[Both, LocalMailActs]]]:
    """Return what opens an account of a user, and what acts on its mail."""
    with ExitStack() as stack:

        def open_(
            user: str, without: frozenset[str] = NONE, name: str = "profile"
        ) -> tuple[Both, LocalMailActs]:
            one = both(dovecot, user, tmp_path / name, without)
            stack.callback(one.close)
            one.round()
            acts = LocalMailActs(tmp_path / name)
            stack.callback(acts.close)
            return one, acts

        yield open_


def ids_in(one: Both, path: str) -> list[int]:
    query = (
        "SELECT m.id FROM message m JOIN folder f ON f.id = m.folder WHERE f.path = ? ORDER BY m.id"
    )
    return [row[0] for row in one.box._box.connection.execute(query, (path,)).fetchall()]


@KINDS
def test_everything_that_is_done_offline_is_done_later(
    make: Callable[..., tuple[Both, LocalMailActs]],
    dovecot: Dovecot,
    user: str,
    without: frozenset[str],
) -> None:
    dovecot.seed(user, [letter(number) for number in range(12)])
    one, acts = make(user, without)
    one.drop()
    ids = ids_in(one, "INBOX")
    archive = acts.make_folder(one.account, None, "Lưu 2024").folder
    acts.mark(ids[:3], read=False, flagged=True)
    acts.tag(ids[3:4], "$Label1", True)
    acts.move(ids[:2], archive)
    acts.delete(ids[4:6])
    acts.copy(ids[6:7], archive)
    acts.append(archive, [letter(77, subject="Tu tep")])
    wanted = one.seen()
    one.round()
    one.round()
    assert one.seen() == wanted
    assert one.here() == one.there()
    there = one.there()
    assert {path: len(held) for path, held in there.items() if held} == {
        "INBOX": 8, "Lưu 2024": 4, "Trash": 2,
    }  # fmt: skip
    assert not one.box.due(one.account)
    acts.delete(ids_in(one, "Trash"))
    acts.rename_folder(archive, "Lưu cũ")
    one.round()
    assert one.here() == one.there()
    assert "Trash" not in {path for path, held in one.there().items() if held}
    assert len(one.there()["Lưu cũ"]) == 4


@KINDS
def test_a_line_that_is_cut_anywhere_loses_and_doubles_nothing(
    make: Callable[..., tuple[Both, LocalMailActs]],
    dovecot: Dovecot,
    user: str,
    without: frozenset[str],
    rounds: Callable[[int, int], int],
) -> None:
    dovecot.seed(user, [letter(number) for number in range(10)])
    one, acts = make(user, without)
    one.other.make_folder("Dự án")
    one.round()
    one.drop()
    proxy = Proxy(one.server)
    one.server = proxy.address
    places = {path: one.box.folders(one.account)[path] for path in ("Dự án", "INBOX")}
    one.round()
    whole = 0
    count = rounds(8, 400)
    for step in range(count):
        source, target = ("INBOX", "Dự án") if step % 2 == 0 else ("Dự án", "INBOX")
        ids = ids_in(one, source)
        acts.move(ids, places[target])
        acts.mark(ids[:4], flagged=step % 2 == 0)
        acts.append(places["Dự án"], [letter(1000 + step)])
        one.drop()
        before = proxy.carried
        proxy.budget = whole * step // count if step else None
        with_cut(one, proxy)
        whole = whole or proxy.carried - before
        one.round()
        assert one.here() == one.there()
        held = [subject for some in one.seen().values() for subject, _flags in some]
        assert len(held) == len(set(held)) == 10 + step + 1
    proxy.close()


def with_cut(one: Both, proxy: Proxy) -> None:
    """Do a round over a line that breaks, then heal it."""
    from desktop.mail.backend import LostError

    try:
        one.round()
    except LostError:
        pass
    finally:
        proxy.budget = None
        one.drop()


def test_what_the_server_refuses_is_taken_back_and_told(
    make: Callable[..., tuple[Both, LocalMailActs]], dovecot: Dovecot, user: str
) -> None:
    dovecot.seed(user, [letter(number) for number in range(3)])
    one, acts = make(user)
    one.other.make_folder("Khoa")
    one.round()
    ids = ids_in(one, "INBOX")
    done = acts.move(ids, one.box.folders(one.account)["Khoa"])
    assert ids_in(one, "INBOX") == []
    one.round()
    assert ids_in(one, "INBOX") == ids
    query = "SELECT message, problem FROM operation WHERE state = 'failed' ORDER BY message"
    failed = one.box._box.connection.execute(query).fetchall()
    assert [message for message, _sentence in failed] == ids
    assert all("Permission denied" in sentence for _message, sentence in failed)
    assert one.here() == one.there()
    assert done.count == 3


def test_nothing_is_deleted_that_another_program_only_marked(
    make: Callable[..., tuple[Both, LocalMailActs]], dovecot: Dovecot, user: str
) -> None:
    dovecot.seed(user, [letter(number) for number in range(4)])
    one, acts = make(user)
    other = one.other
    other.open("INBOX")
    other.store_flags([1], frozenset((r"\Deleted",)), NONE)
    one.round()
    ids = ids_in(one, "INBOX")
    acts.delete(ids[1:2], for_ever=True)
    one.round()
    assert set(one.there()["INBOX"]) == {1, 3, 4}


def test_two_computers_that_move_the_same_leave_one(
    make: Callable[..., tuple[Both, LocalMailActs]], dovecot: Dovecot, user: str
) -> None:
    dovecot.seed(user, [letter(number) for number in range(4)])
    one, acts = make(user)
    two, acts_of_two = make(user, name="other")
    acts.move(ids_in(one, "INBOX"), one.box.folders(one.account)["Trash"])
    acts_of_two.move(ids_in(two, "INBOX"), two.box.folders(two.account)["Trash"])
    one.round()
    two.round()
    for both_of in (one, two):
        both_of.round()
        assert both_of.here() == both_of.there()
        assert len(both_of.seen()["Trash"]) == 4
