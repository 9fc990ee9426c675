"""Messages survive the pipe between the window and its worker."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.changes import Changes
from desktop.core.messages import (
    Advance,
    Answer,
    BrokenMessageError,
    Cancel,
    Decoder,
    Failure,
    Family,
    Request,
    changes_of,
    committed,
    encode,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
messages = st.one_of(
    st.builds(Request, st.integers(0, 9), st.text(), st.dictionaries(st.text(), json_values)),
    st.builds(Cancel, st.integers(0, 9)),
    st.builds(Advance, st.integers(), st.integers(), st.integers(), st.text()),
    st.builds(Answer, st.integers(), json_values),
    st.builds(Failure, st.integers(), st.sampled_from(Family), st.text(), st.text()),
)


@given(sent=st.lists(messages, max_size=5), cut=st.integers(1, 50))
def test_messages_arrive_whole_in_pieces_of_any_size(sent, cut):
    stream = b"".join(encode(message) for message in sent)
    decoder = Decoder()
    got = [m for i in range(0, len(stream), cut) for m in decoder.feed(stream[i : i + cut])]
    assert got == sent


@pytest.mark.parametrize("body", [b"", b"[]", b'{"type":"Nobody"}', b'{"type":"Cancel"}', b"\xff"])
def test_what_is_no_message_is_refused(body):
    frame = len(body).to_bytes(4, "big") + body
    with pytest.raises(BrokenMessageError):
        list(Decoder().feed(frame))


def test_a_huge_length_is_refused_before_any_memory_is_taken():
    with pytest.raises(BrokenMessageError):
        list(Decoder().feed(b"\xff\xff\xff\xff"))


def test_changes_survive_the_journey():
    changes = Changes({"account": frozenset({uuid.uuid4()}), "note": frozenset()}, 7, "x.y")
    assert changes_of(committed(changes)) == changes
