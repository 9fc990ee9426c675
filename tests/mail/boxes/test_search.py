"""Search: every word finds its message, with accents or without; what is gone is not found."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.clock import local_zone
from desktop.core.mail.places import MailPlace, MailQuery, PlaceKind
from desktop.core.words import fold, split_words
from desktop.mail.boxes.search_words import read_search
from desktop.mail.boxes.storing import index_again, remove_messages
from tests.mail.boxes.conftest import ACCOUNT, NOON, fetched, raw_message
from tests.mail.boxes.tables import insert, tables

TODAY = date(2026, 11, 21)
LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ019"
)
WORDS = st.text(LETTERS, min_size=1, max_size=7)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
EVERYWHERE = MailPlace(PlaceKind.EVERYWHERE)


def found(connection, typed):
    """Return what a search finds, whatever the accents."""
    search = read_search(typed, TODAY, local_zone(), lambda _text: [])
    query = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rowid DESC"
    return [one for (one,) in connection.execute(query, (search.match,))]


@settings(max_examples=60, deadline=None)
@given(
    TEXTS, TEXTS, st.sampled_from((str, str.upper, fold, lambda w: unicodedata.normalize("NFD", w)))
)
def test_every_word_finds_its_message(subject, body, spelt):
    connection = tables()
    raw = raw_message(1, subject="Thư", body=f"{subject}\n{body}")
    message = insert(connection, raw, 1, NOON)
    for word in split_words(f"{subject} {body}"):
        assert found(connection, f'"{spelt(word)}"') == [message]
        assert found(connection, spelt(word)) == [message]
    connection.close()


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_what_is_made_anew_finds_the_same(body):
    connection = tables()
    message = insert(connection, raw_message(1, body=body), 1, NOON)
    before = [found(connection, word) for word in split_words(body)]
    index_again(connection, [message])
    assert [found(connection, word) for word in split_words(body)] == before
    remove_messages(connection, [message])
    assert not any(found(connection, word) for word in split_words(body))
    connection.close()


@pytest.fixture
def three(box, folders, reads):
    """Store three messages; return what finds them by number."""
    told = [
        ("Hồng", "hoa hồng đẹp", "Lan <lan@a.example>", []),
        ("Hong", "hoa hong dep", "Mai <mai@b.example>", []),
        ("Hợp đồng", "ký hợp đồng", "Hồng <h@c.example>", ["\\Seen"]),
    ]
    batch = [
        fetched(n, n, raw_message(n, subject=subject, body=body, sender=sender), flags)
        for n, (subject, body, sender, flags) in enumerate(told, 1)
    ]
    ids = box.store(folders["INBOX"], batch)
    box.set_flags(folders["INBOX"], {2: ["\\Flagged", "gap"]})

    def find(words, **more):
        order = reads.order(MailQuery(EVERYWHERE, words, **more))
        return [ids.index(one) + 1 for one in order.ids], order

    return find


def test_what_is_spelt_as_typed_stands_first_under_a_head(three):
    numbers, order = three("hồng")
    assert numbers == [3, 1, 2]
    assert [(group.key, group.count) for group in order.groups] == [("typed", 2), ("similar", 1)]
    assert three("hong")[0] == [3, 2, 1]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("from:lan", [1]),
        ("từ:hồng", [3]),
        ("tu:hong", [3]),
        ("tiêu đề:hợp", [3]),
        ("subject:hong", [2, 1]),
        ("hoa -đẹp", []),
        ("hoa -lan", [2]),
        ('"hoa hong"', [2, 1]),
        ('"hong hoa"', []),
        ("is:unread", [2, 1]),
        ("là:đã đọc", []),
        ("là:đãđọc", [3]),
        ("is:flagged hoa", [2]),
        ("tag:gap", [2]),
        ("nhãn:gap", [2]),
        ("before:1/1/2020", []),
        ("sau:1/1/2020", [3, 2, 1]),
        ("after:2020-01-01 hợp", [3]),
        ("in:inbox ký", [3]),
        ("in:sent", []),
        ("has:file", []),
        ("hop d", [3]),
        ("hop d ", []),
    ],
)
def test_an_operator_narrows(three, words, numbers):
    assert three(words)[0] == numbers


def test_what_is_not_understood_is_said_and_left_out(three):
    numbers, order = three("is:blue hoa")
    assert numbers == [2, 1]
    assert "is:blue" in order.problem


@pytest.mark.parametrize(
    "typed", ['"', "(", "*", "AND", "a OR", "-", "from:", "NEAR(", "{subject}:", "từ:"]
)
def test_no_sign_breaks_the_search(three, typed):
    assert set(three(typed)[0]) <= {1, 2, 3}


def test_folding_keeps_the_length():
    text = unicodedata.normalize("NFC", LETTERS + LETTERS.upper())
    assert len(fold(text)) == len(text)


def test_a_message_that_was_deleted_is_not_found(box, folders, acts, three):
    ids = list(three("hoa")[1].ids)
    acts.delete(ids, for_ever=True)
    for one in box.begin(ACCOUNT, box.due(ACCOUNT)):
        box.done(ACCOUNT, one.id)
    assert three("hoa")[0] == []
