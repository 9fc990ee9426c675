"""Changed messages of strangers are read within bounds, whatever is left of them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import strategies as st

from desktop.core.mime import Limits, read_message
from desktop.core.mime.authentication import authentication, servers_that_judged
from desktop.core.mime.doubts import Circle, doubts_about
from desktop.core.mime.quotes import split_quotes
from desktop.core.mime.report_words import explained_report
from desktop.core.mime.reports import read_report
from desktop.core.mime.signatures import read_signature
from desktop.mail.html import safe_html
from tests.fuzz.mutations import edits, mutated
from tests.mail.html.test_hostile_html import HOSTILE, assert_harmless
from tests.mime_corpus import MAIL

pytestmark = [pytest.mark.slow, pytest.mark.soak, pytest.mark.timeout(0)]
RAW = [path.read_bytes() for path in MAIL]
CIRCLE = Circle(own_domains=frozenset(("abc.vn",)), colleagues={"an": frozenset(("an@abc.vn",))})
PIECES = st.sampled_from(
    [piece for line in HOSTILE for piece in (line, line[: len(line) // 2], line[len(line) // 2 :])]
)


def check(raw: bytes) -> None:
    """Read all that can be read of a message; fail on what nobody may be given."""
    message = read_message(raw, Limits(parts=200))
    for text in (message.subject, message.preview, message.body.text, message.body.html):
        assert unicodedata.is_normalized("NFC", text)
        assert "\0" not in text
        text.encode()
    for mailbox in (*message.from_, *message.to, *message.reply_to):
        f"{mailbox.name} {mailbox.address}".encode()
    for part in (*message.body.attachments, *message.body.inline):
        assert part.name
        assert "/" not in part.name
        part.content()
    pieces = split_quotes(message.body.text)
    assert "\n".join(piece.text for piece in pieces) == message.body.text
    if report := read_report(message):
        explained_report(report)
    for server in servers_that_judged(message.headers):
        authentication(message.headers, server)
    if message.from_:
        read_signature(message.body.text, message.from_[0])
    shown = safe_html(message.body.html)
    assert_harmless(shown.html)
    for doubt in doubts_about(message, CIRCLE, shown.links):
        assert doubt.sentence


def test_changed_messages_are_read(fuzz):
    def one(raw: bytes, changes: list) -> None:
        check(mutated(raw, changes))

    fuzz(one, st.sampled_from(RAW), edits, ordinary=250, soak=60_000)


def test_messages_put_together_are_read(fuzz):
    """The head of one before the tail of another: boundaries and charsets of strangers."""

    def one(first: bytes, second: bytes, cut: float, start: float) -> None:
        check(first[: int(cut * len(first))] + second[int(start * len(second)) :])

    places = st.floats(0, 1, exclude_max=True)
    raws = st.sampled_from(RAW)
    fuzz(one, raws, raws, places, places, ordinary=150, soak=40_000)


def test_pieces_of_hostile_html_are_made_harmless(fuzz):
    def one(pieces: list[str]) -> None:
        shown = safe_html("".join(pieces)).html
        assert_harmless(shown)
        assert_harmless(safe_html(shown).html)

    fuzz(one, st.lists(PIECES, min_size=1, max_size=12), ordinary=300, soak=100_000)


def test_any_bytes_are_a_message(fuzz):
    heads = st.sampled_from(
        [b"", b"Subject: ", b"Content-Type: multipart/mixed; boundary=a\n\n--a\n"]
    )
    fuzz(
        lambda head, raw: check(head + raw),
        heads,
        st.binary(max_size=400),
        ordinary=150,
        soak=40_000,
    )
