"""A program that sends and is killed at a step: `python -m tests.mail.sending.killed`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from desktop.mail.sending.letter_file import LetterFile
from desktop.mail.sending.outbox import Outbox
from desktop.mail.sending.transit import Transit
from tests.mail.sending.conftest import NOW, Desk, FrozenClock


def main(profile: str, port: str, moment: str) -> None:
    """Send what is due, and die right after that step is on the disk, or before the last one."""
    file = LetterFile(Path(profile))
    transit = Transit(file)
    step = getattr(transit, moment)

    def deadly(*arguments: object) -> None:
        if moment != "accept":
            step(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(transit, moment, deadly)
    Desk(file, Outbox(file), transit, FrozenClock(NOW), int(port)).send()


if __name__ == "__main__":
    main(*sys.argv[1:])
