"""Blobs are kept once, whole or not at all, and thrown away when nobody names them."""

from __future__ import annotations

import hashlib
import io
import os

import pytest

from desktop.core.errors import InputError, RecordGoneError, StorageError
from desktop.models.contacts import Account
from desktop.store.blobs import Blobs, named_blobs


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path)


def files(blobs):
    return [path for path in blobs._folder.glob("**/*") if path.is_file()]


def test_a_blob_is_named_by_its_content_and_kept_once(blobs):
    digest = blobs.put(b"picture")
    assert digest == hashlib.sha256(b"picture").hexdigest()
    assert blobs.put(io.BytesIO(b"picture")) == digest
    assert files(blobs) == [blobs.path(digest)]
    assert blobs.path(digest).parent.name == digest[:2]
    assert blobs.has(digest)
    assert blobs.read(digest) == b"picture"


def test_a_large_file_is_read_piece_by_piece(blobs):
    sizes = []

    class Long(io.RawIOBase):
        left = 5 * 1024**2

        def read(self, size=-1):
            assert size > 0
            sizes.append(size)
            part = min(size, self.left)
            self.left -= part
            return bytes(part)

    digest = blobs.put(Long())
    assert max(sizes) <= 1024**2
    assert blobs.path(digest).stat().st_size == 5 * 1024**2


def test_what_is_too_large_is_refused_and_leaves_nothing(blobs):
    with pytest.raises(InputError):
        blobs.put(io.BytesIO(bytes(3 * 1024**2)), limit=2 * 1024**2)
    assert files(blobs) == []


def test_a_source_that_fails_half_way_leaves_nothing(blobs):
    class Failing(io.RawIOBase):
        def read(self, size=-1):
            raise OSError("gone")

    with pytest.raises(StorageError):
        blobs.put(Failing())
    assert files(blobs) == []


def test_a_blob_that_is_not_here_is_told(blobs):
    digest = hashlib.sha256(b"other").hexdigest()
    assert not blobs.has(digest)
    with pytest.raises(RecordGoneError):
        blobs.read(digest)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "/" * 64, "ab"])
def test_only_hashes_name_blobs(blobs, name):
    with pytest.raises(ValueError, match="not a hash"):
        blobs.path(name)


def test_garbage_is_what_nobody_names_any_more(blobs):
    kept, thrown = blobs.put(b"kept"), blobs.put(b"thrown")
    (blobs._folder / "part-old").write_bytes(b"half")
    assert set(blobs.garbage([kept], older_than=-1)) == {
        blobs.path(thrown),
        blobs._folder / "part-old",
    }
    assert not set(blobs.garbage([kept]))  # too young: a form may be about to name it
    os.utime(blobs.path(thrown), (0, 0))
    assert set(blobs.garbage([kept])) == {blobs.path(thrown)}


def test_records_name_their_pictures_and_those_they_had(store, owner, blobs):
    first, second = blobs.put(b"first"), blobs.put(b"second")
    with store.work(owner, "create") as work:
        account = Account(name="A", logo=first)
        work.session.add(account)
    with store.work(owner, "save") as work:
        work.session.get_one(Account, account.id).logo = second
    assert set(named_blobs(store.driver)) == {first, second}
