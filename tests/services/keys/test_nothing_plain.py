"""Nothing of an encrypted profile is readable: not a file, not an argument, not a log."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.app.profile_data import ProfileData
from desktop.core.manifest import dump
from desktop.core.messages import Answer, Decoder, Request, encode
from desktop.core.pages import Draft
from desktop.core.paths import Profile
from desktop.core.secret_frame import NoSecretError, pack_secret, read_secret
from desktop.services.backups.making import back_up_now
from desktop.services.backups.moving import write_bundle
from tests.services.keys.conftest import KEY, PASSWORD, plain_places

CANARY = "Chimhoangyen"
ROOT = Path(__file__).resolve().parents[3]


def fill(opened):
    """Put the word wherever a person can put one."""
    run, word = opened.commands.run, f"Công ty {CANARY} An Phú"
    customer = run("account.create", {"values": {"name": word}}).value
    run("account.change", {"ids": [customer], "values": {"name": f"{word} 2"}})
    run("tag.create", {"values": {"name": CANARY}})
    run("custom_field.define", {"entity": "account", "kind": "text", "label_vi": f"Ô {CANARY}"})
    opened.drafts.keep(Draft("account/1", "account", None, {"name": word}))
    opened.blobs.keep(f"tệp {CANARY}".encode() * 1000)
    return customer


def test_no_file_of_the_profile_holds_what_was_typed(opened, work, profile, tmp_path):
    fill(opened)
    back_up_now(work)
    state = ProfileData(Profile(profile))
    state.key = KEY
    keeper = state.keep_state()
    keeper.state.recents = {"searches": [CANARY]}
    keeper.close()
    assert plain_places(profile, CANARY) == []
    bundle = tmp_path / "all.lienhe"
    write_bundle(work, str(bundle))
    assert plain_places(tmp_path, CANARY) == []
    opened.close()
    assert plain_places(profile, CANARY) == []
    assert state.keep_state().state.recents == {"searches": [CANARY]}


def test_the_manifest_is_read_with_the_key_alone(opened, profile):
    fill(opened)
    data = ProfileData(Profile(profile))
    assert data.read_manifest() is None
    data.key = KEY
    found = data.read_manifest()
    assert found is not None
    assert CANARY in dump(found)


def test_the_worker_hears_the_key_over_its_stdin_alone(profile):
    data = ProfileData(Profile(profile))
    data.key = KEY
    words, first = data.worker_start()
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(first + encode(Request(1, "backup.run", {})))
        worker.stdin.flush()
        decoder, told = Decoder(), []
        while not any(isinstance(one, Answer) for one in told):
            data_read = os.read(worker.stdout.fileno(), 65536)
            assert data_read, "the worker ended"
            told += decoder.feed(data_read)
        place = Path("/proc", str(worker.pid))
        if place.exists():
            for name in ("cmdline", "environ"):
                assert_no_secret((place / name).read_bytes())
        worker.stdin.close()
    assert worker.returncode == 0
    made = list(Profile(profile).backups.glob("main-*.sqlite"))
    assert len(made) == 1
    for path in profile.rglob("*"):
        if path.is_file():
            assert_no_secret(path.read_bytes())


def assert_no_secret(content: bytes) -> None:
    for secret in (KEY, KEY.hex().encode(), KEY.hex().upper().encode(), PASSWORD.encode()):
        assert secret not in content


def test_a_worker_without_the_key_does_not_start(profile):
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--worker", str(profile), "--sealed"],
        cwd=ROOT,
        input=b"",
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0


def test_a_plain_profile_tells_its_worker_nothing(tmp_path):
    words, first = ProfileData(Profile(tmp_path)).worker_start()
    assert words == ("--worker", str(tmp_path))
    assert first == b""


def test_the_first_frame_is_read_in_pieces():
    frame = pack_secret(KEY)
    pieces = iter([frame[:2], frame[2:10], frame[10:]])
    rest = bytearray()

    def read(count):
        if not rest:
            rest.extend(next(pieces, b""))
        taken = bytes(rest[:count])
        del rest[:count]
        return taken

    assert read_secret(read) == KEY


@pytest.mark.parametrize("frame", [b"", b"\0\0", pack_secret(KEY)[:-1], b"\xff" * 40, bytes(4)])
def test_anything_else_is_no_key(frame):
    rest = bytearray(frame)

    def read(count):
        taken = bytes(rest[:count])
        del rest[:count]
        return taken

    with pytest.raises(NoSecretError):
        read_secret(read)
