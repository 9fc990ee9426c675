"""Further processes of this same program: its worker, another start of it."""

from __future__ import annotations

import sys


def program_command(*arguments: str) -> list[str]:
    """Return the command line that starts this program, from its sources or as a bundle."""
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    return [*own, *arguments]


def start_program(*arguments: str) -> None:
    """Start the program once more, on its own: it goes on when this one ends."""
    from PySide6.QtCore import QProcess  # slow to import: a start has no use for it

    program, *words = program_command(*arguments)
    QProcess.startDetached(program, words)
