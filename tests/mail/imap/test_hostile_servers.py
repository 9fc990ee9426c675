"""What a server may say: nothing of it hangs, floods or misleads the program."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import AppError
from desktop.mail.backend import LostError, RefusedError, SignInError
from desktop.mail.imap import uid_sets, wire
from desktop.mail.imap.replies import MalformedError, fetched, messages
from desktop.mail.imap.server import ImapServer, connect
from desktop.mail.imap.sign_in import Login
from desktop.mail.imap.structure import part_tree
from desktop.mail.imap.wire import Server

CAN = b"* CAPABILITY IMAP4rev1 IDLE UIDPLUS MOVE ESEARCH\r\n"
LOGIN = Login("an", "x")
Answer = Callable[[bytes, bytes], bytes | None]


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], Server]]:
    """Return what runs a server that answers each command as told; None hangs up."""
    opened: list[socket.socket] = []

    def run(answer: Answer) -> Server:
        listener = socket.create_server(("127.0.0.1", 0))
        opened.append(listener)

        def talk() -> None:
            with suppress(OSError):
                while True:
                    one, _from = listener.accept()
                    opened.append(one)
                    threading.Thread(target=_talk, args=(one, answer), daemon=True).start()

        threading.Thread(target=talk, daemon=True).start()
        return Server("127.0.0.1", listener.getsockname()[1], "none")

    yield run
    for one in opened:
        with suppress(OSError):
            one.close()


def _talk(one: socket.socket, answer: Answer) -> None:
    with suppress(OSError), one, one.makefile("rb") as lines:
        one.sendall(b"* OK hello\r\n")
        for line in lines:
            tag, _, rest = line.strip().partition(b" ")
            said = answer(rest, tag)
            if said is None:
                return
            one.sendall(said)


def ordinary(rest: bytes, tag: bytes) -> bytes:
    """Answer as any server does that has nothing."""
    if rest.startswith(b"CAPABILITY"):
        return CAN + tag + b" OK done\r\n"
    return tag + b" OK done\r\n"


def saying(name: bytes, said: bytes | None) -> Answer:
    """Return what answers one command so; TAG stands for its tag."""

    def answer(rest: bytes, tag: bytes) -> bytes | None:
        if rest.startswith(name):
            return None if said is None else said.replace(b"TAG", tag)
        return ordinary(rest, tag)

    return answer


@pytest.fixture
def signed_in(serve: Callable[[Answer], Server]) -> Iterator[Callable[[Answer], ImapServer]]:
    """Return what connects to such a server and opens its inbox."""
    made: list[ImapServer] = []

    def run(answer: Answer, login: Login = LOGIN) -> ImapServer:
        server = connect(serve(answer), login)
        made.append(server)
        server.open("INBOX")
        return server

    yield run
    for one in made:
        one.hang_up()


@pytest.mark.parametrize("name", [b"CAPABILITY", b"LOGIN", b"SELECT", b"UID FETCH"])
@pytest.mark.parametrize(
    "said",
    [
        None,
        b"",
        b"\x00\xff\r\n",
        b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\n",
        b"* 1 FETCH (UID 1 BODY[] {50}\r\nshort",
        b"* " + b"x" * 1_100_000,
        b"* BYE go away\r\n",
    ],
    ids=["hangs-up", "silent", "nonsense", "promises", "cut", "endless", "bye"],
)
def test_a_server_that_breaks_off_is_a_lost_one(
    signed_in: Callable[..., ImapServer],
    name: bytes,
    said: bytes | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "SILENT_SECONDS", 0.2)

    def look() -> None:
        list(signed_in(saying(name, said)).outlines([range(1, 3)]))

    with pytest.raises(AppError) as error:
        look()
    assert isinstance(error.value, (LostError, RefusedError, SignInError))
    assert str(error.value)


def test_what_is_malformed_spoils_no_other_message(signed_in: Callable[..., ImapServer]) -> None:
    said = (
        b"* 1 FETCH (UID 1 FLAGS (\\Seen) RFC822.SIZE 5)\r\n"
        b"* 2 FETCH (UID 2 FLAGS (\\Seen RFC822.SIZE\r\n"
        b"* 3 FETCH UID 3\r\n* 4 FETCH (UID)\r\n* 5 FETCH ((((((((((\r\n"
        b'* 6 FETCH (UID 6 INTERNALDATE "99-Foo-0000" FLAGS (\\Flagged) RFC822.SIZE 7)\r\n'
        b"* 7 FETCH (UID 4000000000 FLAGS ())\r\nTAG OK done\r\n"
    )
    server = signed_in(saying(b"UID FETCH", said))
    (found,) = server.outlines([range(1, 10)])
    assert [one.uid for one in found] == [1, 6]
    assert server.client.broken


def test_lines_of_the_protocol_in_a_message_are_text(signed_in: Callable[..., ImapServer]) -> None:
    text = b"* 9 FETCH (UID 9 FLAGS (\\Deleted))\r\nTAG OK done\r\n* BYE\r\n"

    def answer(rest: bytes, tag: bytes) -> bytes | None:
        if rest.startswith(b"UID FETCH"):
            whole = text.replace(b"TAG", b"A001")
            head = b"* 1 FETCH (UID 1 BODY[] {%d}\r\n" % len(whole)
            return head + whole + b")\r\n" + tag + b" OK done\r\n"
        return ordinary(rest, tag)

    server = signed_in(answer)
    assert server.source(1) == text.replace(b"TAG", b"A001")


def test_uids_by_the_thousand_million_are_not_counted_out(
    signed_in: Callable[..., ImapServer],
) -> None:
    said = b'* ESEARCH (TAG "x") UID ALL 1:4294967295,7\r\nTAG OK done\r\n'
    server = signed_in(saying(b"UID SEARCH", said))
    found = server.uids(1, 10)
    assert uid_sets.among(found, [3, 5, 4294967295]) == [3, 5, 4294967295]


def test_a_line_that_drips_ends_at_its_deadline(
    signed_in: Callable[..., ImapServer],
) -> None:
    def answer(rest: bytes, tag: bytes) -> bytes | None:
        if rest.startswith(b"LIST"):
            return b"* "  # and never more
        return ordinary(rest, tag)

    server = signed_in(answer)
    with pytest.raises(LostError):
        server.client.ask("LIST", '""', '"*"', seconds=0.3)


def test_a_server_that_is_gone_is_noticed_while_listening(
    signed_in: Callable[..., ImapServer],
) -> None:
    def answer(rest: bytes, tag: bytes) -> bytes | None:
        if rest.startswith(b"IDLE"):
            return b"+ idling\r\n"
        if rest == b"" and tag == b"DONE":
            return None
        return ordinary(rest, tag)

    server = signed_in(answer)

    def listen() -> None:
        with server.waiting() as changed:
            assert not changed(0.05)
            server.client.wire.sock.shutdown(socket.SHUT_RD)
            changed(5)

    with pytest.raises(LostError):
        listen()


def test_letters_in_a_password_and_a_folder_cannot_begin_a_new_line(
    signed_in: Callable[..., ImapServer],
) -> None:
    lines: list[bytes] = []

    def answer(rest: bytes, tag: bytes) -> bytes | None:
        lines.append(rest)
        return ordinary(rest, tag)

    server = signed_in(answer, Login('a"n', 'x\\"y'))
    assert b'LOGIN "a\\"n" "x\\\\\\"y"' in lines
    server.make_folder("a\r\nb DELETE INBOX")
    assert not [line for line in lines if line.startswith(b"DELETE")]
    with pytest.raises(SignInError):
        signed_in(answer, Login("an", "x\r\na DELETE INBOX"))


@given(
    st.lists(
        st.one_of(st.binary(max_size=60), st.tuples(st.binary(max_size=40), st.binary(max_size=9)))
    )
)
def test_any_octets_are_an_answer_or_a_malformed_one(
    data: list[bytes | tuple[bytes, bytes]],
) -> None:
    groups = list(messages(data))
    understood = malformed = 0
    for group in groups:
        try:
            trees = [part_tree(value) for value in fetched(group).values()]
        except MalformedError:
            malformed += 1
        else:
            understood += 1
            assert all(tree is None or tree.number for tree in trees if not tree or not tree.inner)
    assert understood + malformed == len(groups)


@given(st.sets(st.integers(1, 500)))
def test_a_set_of_uids_reads_as_it_was_written(uids: set[int]) -> None:
    ranges = uid_sets.ranges_of(uids)
    assert uid_sets.read(uid_sets.written(ranges).encode()) == ranges
    assert uid_sets.among(ranges, range(1, 501)) == sorted(uids)
    cut = [one for some in uid_sets.slices(ranges, 7) for one in some]
    assert [uid for one in cut for uid in one] == sorted(uids)
