"""Other processes of a test: real ones, told what to do by a few lines of Python."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
ONLY_PATH = """
import sys
from pathlib import Path
profile = Path(sys.argv[1])
def say(text):
    print(text, flush=True)
"""
PREAMBLE = """
import sys, time, uuid
from pathlib import Path
from desktop.core.clock import SystemClock
from desktop.store.engine import Role
from desktop.store.profile import open_profile
from desktop.store.gate import Gate
profile = Path(sys.argv[1])
def say(text):
    print(text, flush=True)
"""


class Other:
    """A process under way, which says lines and may be killed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def hear(self) -> str:
        """Wait for the next line that it says; "" when it has ended."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        """End it as a power cut would (kill -9)."""
        self.process.kill()
        self.process.wait()

    def finish(self) -> str:
        """Wait for its end and return what it said; fail if it failed."""
        said, complaint = self.process.communicate(timeout=50)
        assert self.process.returncode == 0, complaint
        return said


@contextmanager
def other_process(profile: Path, code: str, preamble: str = PREAMBLE) -> Iterator[Other]:
    """Run `code` in a process that knows `profile`, `open_profile`, `say`…; end it at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", preamble + dedent(code), str(profile)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield Other(process)
    finally:
        process.kill()
        process.communicate()
