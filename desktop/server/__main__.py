"""Prepares and administers the company's PostgreSQL: `python -m desktop.server --help`."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from desktop.core.clock import SystemClock
from desktop.core.server_alarms import alarms
from desktop.core.server_state import state_from_json
from desktop.server import (
    backups,
    copies,
    devices,
    installing,
    people,
    restoring,
    tasks,
    trial,
    upkeep,
    watching,
)
from desktop.server.advice import connection_advice
from desktop.server.cluster import NoPostgreSQLError
from desktop.server.connections import Connection, connect
from desktop.server.files import command as files_command
from desktop.server.files.copying import bring_back_files
from desktop.server.files.preparing import prepare_files
from desktop.server.files.sweeping import sweep
from desktop.server.installing import ServerError

_DATABASE: Final = "lienhe"


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit code."""
    told = _parser().parse_args(words)
    action: Callable[[argparse.Namespace], None] = told.action
    try:
        action(told)
    except (ServerError, NoPostgreSQLError, psycopg.Error, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m desktop.server", description=__doc__)
    parser.add_argument(
        "--connect",
        default="",
        metavar="TEXT",
        help='the administrator\'s connection, as "host=… port=… user=…"; what it leaves out, and '
        "the password, come from libpq's variables and password file",
    )
    parser.add_argument("--database", default=_DATABASE, help="default: %(default)s")
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    def add(
        name: str, action: Callable[[argparse.Namespace], None], told: str
    ) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=told, description=told)
        made.set_defaults(action=action)
        return made

    add("init", _init, "make the database of a company and print advice")
    add("upgrade", _upgrade, "bring the database to this program while people work")
    add("status", _status, "show figures and what should be changed")
    add("advice", _advice, "print advice on certificates and access")
    _add_upkeep(add)
    files_command.add_words(add("files", _files, "say where files lie, or see how many there are"))
    _add_user(add("user", _user, "add, block, open or list people, or set a password"))
    device = add("device", _device, "list people's devices; allow, block or wipe one")
    device.add_argument("step", choices=["list", *devices.STATES])
    device.add_argument("device", nargs="?", default="", help="its id, as listed")
    start = add("trial", _trial, "serve a company for trial on this machine")
    start.add_argument("--folder", type=Path, default=Path("build/server"))
    start.add_argument("--port", type=int, default=trial.PORT)
    return parser


def _add_upkeep(add: Callable[..., argparse.ArgumentParser]) -> None:
    reap = add("reap", _reap, "forget old changes, empty the old bin, end sessions that hold up")
    reap.add_argument("--log-days", type=int, default=60)
    reap.add_argument("--answer-days", type=int, default=180)
    reap.add_argument("--bin-days", type=int, default=watching.BIN_DAYS)
    renew = add("renew", _renew, "make all programs compare what they have, after a restore")
    renew.add_argument("--reason", required=True)
    backup = add("backup", _backup, "copy the database into a folder and try the copy out")
    backup.add_argument("--folder", type=Path, required=True)
    backup.add_argument("--keep", type=int, default=14, help="copies kept; default: %(default)s")
    backup.add_argument("--second", type=Path, help="another folder that gets the copy too")
    schedule = add("schedule", _schedule, "choose when the background service makes copies")
    schedule.add_argument("--at", metavar="HH:MM", help="by the clock of the service's machine")
    schedule.add_argument("--keep", type=int, help="copies kept")
    schedule.add_argument("--second", metavar="FOLDER", help='another folder; "": none')
    attempt = add("try", _try, "bring a copy back for trial, and drop it again")
    attempt.add_argument("copy", type=Path)
    restore = add("restore", _restore, "bring a copy back; the present database is set aside")
    restore.add_argument("copy", type=Path)
    invite = add("invite", _invite, "write the file by which a program finds the centre")
    invite.add_argument("--host", required=True)
    invite.add_argument("--port", type=int, default=5432)
    invite.add_argument("--ca", type=Path, help="the authority's certificate (PEM)")
    invite.add_argument("--user", default="")
    invite.add_argument("--file", type=Path, default=Path(trial.INVITATION))


def _add_user(user: argparse.ArgumentParser) -> None:
    steps = user.add_subparsers(required=True, dest="step", metavar="STEP")
    add = steps.add_parser("add", help="make a login; the password is asked or read from stdin")
    add.add_argument("login")
    add.add_argument("--name", required=True, help="as colleagues read it")
    add.add_argument("--unit", default="", help="code or name of the unit")
    add.add_argument("--role", action="append", default=[], help="name of a role; may be repeated")
    add.add_argument("--admin", action="store_true", help="give every right")
    for step in ("password", "block", "open"):
        steps.add_parser(step).add_argument("login")
    steps.add_parser("list")


def _address(told: argparse.Namespace, database: str = "") -> dict[str, Any]:
    given = conninfo_to_dict(told.connect)
    return given | {"dbname": database or told.database}


def _connect(told: argparse.Namespace) -> Connection:
    return connect(_address(told))


def _init(told: argparse.Namespace) -> None:
    with connect(_address(told, "postgres")) as admin:
        installing.make_database(admin, told.database)
    with _connect(told) as admin:
        problems = installing.prepare_database(admin)
        installing.upgrade(admin)
        people.make_administrators(admin)
        problems += prepare_files(_address(told))
        _say(*problems, *upkeep.warnings(admin), connection_advice(told.database))


def _upgrade(told: argparse.Namespace) -> None:
    with _connect(told) as admin:
        installing.upgrade(admin)
        people.make_administrators(admin)
    _say(*prepare_files(_address(told)), "up to date")


def _status(told: argparse.Namespace) -> None:
    with _connect(told) as admin:
        figures = upkeep.read_health(admin)
        _say(*(f"{name:20} {value}" for name, value in figures.items()), *upkeep.warnings(admin))
        state = state_from_json(tasks.read_state(admin))
    if state is not None:
        _say(*(sentence for _alarm, sentence in alarms(state)))


def _advice(told: argparse.Namespace) -> None:
    _say(connection_advice(told.database))


def _reap(told: argparse.Namespace) -> None:
    with _connect(told) as admin:
        done = upkeep.reap(admin, told.log_days, told.answer_days) | sweep(_address(told))
        done["purged"] = watching.purge_bin(admin, told.bin_days)
    _say(", ".join(f"{count} {what}" for what, count in done.items()))


def _backup(told: argparse.Namespace) -> None:
    copy = backups.back_up_fully(
        _address(told), told.folder, SystemClock(), keep=max(1, told.keep), second=told.second
    )
    _say(str(copy.path), f"tried out: {sum(copy.rows.values())} records", copy.problem)


def _schedule(told: argparse.Namespace) -> None:
    with _connect(told) as admin:
        chosen = tasks.read_upkeep(admin)
        given = {"backup_at": told.at, "keep": told.keep, "second_folder": told.second}
        wanted = replace(chosen, **{key: v for key, v in given.items() if v is not None})
        tasks.set_upkeep(admin, wanted)
    second = wanted.second_folder or "no second folder"
    _say(f"every day at {wanted.backup_at}, {wanted.keep} copies, {second}")


def _try(told: argparse.Namespace) -> None:
    copy = backups.try_out(_address(told), copies.read_copy(told.copy), SystemClock())
    _say(f"tried out: {sum(copy.rows.values())} records")


def _restore(told: argparse.Namespace) -> None:
    done = restoring.restore(_address(told), copies.read_copy(told.copy), SystemClock())
    _say(f"{sum(done.rows.values())} records; all programs will compare what they have")
    _brought, missing = bring_back_files(_address(told), told.copy.parent)
    if missing:
        _say(f"{missing} files are missing; programs that hold them send them again")
    if done.aside:
        _say(f"what was there is kept as the database {done.aside}")


def _files(told: argparse.Namespace) -> None:
    _say(*files_command.run(told, _address(told), partial(_password, "Secret key: ")))


def _renew(told: argparse.Namespace) -> None:
    with _connect(told) as admin:
        upkeep.new_generation(admin, told.reason)
    _say("all programs will compare what they have at their next connection")


def _invite(told: argparse.Namespace) -> None:
    trial.write_invitation(told.file, told.host, told.port, told.database, told.user, told.ca)
    _say(str(told.file))


def _trial(told: argparse.Namespace) -> None:
    trial.run_trial(told.folder.resolve(), told.port)


def _user(told: argparse.Namespace) -> None:
    with _connect(told) as admin:
        if told.step == "list":
            _say(*map(_line, people.iter_people(admin)))
        elif told.step == "add":
            facts = {"unit": told.unit, "roles": told.role, "is_administrator": told.admin}
            people.add_person(admin, told.login, told.name, _password(), **facts)
        elif told.step == "password":
            people.set_password(admin, told.login, _password())
        else:
            ended = people.set_open(admin, told.login, is_open=told.step == "open")
            _say(f"{ended} sessions ended")


def _device(told: argparse.Namespace) -> None:
    with _connect(told) as admin:
        if told.step == "list":
            for one in devices.iter_devices(admin):
                seen = f"{one.last_seen:%Y-%m-%d %H:%M}"
                _say(f"{one.client_id} {one.login:20} {one.state:8} {seen} {one.name}".rstrip())
        else:
            devices.set_state(admin, told.device, told.step)


def _line(person: people.Person) -> str:
    state = "" if person.is_open else "blocked"
    roles = ", ".join(person.roles)
    return f"{person.login:20} {person.full_name:30} {person.unit:20} {roles} {state}".rstrip()


def _password(asked: str = "Password: ") -> str:
    """Ask for a password on the terminal, or read it from stdin; never from an argument."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(asked)
    if getpass.getpass("Once again: ") != first:
        raise ServerError("The two are not the same.")
    return first


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines if line))


if __name__ == "__main__":
    sys.exit(main())
