"""Starting the program anew with what it has to know and nobody else may."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desktop.app import own_process
from desktop.app.own_process import heard_secret, start_program
from desktop.core.arguments import parse_arguments

CHILD = """
import sys
from pathlib import Path
from desktop.app.own_process import heard_secret
heard = heard_secret()
Path(sys.argv[1]).write_text("|".join([heard, *sys.argv[2:]]), "utf-8")
"""


@pytest.fixture
def said(tmp_path, monkeypatch):
    """What a child writes down of its stdin and its arguments."""
    file = tmp_path / "said"

    def command(*words):
        return [sys.executable, "-c", CHILD, str(file), *words]

    monkeypatch.setattr(own_process, "program_command", command)
    return file


def test_a_secret_is_told_to_the_next_start_and_stands_in_no_argument(said):
    start_program("--profile", "p", secret="mật khẩu")
    process = own_process._started.pop()
    assert isinstance(process, subprocess.Popen)
    assert process.wait(30) == 0
    assert said.read_text("utf-8") == "mật khẩu|--profile|p|--hears"
    assert "mật khẩu" not in " ".join(process.args)
    assert parse_arguments(["--profile", "p", "--hears"]).hears


@pytest.mark.parametrize("told", [b"", b"\x00", b"\x00\x00\x00\x05ab", b"\xff" * 9])
def test_who_is_told_nothing_of_use_goes_on_without(said, told):
    command = own_process.program_command()
    subprocess.run(command, input=told, check=True, timeout=30)
    assert said.read_text("utf-8") == ""


def test_without_a_stdin_nothing_is_heard(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert heard_secret() == ""
