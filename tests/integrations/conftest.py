"""A real CalDAV server as a process of its own, and profiles that speak to it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.services.long_work import LongWork
from desktop.services.opening import declare, open_for_worker
from desktop.store.profile import create_profile

LOGIN, PASSWORD = "an", "mat-khau-1"
CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {users}
htpasswd_encryption = plain
[storage]
filesystem_folder = {folder}
[logging]
level = warning
"""


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server that is running."""
    folder = tmp_path_factory.mktemp("radicale")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    users = folder / "users"
    users.write_text("".join(f"{LOGIN}{n or ''}:{PASSWORD}\n" for n in range(60)), "utf-8")
    config = folder / "config"
    config.write_text(CONFIG.format(port=port, users=users, folder=folder / "data"), "utf-8")
    command = [sys.executable, "-m", "radicale", "--config", str(config)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/.web/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(url: str) -> None:
    until = time.monotonic() + 40
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


@pytest.fixture
def make_profile(tmp_path: Path) -> Iterator[Callable[[str], LongWork]]:
    """Return what makes a profile of a name and opens it as the worker does."""
    declare()
    with ExitStack() as stack:

        def make(name: str) -> LongWork:
            folder = tmp_path / name
            folder.mkdir()
            create_profile(folder, SystemClock(), owner_name="Nguyễn Văn An")
            surround = stack.enter_context(open_for_worker(folder, lambda _changes: None))
            return surround(lambda *_told: None)

        yield make
