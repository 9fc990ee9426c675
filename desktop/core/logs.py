"""The program's own log: rotated, and without secrets or personal data."""

from __future__ import annotations

import logging
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Final

LARGEST: Final = 1_000_000  # bytes of one file
FILES: Final = 5
FILE_NAME: Final = "lienhe.log"

_HIDDEN: Final = r"pass(?:word|wd|phrase)?|mat_?khau|token|secret|api[_-]?key|authorization"
# What must not leave the computer in a report, and what stands in its place.
_MASKS: Final = (
    (
        re.compile(rf"(?i)((?:{_HIDDEN})\w*['\"]?\s*[=:]\s*)(?:bearer\s+)?['\"]?[^\s'\",;)]+"),
        r"\1***",
    ),
    (re.compile(r"(?i)\bbearer\s+\S+"), "bearer ***"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "<e-mail>"),
    (re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"), "***"),
    (re.compile(r"(?<![\w-])\+?\d[\d .()-]{7,}\d(?![\w-])"), "<number>"),
)


def redact(text: str) -> str:
    """Return `text` without passwords, tokens, e-mail addresses, phone and other long numbers."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


class _QuietFormatter(logging.Formatter):
    """Formats a record with its stack, then takes out what nobody else may read.

    The time in front is put there last, as it is a long number itself.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of the record."""
        head = f"{self.formatTime(record)} {record.levelname} {record.process} {record.threadName}"
        text = f"{record.name}: {record.getMessage()}"
        if record.exc_info:
            text += "\n" + self.formatException(record.exc_info)
        if record.stack_info:
            text += "\n" + record.stack_info
        return f"{head} {redact(text)}"


class RotatingFile(logging.FileHandler):
    """A log file that is put aside when it is full; the oldest is thrown away.

    The standard library's handler of that kind imports sockets and pickling, which costs the
    window several milliseconds at its start.
    """

    def __init__(self, path: Path, largest: int = LARGEST, files: int = FILES) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self._path = path
        self._largest = largest
        self._files = files

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record; a disk that refuses must not stop the program."""
        try:
            if self._path.exists() and self._path.stat().st_size >= self._largest:
                self._rotate()
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Go on without a log: there is nobody else to tell."""

    def _rotate(self) -> None:
        self.close()
        names = [self._path, *(self._numbered(n) for n in range(1, self._files))]
        for newer, older in reversed(list(pairwise(names))):
            if newer.exists():
                newer.replace(older)

    def _numbered(self, number: int) -> Path:
        return self._path.with_suffix(f".{number}{self._path.suffix}")


def start_logging(folder: Path, *, name: str = FILE_NAME, verbose: bool = False) -> RotatingFile:
    """Write warnings and our own notes into `folder`; `verbose` also to the terminal."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFile(folder / name)
    handler.setFormatter(_QuietFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("desktop").setLevel(logging.INFO)
    if verbose:
        terminal = logging.StreamHandler(sys.stderr)
        terminal.setFormatter(_QuietFormatter())
        root.addHandler(terminal)
    logging.captureWarnings(capture=True)
    return handler


def stop_logging(handler: RotatingFile) -> None:
    """Close the file that `start_logging` opened."""
    logging.captureWarnings(capture=False)
    logging.getLogger().removeHandler(handler)
    handler.close()
