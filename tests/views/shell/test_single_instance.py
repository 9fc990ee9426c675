"""A second start of the same profile hands over and ends."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from desktop.core.paths import Profile
from desktop.views.shell.profile_lock import ProfileLock
from desktop.views.shell.single_instance import FirstInstance, call_first, server_name

CALL = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.core.paths import Profile
from desktop.views.shell.single_instance import call_first
app = QCoreApplication([])
sys.exit(0 if call_first(Profile(Path(sys.argv[1])), sys.argv[2:]) else 3)
"""


HOLD = """
import sys, time
from pathlib import Path
from desktop.core.paths import Profile
from desktop.views.shell.profile_lock import ProfileLock
lock = ProfileLock(Profile(Path(sys.argv[1])))
print(lock.take(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def first(profile, qtbot):
    made = FirstInstance(profile)
    yield made
    made.close()


def test_a_profile_is_held_by_one(profile):
    holder, second = ProfileLock(profile), ProfileLock(profile)
    assert holder.take()
    assert not second.take()
    holder.release()
    assert second.take()
    second.release()


def test_a_copy_of_a_folder_that_is_open_opens(profile, tmp_path):
    holder = ProfileLock(profile)
    assert holder.take()
    copy = Profile(tmp_path / "copy")
    shutil.copytree(profile.folder, copy.folder)
    second = ProfileLock(copy)
    assert second.take()
    assert not ProfileLock(profile).take()
    second.release()
    holder.release()


def test_a_program_that_was_killed_leaves_no_lock(profile):
    command = [sys.executable, "-c", HOLD, str(profile.folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout.readline().strip() == b"True"
    lock = ProfileLock(profile)
    assert not lock.take()
    assert profile.lock.read_text().strip() == str(process.pid)
    process.kill()
    process.wait(20)
    process.stdout.close()
    assert lock.take(10_000)
    lock.release()


def test_a_folder_that_may_only_be_read_is_nobodys(tmp_path):
    assert ProfileLock(Profile(tmp_path / "gone")).take()


def test_two_profiles_do_not_know_each_other(profile, tmp_path):
    assert server_name(profile) != server_name(Profile(tmp_path / "other"))


def test_a_further_start_hands_its_file_over(first, profile, qtbot):
    command = [sys.executable, "-c", CALL, str(profile.folder), "/nhà/khách hàng.xlsx"]
    with qtbot.waitSignal(first.called, timeout=20_000) as called:
        process = subprocess.Popen(command)
    assert called.args == [["/nhà/khách hàng.xlsx"]]
    assert process.wait(20) == 0


def test_where_nobody_runs_nobody_answers(profile):
    assert not call_first(profile, [])


def test_nonsense_from_outside_is_survived(first, profile, qtbot):
    socket = QLocalSocket()
    socket.connectToServer(server_name(profile))
    assert socket.waitForConnected(2000)
    with qtbot.assertNotEmitted(first.called):
        socket.write(b"\xff\xfe nonsense\n")
        qtbot.waitUntil(lambda: socket.bytesAvailable() > 0)
    socket.abort()


def test_a_socket_left_by_a_killed_program_is_taken_over(profile, qtbot):
    killed = FirstInstance(profile)
    again = FirstInstance(profile)
    assert again._server.isListening()
    again.close()
    killed.close()


def test_a_program_that_ends_takes_its_socket_away(profile, qtbot):
    first = FirstInstance(profile)
    place = Path(first._server.fullServerName())
    assert place.exists()
    first.close()
    assert not place.exists()


def test_a_start_removes_what_another_killed_program_left(profile, qtbot):
    first = FirstInstance(profile)
    folder = Path(first._server.fullServerName()).parent
    first.close()
    left = folder / f"lienhe-{uuid.uuid4().hex[:16]}"
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(left))
    os.utime(left, (1, 1))
    again = FirstInstance(profile)
    qtbot.waitUntil(lambda: not left.exists())
    again.close()
