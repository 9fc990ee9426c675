"""Lists: their order, conversations, filters and heads; and a message that is read."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from desktop.core.mail.places import (
    MailPlace,
    MailQuery,
    MailSort,
    PlaceKind,
    QuickFilter,
    in_folder,
    in_role,
)
from desktop.core.mail.values import BodyState, FolderRole
from desktop.mail.boxes.preparing import prepare
from tests.mail.boxes.conftest import ACCOUNT, NOON, outline_of, raw_message


@pytest.fixture
def mail(box, folders):
    """Store forty messages of the last ninety days, half of them answers."""
    rnd = Random(3)
    batch = []
    for number in range(1, 41):
        after = [rnd.randrange(1, number)] if number > 1 and number % 2 else []
        flags = [name for name in ("\\Seen", "\\Flagged", "gap") if rnd.random() < 0.4]
        raw = raw_message(
            number, after=after, subject=f"Thư {number % 7}", sender=f"s{number % 5}@x.vn"
        )
        at = NOON - timedelta(days=90 - number * 2.2)
        outline = outline_of(number, number, raw, flags, at)
        batch.append((outline, prepare(raw, at, flags, size=len(raw))))
    return box.store(folders["INBOX"], batch)


def ids_of(reads, place, **more):
    return list(reads.order(MailQuery(place, **more)).ids)


def test_a_folder_is_ordered_by_time_newest_first(reads, folders, mail):
    order = reads.order(MailQuery(in_folder(folders["INBOX"])))
    assert list(order.ids) == sorted(mail, reverse=True)
    assert (order.total, order.is_whole) == (40, True)
    assert sum(group.count for group in order.groups) == 40
    assert ids_of(reads, in_role(FolderRole.INBOX)) == list(order.ids)
    assert ids_of(reads, in_role(FolderRole.INBOX, ACCOUNT)) == list(order.ids)


@pytest.mark.parametrize("conversations", [False, True])
@pytest.mark.parametrize("words", ["", "thư", "đặng hường", "is:unread"])
@pytest.mark.parametrize("sort", list(MailSort))
def test_the_beginning_of_a_list_is_that_of_the_whole(
    reads, folders, mail, conversations, words, sort
):
    query = MailQuery(in_folder(folders["INBOX"]), words, conversations=conversations, sort=sort)
    whole = reads.order(query)
    for limit in (1, 3, 17, 100):
        begun = reads.order(query, limit)
        assert list(begun.ids) == list(whole.ids[:limit])
        assert begun.is_whole == (limit > len(whole.ids)) or limit == len(whole.ids)


def test_a_list_of_conversations_holds_the_newest_of_each(reads, folders, mail):
    query = MailQuery(in_folder(folders["INBOX"]), conversations=True)
    order = reads.order(query)
    rows = reads.rows(order.ids, query)
    assert len({row.thread for row in rows}) == len(rows)
    assert sum(row.count for row in rows) == 40
    for row in rows:
        messages = reads.conversation(row.thread)
        assert messages[-1].id == row.id
        assert sum(not one.is_read for one in messages) == row.unread


def test_filters_leave_what_fits(reads, folders, mail):
    place = in_folder(folders["INBOX"])
    rows = {row.id: row for row in reads.rows(mail)}
    tests = {
        QuickFilter.UNREAD: lambda row: not row.is_read,
        QuickFilter.FLAGGED: lambda row: row.is_flagged,
        QuickFilter.FILES: lambda row: row.files,
        QuickFilter.PINNED: lambda row: row.is_pinned,
        QuickFilter.KNOWN: lambda _row: False,
        QuickFilter.TO_ME: lambda _row: False,
    }
    for one, fits in tests.items():
        expected = [message for message in sorted(mail, reverse=True) if fits(rows[message])]
        assert ids_of(reads, place, only=frozenset({one})) == expected


def test_places_gather_from_all_folders(reads, folders, mail, acts):
    rows = {row.id: row for row in reads.rows(mail)}
    newest = sorted(mail, reverse=True)
    unread = [one for one in newest if not rows[one].is_read]
    assert ids_of(reads, MailPlace(PlaceKind.UNREAD)) == unread
    tagged = [one for one in newest if "gap" in rows[one].tags]
    assert ids_of(reads, MailPlace(PlaceKind.TAG, words="gap")) == tagged
    flagged = [one for one in newest if rows[one].is_flagged]
    assert ids_of(reads, MailPlace(PlaceKind.FLAGGED)) == flagged
    people = MailPlace(PlaceKind.PEOPLE, words="s1@x.vn")
    assert ids_of(reads, people) == [one for one in newest if rows[one].sender_address == "s1@x.vn"]
    found = MailPlace(PlaceKind.FOUND, words="is:flagged thư")
    assert ids_of(reads, found) == flagged
    acts.delete(flagged[:1])
    assert ids_of(reads, found) == flagged[1:]
    acts.snooze(unread[:1], NOON)
    assert ids_of(reads, MailPlace(PlaceKind.SNOOZED)) == unread[:1]


def test_what_is_pinned_stands_above_all(reads, folders, mail, acts):
    acts.pin([mail[3], mail[9]], True)
    order = reads.order(MailQuery(in_folder(folders["INBOX"])))
    assert list(order.ids[:2]) == [mail[9], mail[3]]
    assert (order.groups[0].key, order.groups[0].count) == ("pinned", 2)
    assert sorted(order.ids) == sorted(mail)


def test_the_heads_follow_the_days(reads, folders, mail):
    order = reads.order(MailQuery(in_folder(folders["INBOX"])))
    keys = [group.key for group in order.groups]
    assert keys == sorted(keys, key=["today", "yesterday", "this_week", "last_week", "this_month",
                                     "last_month", "older"].index)  # fmt: skip
    ends = [group.first + group.count for group in order.groups]
    assert [group.first for group in order.groups] == [0, *ends[:-1]]


def test_a_message_is_read(reads, box, folders):
    raw = (
        "From: =?UTF-8?B?xJDhurduZyBMYW4=?= <lan@a.example>\r\n"
        "To: an@b.example, Bình <b@b.example>\r\n"
        "Subject: =?UTF-8?Q?B=C3=A1o_gi=C3=A1?=\r\nDate: Sat, 21 Nov 2026 08:00:00 +0700\r\n"
        "Message-ID: <m1@x.example>\r\nReferences: <m0@x.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/html; charset=utf-8\r\n\r\n"
        '<p onclick="x()">Chào <b>anh</b></p><script>x()</script>'
    ).encode()
    outline = outline_of(1, 1, raw)
    (message,) = box.store(folders["INBOX"], [(outline, prepare(raw, outline.received))])
    view = reads.message(message)
    assert (view.row.sender, view.row.subject, view.body) == ("Đặng Lan", "Báo giá", BodyState.HERE)
    assert [one.address for one in view.to] == ["an@b.example", "b@b.example"]
    assert (view.message_id, view.references) == ("<m1@x.example>", ("<m0@x.example>",))
    assert "<b>anh</b>" in view.html
    assert "script" not in view.html
    assert "onclick" not in view.html
    assert view.text.strip() == "Chào anh"
    assert reads.source(message) == raw
    assert [one.address for one in reads.known_people("lan")] == ["lan@a.example"]
