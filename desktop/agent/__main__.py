"""Looks after a company's server and the profiles here: `python -m desktop.agent run`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Final

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from desktop.agent import unit_files
from desktop.agent.running import Setting, serve
from desktop.core.clock import SystemClock
from desktop.core.errors import AppError
from desktop.core.logs import start_logging, stop_logging
from desktop.core.paths import default_profile

FOLDER: Final = "server-backups"
LOG: Final = "agent.log"
_SIGNALS: Final = ("SIGTERM", "SIGINT", "SIGBREAK")


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit code."""
    told = _parser().parse_args(words)
    action: Callable[[argparse.Namespace], None] = told.action
    try:
        action(told)
    except (AppError, OSError, ProgrammingError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m desktop.agent", description=__doc__)
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    run = actions.add_parser("run", help="work until the process is ended")
    run.set_defaults(action=_run)
    files = actions.add_parser("files", help="write what makes the system start it by itself")
    files.set_defaults(action=_files)
    for one in (run, files):
        one.add_argument(
            "--connect",
            default="",
            metavar="TEXT",
            help='the administrator\'s connection to the centre, as "host=… port=… user=…"; what '
            "it leaves out, and the password, come from libpq's variables and password file",
        )
        one.add_argument("--database", default="lienhe", help="default: %(default)s")
        one.add_argument("--no-centre", action="store_true", help="look after profiles alone")
        place = default_profile(FOLDER).folder
        one.add_argument(
            "--folder", type=Path, default=place, help="of copies; default: %(default)s"
        )
        one.add_argument("--profile", type=Path, action="append", default=[], metavar="DIR")
    run.add_argument("--verbose", action="store_true", help="write the log to the terminal too")
    files.add_argument("--system", choices=unit_files.SYSTEMS, default=_own_system())
    files.add_argument("--user", default="", help="as whom systemd runs it; else as you")
    files.add_argument("--to", type=Path, default=Path(), help="the folder to write into")
    return parser


def _run(told: argparse.Namespace) -> None:
    ends = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ends.set()

    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    log = start_logging(told.folder, name=LOG, verbose=told.verbose)
    try:
        serve(_setting(told), SystemClock(), ends)
    finally:
        stop_logging(log)


def _files(told: argparse.Namespace) -> None:
    words = ["run", "--folder", str(told.folder.resolve())]
    if told.no_centre:
        words.append("--no-centre")
    else:
        words += ["--connect", _without_password(told.connect), "--database", told.database]
    for profile in told.profile:
        words += ["--profile", str(profile.resolve())]
    path = told.to / unit_files.file_name(told.system)
    made = unit_files.service_file(told.system, words, _program_folder(), user=told.user)
    encoding = "utf-16" if told.system == "windows" else "utf-8"
    path.write_text(made, encoding=encoding)
    sys.stdout.write(f"{path}\n{unit_files.advice(told.system, user=told.user)}\n")


def _setting(told: argparse.Namespace) -> Setting:
    address = None
    if not told.no_centre:
        address = conninfo_to_dict(told.connect) | {"dbname": told.database}
    return Setting(told.folder, address, tuple(told.profile))


def _without_password(connect: str) -> str:
    """Return connection words that may stand in a file; raise OSError for a password in them."""
    if "password" in conninfo_to_dict(connect):
        raise PermissionError("A password may not stand in this file; use libpq's password file.")
    return connect


def _program_folder() -> Path:
    """Return the folder from which `-m desktop.agent` is found."""
    return Path(__file__).parents[2]


def _own_system() -> str:
    return {"win32": "windows", "darwin": "launchd"}.get(sys.platform, "systemd")


if __name__ == "__main__":
    sys.exit(main())
