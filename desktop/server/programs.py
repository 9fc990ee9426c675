"""Runs the programs of PostgreSQL against a server: told how far they are, stopped when asked."""

from __future__ import annotations

import os
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, Final

from desktop.server.cluster import Programs, iter_programs
from desktop.server.connections import connect
from desktop.server.installing import ServerError

SECONDS: Final = 6 * 3600  # a company's whole database may take long
_TERM_SECONDS: Final = 10
_LOOK_SECONDS: Final = 0.5  # how often it is asked whether to go on
_LAST_WORDS: Final = 20
_VARIABLES: Final = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "dbname": "PGDATABASE",
    "password": "PGPASSWORD",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}

# The step, how much of it is done, how much there is; may raise CancelledError.
Report = Callable[[str, int, int], None]


def silent(_step: str, _done: int, _of: int) -> None:
    """Report to nobody."""


def run_program(
    address: dict[str, Any],
    program: str,
    *arguments: str,
    on_line: Callable[[str], None] = lambda _line: None,
) -> str:
    """Run a program such as pg_dump; return what it wrote to stdout.

    Its environment holds the password, no argument does. `on_line` is told each line of stderr, and
    "" now and then in between; what it raises ends the program.

    Raises:
        ServerError: it failed, took longer than six hours, or is older than the server.
    """
    path = _programs_for(address).path(program)
    told = {_VARIABLES[k]: str(v) for k, v in address.items() if k in _VARIABLES}
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            [path, *arguments],
            env={**os.environ, **told, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        try:
            last = _follow(process, program, on_line)
        finally:
            _end(process)
        if process.returncode:
            raise ServerError(f"{program}: {_reason(last)}")
        out.seek(0)
        return out.read().decode("utf-8", "replace")


def _follow(
    process: subprocess.Popen[str], program: str, on_line: Callable[[str], None]
) -> list[str]:
    """Pass on the lines of stderr until the program ends; return the last of them."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    if process.stderr is None:
        raise RuntimeError("stderr is no pipe")
    threading.Thread(target=_read, args=(process.stderr, lines), daemon=True).start()
    ends, last = time.monotonic() + SECONDS, list[str]()
    while time.monotonic() < ends:
        try:
            line = lines.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            line = ""
        if line is None:
            process.wait(_TERM_SECONDS)
            return last
        if line:
            last = [*last, line][-_LAST_WORDS:]
        on_line(line)
    raise ServerError(f"{program} took longer than {SECONDS} seconds.")


def _read(stream: IO[str], lines: queue.SimpleQueue[str | None]) -> None:
    with suppress(OSError, ValueError), stream:
        for line in stream:
            lines.put(line.strip())
    lines.put(None)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_TERM_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _reason(last: list[str]) -> str:
    told = [line for line in last if "error:" in line or "detail:" in line.lower()]
    return " ".join(told or last[-3:]) or "it ended without a word"


def _programs_for(address: dict[str, Any]) -> Programs:
    """Return programs at least as new as the server: older ones cannot read it."""
    with connect(address | {"dbname": "postgres"}) as admin:
        version = admin.info.server_version // 10_000
    with suppress(ValueError):
        return min((p for p in iter_programs() if p.version >= version), key=lambda p: p.version)
    raise ServerError(f"pg_dump and pg_restore of PostgreSQL {version} or newer are needed here.")
