"""What a person does: counted, taken back, done again; and what may not be done."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from desktop.core.errors import InvalidValueError, NotAllowedError, RecordGoneError, RuleBrokenError
from desktop.core.mail.values import MAILBOX
from tests.mail.boxes.conftest import ACCOUNT, NOON, fetched, raw_message

SEEN_COLUMNS = "id, folder, hidden, flags, keywords, flag_due, pinned, snoozed_until"


def seen(box):
    query = f"SELECT {SEEN_COLUMNS} FROM message ORDER BY id"
    return box._box.connection.execute(query).fetchall()


def counted_anew(box):
    query = (
        "SELECT f.id, count(m.id) FILTER (WHERE m.flags & 1 = 0), count(m.id) FROM folder f"
        " LEFT JOIN message m ON m.folder = f.id AND m.hidden = 0 GROUP BY f.id ORDER BY f.id"
    )
    return box._box.connection.execute(query).fetchall()


def counted(box):
    query = "SELECT id, unread, total FROM folder ORDER BY id"
    return box._box.connection.execute(query).fetchall()


@pytest.fixture
def mail(box, folders):
    """Store ten messages; return their ids."""
    batch = [fetched(n, n, raw_message(n), ["\\Seen"] if n % 3 else []) for n in range(1, 11)]
    return box.store(folders["INBOX"], batch)


def deeds(acts, ids, folders, rnd):
    """Return something that a person may do with some of the messages."""
    some = rnd.sample(ids, rnd.randrange(1, 5))
    return rnd.choice(
        [
            lambda: acts.mark(some, read=rnd.random() < 0.5),
            lambda: acts.mark(some, flagged=True, flag_due=date(2026, 11, 30)),
            lambda: acts.mark(some, flagged=False),
            lambda: acts.tag(some, "gấp", rnd.random() < 0.6),
            lambda: acts.pin(some, rnd.random() < 0.6),
            lambda: acts.snooze(some, rnd.choice([None, NOON])),
            lambda: acts.move(some, rnd.choice(list(folders.values()))),
            lambda: acts.archive(some),
            lambda: acts.delete([one for one in some if one % 2] or some[:1]),
        ]
    )


@pytest.mark.parametrize("seed", range(6))
def test_counts_hold_and_undo_brings_back_what_was_before(box, folders, acts, mail, seed):
    rnd = Random(seed)
    past, groups = [], []
    for _step in range(14):
        before = seen(box)
        done = deeds(acts, mail, folders, rnd)()
        assert counted(box) == counted_anew(box)
        if "for ever" in done.sentence:  # that cannot be taken back
            past, groups = [], []
        elif done.group:
            past.append((before, seen(box)))
            groups.append(done.group)
    for group, (before, after) in zip(reversed(groups), reversed(past), strict=True):
        assert seen(box) == after
        acts.undo(group)
        assert seen(box) == before
        assert counted(box) == counted_anew(box)
    for group, (before, after) in zip(groups, past, strict=True):
        assert seen(box) == before
        acts.redo(group)
        assert seen(box) == after


def test_undo_leaves_alone_what_happened_since(box, folders, acts, mail):
    group = acts.mark(mail[:2], flagged=True).group
    acts.mark(mail[:1], flagged=False)
    acts.undo(group)
    assert all(not row[3] & 4 for row in seen(box))
    with pytest.raises(RecordGoneError):
        acts.undo(group)


def test_an_act_says_what_it_did_and_where(acts, mail, folders):
    done = acts.move(mail[:3], folders["Trash"])
    assert done.count == 3
    assert "3" in done.sentence
    assert done.changes.ids == {MAILBOX: frozenset({ACCOUNT})}
    assert acts.move(mail[:3], folders["Trash"]).group == 0


def test_what_lies_in_the_trash_is_deleted_for_ever(box, acts, mail, folders):
    acts.delete(mail[:2])
    done = acts.delete(mail[:3])
    assert [row[1] for row in seen(box)][:3] == [None, None, folders["Trash"]]
    assert done.group != 0
    kinds = [one.kind for one in box.due(ACCOUNT)]
    assert sorted(kinds) == ["expunge", "expunge", "move"]


def test_a_role_without_folder_gets_one(box, acts, mail, reads):
    acts.archive(mail[:1])
    assert "Archive" in [one.path for one in reads.folders()]
    assert [(one.kind, one.target_path) for one in box.due(ACCOUNT)] == [("make", "Archive")]
    (make,) = box.begin(ACCOUNT, box.due(ACCOUNT))
    box.done(ACCOUNT, make.id)
    assert [(one.kind, one.target_path) for one in box.due(ACCOUNT)] == [("move", "Archive")]


def test_only_trash_and_junk_are_emptied(acts, folders):
    with pytest.raises(RuleBrokenError):
        acts.empty_folder(folders["INBOX"])
    assert acts.empty_folder(folders["Trash"]).count == 0


def test_folders_are_made_renamed_moved_and_deleted(box, acts, reads, folders, mail):
    made = acts.make_folder(ACCOUNT, None, "Dự án")
    inner = acts.make_folder(ACCOUNT, made.folder, "Cầu")
    acts.rename_folder(made.folder, "Công trình")
    assert {one.path for one in reads.folders()} >= {"Công trình", "Công trình/Cầu"}
    for _round in range(3):
        for one in box.begin(ACCOUNT, box.due(ACCOUNT)):
            box.done(ACCOUNT, one.id)
    acts.move_folder(inner.folder, None)
    (rename,) = box.due(ACCOUNT)
    assert (rename.kind, rename.path, rename.target_path) == ("rename", "Công trình/Cầu", "Cầu")
    acts.move(mail[:1], inner.folder)
    acts.delete_folder(inner.folder)
    assert "Cầu" not in [one.path for one in reads.folders()]
    assert seen(box)[0][1] == folders["Trash"]


@pytest.mark.parametrize("name", ["", "  ", "a/b", "a*", "a%", "x" * 101, "a\nb", "Work"])
def test_a_name_that_cannot_be_one_is_refused(acts, name, folders):
    with pytest.raises(InvalidValueError):
        acts.make_folder(ACCOUNT, None, name)


def test_folders_with_a_role_stay(acts, folders):
    for deed in (acts.delete_folder, lambda one: acts.rename_folder(one, "x")):
        with pytest.raises(NotAllowedError):
            deed(folders["INBOX"])


def test_a_folder_cannot_lie_within_itself(acts, folders):
    inner = acts.make_folder(ACCOUNT, folders["Work"], "Trong").folder
    with pytest.raises(RuleBrokenError):
        acts.move_folder(folders["Work"], inner)
