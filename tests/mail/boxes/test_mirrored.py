"""What servers tell: messages known again, flags under what waits, operations and their ends."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from desktop.core.errors import RecordGoneError
from desktop.mail.backend import Cursor, Landed
from desktop.mail.boxes.preparing import prepare
from tests.mail.boxes.conftest import ACCOUNT, FOLDERS, NOON, fetched, outline_of, raw_message


def rows(box, columns="id, folder, uid"):
    return box._box.connection.execute(f"SELECT {columns} FROM message ORDER BY id").fetchall()


def wanted(box):
    return [(one.kind, one.uid, one.target_path) for one in box.due(ACCOUNT)]


@pytest.fixture
def inbox(box, folders):
    """Store three messages in the inbox; return their ids."""
    batch = [fetched(n, n, raw_message(n)) for n in (1, 2, 3)]
    return box.store(folders["INBOX"], batch, Cursor(5, 4, 9, 1))


def test_rows_and_their_cursor_are_one_commit(box, folders, inbox):
    assert box.cursor(folders["INBOX"]) == Cursor(5, 4, 9, 1)
    assert list(box.uids(folders["INBOX"])) == [1, 2, 3]
    assert inbox == sorted(inbox)


def test_the_same_batch_once_more_doubles_nothing(box, folders, inbox):
    assert box.store(folders["INBOX"], [fetched(2, 2, raw_message(2))]) == []
    assert len(rows(box)) == len(inbox)


def test_what_another_program_moved_stays_what_it_was(box, folders, inbox, acts):
    acts.pin(inbox[:1], True)
    box.unlink(folders["INBOX"], [1])
    outline = outline_of(77, 1, raw_message(1))
    assert box.unknown(folders["Work"], [outline]) == []
    assert rows(box, "id, folder, uid, pinned")[0] == (inbox[0], folders["Work"], 77, 1)


def test_a_move_seen_first_in_its_target_is_a_move_all_the_same(box, folders, inbox):
    outline = outline_of(77, 1, raw_message(1))
    assert box.unknown(folders["Work"], [outline]) == []
    assert len(rows(box)) == 4
    box.unlink(folders["INBOX"], [1])
    assert rows(box)[0] == (inbox[0], folders["Work"], 77)
    assert len(rows(box)) == 3


def test_what_came_up_nowhere_is_swept_away_with_all_that_hangs_on_it(box, folders, inbox):
    box.unlink(folders["INBOX"], [1])
    assert box.sweep(ACCOUNT, time.time() - 60) == 0
    assert box.sweep(ACCOUNT, time.time() + 60) == 1
    for table, column in (("body", "message"), ("message_address", "message"), ("fts", "rowid")):
        query = f"SELECT count(*) FROM {table} WHERE {column} = ?"
        assert box._box.connection.execute(query, (inbox[0],)).fetchone() == (0,)


def test_a_folder_numbered_anew_keeps_its_messages(box, folders, inbox):
    box.renumber(folders["INBOX"], 6)
    outlines = [outline_of(n + 100, n, raw_message(n)) for n in (1, 2, 4)]
    assert [one.uid for one in box.unknown(folders["INBOX"], outlines)] == [104]
    assert box.drop_unmatched(folders["INBOX"]) == 1
    assert [row[:3] for row in rows(box)][:2] == [
        (inbox[0], folders["INBOX"], 101),
        (inbox[1], folders["INBOX"], 102),
    ]


def test_flags_of_the_server_lie_under_what_the_person_changed(box, folders, inbox, acts):
    acts.mark(inbox[:1], read=True)
    box.set_flags(folders["INBOX"], {1: ["\\Flagged"], 2: ["\\Seen", "x"]})
    assert rows(box, "flags, server_flags, keywords")[:2] == [(5, 4, ""), (1, 1, "x")]
    (operation,) = box.due(ACCOUNT)
    assert (operation.add, operation.remove) == (frozenset({"\\Seen"}), frozenset())


def test_what_the_server_has_already_needs_no_operation(box, folders, inbox, acts):
    acts.mark(inbox[:1], read=True)
    box.set_flags(folders["INBOX"], {1: ["\\Seen"]})
    assert box.due(ACCOUNT) == []


def test_moves_are_one_and_back_again_is_none(box, folders, inbox, acts):
    acts.move(inbox[:1], folders["Work"])
    acts.move(inbox[:1], folders["Trash"])
    assert wanted(box) == [("move", 1, "Trash")]
    acts.move(inbox[:1], folders["INBOX"])
    assert wanted(box) == []


def test_what_is_undone_while_it_is_under_way_goes_back_after_it(box, folders, inbox, acts):
    group = acts.move(inbox[:1], folders["Work"]).group
    (begun,) = box.begin(ACCOUNT, box.due(ACCOUNT))
    acts.undo(group)
    box.done(ACCOUNT, begun.id, Landed(50, 1))
    assert wanted(box) == [("move", 50, "INBOX")]
    assert rows(box)[0] == (inbox[0], folders["INBOX"], 50)


def test_what_the_server_refuses_goes_back_and_is_said(box, folders, inbox, acts, reads):
    acts.move(inbox[:1], folders["Work"])
    (begun,) = box.begin(ACCOUNT, box.due(ACCOUNT))
    box.failed(ACCOUNT, begun.id, "No room.")
    (row,) = reads.rows(inbox[:1])
    assert (row.folder, row.failed, row.pending) == (folders["INBOX"], "No room.", False)
    (refused,) = reads.operations()
    acts.retry(refused.id)
    assert wanted(box) == [("move", 1, "Work")]
    assert reads.operations() == ()


def test_what_was_cut_off_is_asked_for_first(box, inbox, acts):
    acts.mark(inbox[:1], read=True)
    box.begin(ACCOUNT, box.due(ACCOUNT), uidnext_before=44)
    assert box.due(ACCOUNT) == []
    assert box.recover(ACCOUNT) == 1
    (again,) = box.due(ACCOUNT)
    assert (again.attempts, again.uidnext_before) == (1, 44)


def test_a_copy_and_a_message_from_a_file_wait_for_the_server(box, folders, inbox, acts):
    acts.copy(inbox[:1], folders["Work"])
    acts.append(folders["Sent"], [raw_message(9)])
    copy, append = box.due(ACCOUNT)
    assert (copy.kind, copy.uid, copy.path, copy.target_path) == ("copy", 1, "INBOX", "Work")
    assert (append.kind, append.target_path) == ("append", "Sent")
    assert box.source(append.message) == raw_message(9)
    for one in box.begin(ACCOUNT, [copy, append]):
        box.done(ACCOUNT, one.id, Landed(60, 1) if one.kind == "copy" else None)
    assert box.due(ACCOUNT) == []
    box.unknown(folders["Sent"], [outline_of(61, 9, raw_message(9))])
    assert {uid for _id, _folder, uid in rows(box)} == {1, 2, 3, 60, 61}


def test_a_folder_that_the_server_lists_no_more_is_gone(box, inbox, reads):
    left = [one for one in FOLDERS if one.path != "INBOX"]
    box.mirror_folders(ACCOUNT, left)
    assert [one.path for one in reads.folders()] == ["Sent", "Trash", "Work"]
    assert rows(box, "DISTINCT folder") == [(None,)]


def test_an_attachment_that_is_fetched_later_is_here_then(box, folders, reads):
    raw = (
        b"Subject: a\r\nMessage-ID: <m1@x.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n"
        b"\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n"
        b"Content-Disposition: attachment; filename=a.pdf\r\n\r\n\r\n--b--\r\n"
    )
    outline = outline_of(1, 1, raw)
    prepared = prepare(raw, outline.received, size=900_000, missing={"2"})
    (message,) = box.store(folders["INBOX"], [(outline, prepared)])
    assert box.wanted_part(message, "2") == (folders["INBOX"], 1)
    with pytest.raises(RecordGoneError):
        reads.part(message, "2")
    with pytest.raises(RecordGoneError):
        reads.source(message)
    with box.part_sink(message, "2") as sink:
        sink.write(b"%PDF")
    assert reads.part(message, "2") == b"%PDF"
    assert box.wanted_part(message, "2") is None


def test_what_is_put_off_comes_back_unread(box, folders, inbox, acts, reads):
    box.set_flags(folders["INBOX"], {1: ["\\Seen"]})
    acts.snooze(inbox[:1], NOON)
    (shown,) = [one for one in reads.folders() if one.path == "INBOX"]
    assert (shown.total, reads.counts().snoozed) == (2, 1)
    assert box.wake(datetime(2020, 1, 1, tzinfo=UTC).timestamp()) == 0
    assert box.wake(NOON.timestamp()) == 1
    (row,) = reads.rows(inbox[:1])
    assert not row.is_read
    assert reads.counts().snoozed == 0
