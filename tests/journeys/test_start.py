"""Starting: nothing slow is imported before the first list is painted."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SLOW = {
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
    "alembic",
    "asyncio",
    "cryptography",
    "keyring",
    "openpyxl",
    "phonenumbers",
    "python_calamine",
    "qasync",
    "sqlalchemy",
    "xlsxwriter",
}
# Runs the program until the first list is painted and prints what was imported by then.
WATCHED = """
import json, sys
from desktop.app import program

def tell(self):
    print(json.dumps(sorted(sys.modules)), flush=True)
    self._end()

program.Program._on_window_page_shown = tell
from desktop.__main__ import main
sys.argv[1:] = ["--profile", sys.argv[1], "--offscreen"]
sys.exit(main())
"""


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def used_profile(tmp_path_factory):
    """A profile that was opened once, so that its manifest is there."""
    folder = tmp_path_factory.mktemp("used")
    picture = folder / "window.png"
    done = start("-m", "desktop", "--profile", str(folder), "--offscreen", "--screenshot", picture)
    assert done.returncode == 0, done.stderr
    assert picture.stat().st_size > 10_000
    return folder


@pytest.mark.slow
def test_nothing_slow_is_imported_before_the_first_list_is_painted(used_profile):
    done = start("-c", WATCHED, str(used_profile))
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert loaded & SLOW == set()
    assert not {module for module in loaded if module.startswith("desktop.models.contacts")}


@pytest.mark.slow
def test_a_second_start_raises_the_first_and_ends(used_profile, tmp_path):
    command = [sys.executable, "-m", "desktop", "--profile", str(used_profile), "--offscreen"]
    marks = tmp_path / "marks.json"
    with subprocess.Popen([*command, "--marks", str(marks)]) as first:
        while not marks.exists():
            assert first.poll() is None
        second = start("-m", "desktop", "--profile", str(used_profile), "--offscreen")
        assert second.returncode == 0, second.stderr
        first.wait(60)
    assert first.returncode == 0


def test_help_explains_every_argument():
    done = start("-m", "desktop", "--help")
    for argument in ("--profile", "--demo", "--language", "--screenshot", "--offscreen"):
        assert argument in done.stdout
