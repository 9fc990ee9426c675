"""What killed programs left is removed; whoever listens, and whatever else is there, stays."""

from __future__ import annotations

import os
import socket
import tempfile
import time
from pathlib import Path

import pytest

from desktop.views.shell.dead_sockets import remove_dead_sockets

DEAD, ALIVE, YOUNG = (f"lienhe-{number:016x}" for number in (1, 2, 3))
OLD = time.time() - 3600

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="sockets have no files here")


@pytest.fixture
def folder():
    """A folder with a short path, as sockets demand."""
    with tempfile.TemporaryDirectory(prefix="lh") as made:
        yield Path(made)


def bound(path: Path, *, listens: bool = False, at: float = OLD) -> socket.socket:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.bind(str(path))
    if listens:
        made.listen()
    os.utime(path, (at, at))
    return made


def test_only_what_nobody_listens_at_is_removed(folder):
    bound(folder / DEAD).close()
    bound(folder / YOUNG, at=time.time()).close()
    bound(folder / "lienhe-somebody-else").close()
    (folder / f"lienhe-{4:016x}").write_text("a file")
    with bound(folder / ALIVE, listens=True):
        assert remove_dead_sockets(folder) == 1
    kept = {path.name for path in folder.iterdir()}
    assert kept == {ALIVE, YOUNG, "lienhe-somebody-else", f"lienhe-{4:016x}"}


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert remove_dead_sockets(tmp_path / "nowhere") == 0
