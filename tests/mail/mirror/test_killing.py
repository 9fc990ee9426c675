"""A worker that is killed while mail comes goes on where it was: nothing twice, nothing lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.mail.accounts import both, letter
from tests.mail.dovecot import Dovecot

ROOT = Path(__file__).resolve().parents[3]


def test_a_killed_pull_goes_on_where_it_was(
    dovecot: Dovecot, user: str, tmp_path: Path, rounds: Callable[[int, int], int]
) -> None:
    dovecot.seed(user, [letter(number) for number in range(2000)])
    one = both(dovecot, user, tmp_path / "profile")
    asked = [str(tmp_path / "profile"), str(dovecot.port), user, str(one.account)]
    command = [sys.executable, "-m", "tests.mail.mirror.killed_mirror", *asked]
    stored: list[str] = []
    for kill in range(rounds(3, 30)):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _line in range(1 + kill % 3):
                stored += process.stdout.readline().split()
            process.kill()
            stored += process.stdout.read().split()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=50)
    stored += done.stdout.split()
    uids = [int(word) for word in stored if word != "end"]
    assert len(uids) == len(set(uids))
    one.round()
    assert one.here() == one.there()
    assert len(one.here()["INBOX"]) == 2000
    one.close()
