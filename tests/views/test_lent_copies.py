"""Copies for other programs are gone with the program, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile

import pytest

from desktop.views.lent_copies import forget_left_copies

LEND = """
import sys
from desktop.views.lent_copies import copies_of
folder = copies_of("ab" * 32)
folder.mkdir()
copy = folder / "Hợp đồng.pdf"
copy.write_bytes(b"secret")
copy.chmod(0o400)
print(copy, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lender(tmp_path, monkeypatch):
    """A program that lent a copy, and the path of that."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    facts = os.environ | {"TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    pipe = subprocess.PIPE
    program = subprocess.Popen([sys.executable, "-c", LEND], stdin=pipe, stdout=pipe, env=facts)
    program.stdout.readline()
    yield program
    program.kill()
    program.communicate(timeout=30)


def test_a_program_that_ends_leaves_no_copy(lender, tmp_path):
    lender.communicate(timeout=30)
    assert list(tmp_path.iterdir()) == []


def test_the_copies_of_a_killed_program_are_deleted_at_the_next_start(lender, tmp_path):
    forget_left_copies()
    assert len(list(tmp_path.rglob("*.pdf"))) == 1, "it runs still"
    lender.send_signal(signal.SIGKILL)
    lender.wait(timeout=30)
    forget_left_copies()
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_else_laid_there_is_not_touched(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    goal = tmp_path / "mine"
    goal.mkdir()
    (goal / "kept.txt").touch()
    (tmp_path / "lienhe-copies-trap").symlink_to(goal)
    forget_left_copies()
    assert (goal / "kept.txt").exists()
