"""The file of the mailbox: sealed with the profile, put aside when damaged, refused when newer."""

from __future__ import annotations

from contextlib import closing
from random import Random

import pytest

from desktop.core.clock import FrozenClock, SystemClock
from desktop.core.errors import CorruptStoreError, StorageError
from desktop.core.mail.places import MailQuery, in_folder
from desktop.core.paths import Profile
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.boxes.opening import BROKEN, MAILBOX
from desktop.mail.boxes.preparing import prepare
from desktop.mail.boxes.reads import LocalMailReads
from desktop.mail.boxes.schema import STEPS
from desktop.services.opening import declare
from desktop.store import encrypting
from desktop.store.profile import create_profile
from tests.mail.boxes.conftest import ACCOUNT, FOLDERS, NOON, fetched, outline_of, raw_message

KEY = b"k" * 32


def filled(profile, key=None):
    """Make a mailbox with one message."""
    box = Mailbox(profile, key)
    folder = box.mirror_folders(ACCOUNT, FOLDERS)["INBOX"]
    box.store(folder, [fetched(1, 1, raw_message(1, body="SECRETWORD"))])
    return box, folder


def test_a_sealed_profile_has_sealed_mail(tmp_path):
    declare()
    create_profile(tmp_path, FrozenClock(NOON), owner_name="An", key=KEY)
    box, folder = filled(tmp_path, KEY)
    raw = raw_message(2, body="PLAINTEXT" + Random(1).randbytes(400_000).hex())
    outline = outline_of(2, 2, raw)
    (message,) = box.store(folder, [(outline, prepare(raw, outline.received))])
    box._box.parts.put(b"ATTACHMENTBYTES" * 1000)
    box.close()
    reads = LocalMailReads(tmp_path, SystemClock(), KEY)
    assert reads.source(message) == raw
    reads.close()
    for path in (tmp_path / "mail").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"SECRETWORD" not in content
            assert b"ATTACHMENTBYTES" not in content


def test_encrypting_a_profile_takes_its_mail_along(profile):
    box, folder = filled(profile)
    raw = raw_message(2, body=Random(1).randbytes(400_000).hex())
    outline = outline_of(2, 2, raw)
    (message,) = box.store(folder, [(outline, prepare(raw, outline.received))])
    (digest,) = [path.name for path in (profile / "mail" / "parts").rglob("??/*")]
    box.close()
    encrypting.build(Profile(profile), KEY, bytes)
    (profile / "key.json").write_text("{}")
    encrypting.finish(profile)
    with closing(LocalMailReads(profile, SystemClock(), KEY)) as reads:
        assert list(reads.order(MailQuery(in_folder(folder), "secretword")).ids) != []
        assert reads.source(message) == raw
        assert reads._parts.is_whole(digest)


def test_a_damaged_mailbox_is_put_aside_and_told_of(profile):
    box, _folder = filled(profile)
    box.close()
    path = profile / "mail" / MAILBOX
    path.write_bytes(b"no database" * 1000)
    box = Mailbox(profile)
    assert box.accounts() == ()
    box.close()
    assert path.with_name(MAILBOX + BROKEN).exists()
    reads = LocalMailReads(profile, SystemClock())
    assert reads._word()
    reads.close()


def test_damage_that_is_met_later_is_seen_to_at_the_next_start(profile):
    box, folder = filled(profile)
    query = "SELECT rootpage FROM sqlite_master WHERE name IN ('message', 'message_folder')"
    pages = [page for (page,) in box._box.connection.execute(query).fetchall()]
    box._box.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    box.close()
    path = profile / "mail" / MAILBOX
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 : (page - 1) * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)
    reads = LocalMailReads(profile, SystemClock())
    with pytest.raises(CorruptStoreError):
        reads.order(MailQuery(in_folder(folder)))
    reads.close()
    reads = LocalMailReads(profile, SystemClock())
    assert len(reads.order(MailQuery(in_folder(folder))).ids) == 0
    reads.close()


def test_damage_that_is_met_by_a_reader_is_mended_at_once(profile):
    box, folder = filled(profile)
    box._box.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    box.close()
    path = profile / "mail" / MAILBOX
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with closing(LocalMailReads(profile, SystemClock())) as reads:
        assert len(reads.order(MailQuery(in_folder(folder))).ids) == 0
        assert reads._word()


def test_a_mailbox_of_a_newer_program_is_left_alone(profile):
    box, _folder = filled(profile)
    box._box.connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    box.close()
    before = (profile / "mail" / MAILBOX).read_bytes()
    with pytest.raises(StorageError):
        Mailbox(profile)
    assert (profile / "mail" / MAILBOX).read_bytes() == before
