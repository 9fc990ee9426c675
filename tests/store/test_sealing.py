"""Sealed files: read with their key alone, and never after a change."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import StorageError
from desktop.store.blobs import Blobs
from desktop.store.sealing import (
    CHUNK_BYTES,
    FileSeal,
    NotSealedError,
    StreamWriter,
    derived_key,
    open_stream,
)

KEY, OTHER = bytes(range(32)), bytes(32)
SIZES = st.sampled_from([0, 1, 1000, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1]) | st.integers(
    0, 3 * CHUNK_BYTES
)


def sealed_stream(plain: bytes, pieces: int = 1) -> bytes:
    file = io.BytesIO()
    writer = StreamWriter(file, KEY)
    step = max(1, len(plain) // pieces)
    for at in range(0, len(plain), step):
        writer.write(plain[at : at + step])
    writer.finish()
    return file.getvalue()


@given(st.binary(max_size=5000))
def test_a_small_file_is_opened_by_its_own_seal_alone(plain):
    sealed = FileSeal(KEY, "ui").close(plain)
    assert FileSeal(KEY, "ui").open(sealed) == plain
    assert len(plain) < 16 or plain not in sealed
    for other in (FileSeal(OTHER, "ui"), FileSeal(KEY, "manifest")):
        with pytest.raises(NotSealedError):
            other.open(sealed)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_small_file_that_was_changed_is_not_opened(plain, data):
    sealed = bytearray(FileSeal(KEY, "ui").close(plain))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(NotSealedError):
        FileSeal(KEY, "ui").open(bytes(sealed))


@given(st.binary(max_size=60))
def test_what_is_no_sealed_file_is_not_opened(text):
    with pytest.raises(NotSealedError):
        FileSeal(KEY, "ui").open(text)


@given(SIZES, st.integers(1, 7))
def test_a_stream_is_read_as_it_was_written(size, pieces):
    plain = os.urandom(size)
    with open_stream(io.BytesIO(sealed_stream(plain, pieces)), KEY) as file:
        assert file.read() == plain


@pytest.mark.parametrize("kept", [0, 10, 30, CHUNK_BYTES, CHUNK_BYTES + 40, 2 * CHUNK_BYTES + 56])
def test_a_stream_that_was_cut_off_is_not_read(kept):
    sealed = sealed_stream(os.urandom(3 * CHUNK_BYTES))
    with (
        pytest.raises(OSError, match="sealed"),
        open_stream(io.BytesIO(sealed[:kept]), KEY) as file,
    ):
        file.read()


def test_chunks_cannot_change_their_places():
    sealed = sealed_stream(os.urandom(3 * CHUNK_BYTES))
    head, size = sealed[:24], CHUNK_BYTES + 16
    first, second, rest = (sealed[24:][at : at + size] for at in (0, size, 2 * size))
    moved = head + second + first + rest
    with pytest.raises(OSError, match="changed"), open_stream(io.BytesIO(moved), KEY) as file:
        file.read()


def test_keys_for_several_purposes_have_nothing_in_common():
    made = {derived_key(KEY, purpose) for purpose in ("ui", "manifest", "blob", "check")}
    assert len(made) == 4
    assert KEY not in made


def test_blobs_of_an_encrypted_profile_are_sealed_and_keep_their_names(tmp_path):
    blobs, plain = Blobs(tmp_path, KEY), b"A secret contract. " * 50_000
    digest = blobs.put(io.BytesIO(plain))
    assert digest == Blobs(tmp_path / "plain").put(plain)
    assert b"secret contract" not in blobs.path(digest).read_bytes()
    assert blobs.read(digest) == plain
    assert blobs.is_whole(digest)
    assert not Blobs(tmp_path, OTHER).is_whole(digest)
    assert list(blobs.garbage([digest], 0)) == []


def test_a_blob_that_is_not_sealed_is_refused_with_a_sentence(tmp_path):
    digest = Blobs(tmp_path).put(b"plain")
    with pytest.raises(StorageError):
        Blobs(tmp_path, KEY).open(digest)
    assert not Blobs(tmp_path, KEY).is_whole(digest)


def test_a_blob_that_was_changed_is_told_with_a_sentence(tmp_path):
    blobs = Blobs(tmp_path, KEY)
    digest = blobs.put(b"a picture")
    with blobs.path(digest).open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"?")
    with pytest.raises(StorageError):
        blobs.read(digest)
