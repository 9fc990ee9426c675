"""Further processes of this same program: its worker, another start of it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from typing import Final

from desktop.core.arguments import HEARS

_started: Final[list[object]] = []  # one that is dropped while it runs makes Python complain


def program_command(*arguments: str) -> list[str]:
    """Return the command line that starts this program, from its sources or as a bundle."""
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    return [*own, *arguments]


def start_program(*arguments: str, secret: str = "") -> None:
    """Start the program once more, on its own: it goes on when this one ends.

    Args:
        arguments: of the start.
        secret: what it hears on its stdin (`heard_secret`): other programs of the person can read
            arguments and the environment.
    """
    if secret:
        _start_with(program_command(*arguments, HEARS), secret)
        return
    from PySide6.QtCore import QProcess  # slow to import: a start has no use for it

    program, *words = program_command(*arguments)
    QProcess.startDetached(program, words)


def heard_secret() -> str:
    """Return what the program that started this one told; "" if it told nothing."""
    from desktop.core.secret_frame import NoSecretError, read_secret

    with suppress(NoSecretError, OSError, ValueError, AttributeError):  # no stdin, or none of ours
        if not sys.stdin.isatty():
            return read_secret(partial(os.read, sys.stdin.fileno())).decode()
    return ""


def _start_with(command: list[str], secret: str) -> None:
    import subprocess

    from desktop.core.secret_frame import pack_secret

    process = subprocess.Popen(  # noqa: S603 - this same program
        command, stdin=subprocess.PIPE, start_new_session=True
    )
    _started.append(process)
    if process.stdin is not None:
        with suppress(OSError), process.stdin as told:  # it is asked for if that start failed
            told.write(pack_secret(secret.encode()))
