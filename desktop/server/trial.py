"""A company for trial on this machine: `make server`."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from psycopg.conninfo import make_conninfo

from desktop.server import installing, people
from desktop.server.cluster import HOST, Cluster, find_programs
from desktop.server.connections import connect
from desktop.server.files.preparing import prepare_files

DATABASE: Final = "lienhe"
ADMINISTRATOR: Final = "admin"
PORT: Final = 55432
INVITATION: Final = "invitation.json"
BACKUPS: Final = "backups"
AGENT_SECONDS: Final = 30
_NO_TLS: Final = (
    "This PostgreSQL was built without TLS: it listens on this machine alone. For other machines "
    "install the distribution's PostgreSQL."
)


def write_invitation(
    path: Path, host: str, port: int, database: str, user: str, authority: Path | None
) -> None:
    """Write the file by which a program finds the centre; it holds no secret."""
    told: dict[str, Any] = {
        "lienhe": 1,
        "host": host,
        "port": port,
        "database": database,
        "user": user,
        "ca": authority.read_text(encoding="utf-8") if authority else None,
    }
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def run_trial(folder: Path, port: int = PORT) -> None:
    """Start the trial company in `folder`, say how to connect, and serve until interrupted."""
    cluster = Cluster(folder, find_programs())
    if not cluster.exists():
        cluster.make()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends us ends the server
    cluster.start(port)
    agent = None
    try:
        told = _prepared(cluster)
        agent = _start_agent(cluster)
        _say(told)
        while cluster.is_running():
            time.sleep(1)
    except KeyboardInterrupt:
        _say("Stopping.")
    finally:
        if agent is not None:
            _end_agent(agent)
        if cluster.is_running():
            cluster.stop()


def _start_agent(cluster: Cluster) -> subprocess.Popen[bytes]:
    """Start the background service of this machine; it knows the password by its environment."""
    address = cluster.address()
    names = ("host", "port", "user", "sslmode", "sslrootcert")
    where = make_conninfo(**{name: address[name] for name in names if name in address})
    words = ["run", "--folder", str(cluster.folder / BACKUPS), "--connect", where]
    return subprocess.Popen(
        [sys.executable, "-m", "desktop.agent", *words, "--database", DATABASE],
        env=os.environ | {"PGPASSWORD": cluster.password},
        stdin=subprocess.DEVNULL,
    )


def _end_agent(agent: subprocess.Popen[bytes]) -> None:
    agent.terminate()
    try:
        agent.wait(AGENT_SECONDS)
    except subprocess.TimeoutExpired:
        agent.kill()
        agent.wait()


def _prepared(cluster: Cluster) -> str:
    """Make the company on its first start; return what people need to know."""
    word = cluster.folder / "administrator"
    with connect(cluster.address()) as admin:
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,))
        is_new = found.fetchone() is None
        if is_new:
            installing.make_database(admin, DATABASE)
    with connect(cluster.address(DATABASE)) as admin:
        if is_new:
            installing.prepare_database(admin)
        installing.upgrade(admin)
        people.make_administrators(admin)
        if not any(person.login == ADMINISTRATOR for person in people.iter_people(admin)):
            secret = secrets.token_urlsafe(9)
            word.touch(0o600)
            word.write_text(secret + "\n", encoding="utf-8")
            people.add_person(admin, ADMINISTRATOR, "Admin", secret, is_administrator=True)
    prepare_files(cluster.address(DATABASE))
    invitation = cluster.folder / INVITATION
    place = (HOST, cluster.port, DATABASE, ADMINISTRATOR)
    write_invitation(invitation, *place, cluster.authority)
    lines = [
        f"PostgreSQL {cluster.programs.version} serves {DATABASE} at {HOST}:{cluster.port}",
        f"  invitation      {invitation}",
        f"  login           {ADMINISTRATOR}",
        f"  its password    in {word}",
        f"  data and log    {cluster.folder}",
        f"  backups         {cluster.folder / BACKUPS}",
        "" if cluster.authority else _NO_TLS,
        "Ctrl+C stops it; the next `make server` goes on where it stopped.",
    ]
    return "\n".join(line for line in lines if line)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
