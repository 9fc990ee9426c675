"""`make server`: a company on this machine, by one command, until it is interrupted."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from desktop.server.cluster import Cluster, NoPostgreSQLError, find_programs, free_port
from desktop.server.connections import connect
from desktop.store.migrations import HEAD
from tests.server.company import Client, group, new_account

pytestmark = pytest.mark.slow
SECONDS = 40


def is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def folder():
    outer = Path(tempfile.mkdtemp(prefix="lienhe-pg-"))
    outer.chmod(0o755)  # root's server runs as nobody, who must come in
    made = outer / "trial"
    yield made
    cluster = Cluster(made, find_programs())
    if cluster.is_running():
        cluster.stop("immediate")
    shutil.rmtree(made.parent)


@pytest.fixture
def serve(folder):
    """Return what starts a trial and waits until it serves; it is ended at the end."""
    running: list[subprocess.Popen[str]] = []

    def start(port):
        words = [sys.executable, "-m", "desktop.server", "trial", "--folder", folder]
        process = subprocess.Popen(
            [*words, "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        said = ""
        end = time.monotonic() + SECONDS
        while "Ctrl+C" not in said:
            line = process.stdout.readline()
            assert line, said
            assert time.monotonic() < end
            said += line
        return process, said

    yield start
    for process in running:
        process.terminate()
        process.wait(SECONDS)
        process.stdout.close()


def as_invited(folder):
    """Connect as a program does that was given the invitation file."""
    invited = json.loads((folder / "invitation.json").read_text("utf-8"))
    told = {"host": invited["host"], "port": invited["port"], "dbname": invited["database"]}
    told |= {"user": invited["user"], "password": (folder / "administrator").read_text().strip()}
    if invited["ca"]:
        authority = folder / "given.pem"
        authority.write_text(invited["ca"], "utf-8")
        told |= {"sslmode": "verify-full", "sslrootcert": str(authority)}
    return connect(told)


def wait_for_copy(folder):
    """Wait for what the background service does first."""
    end = time.monotonic() + 2 * SECONDS
    while not list(folder.glob("*.lienhe-centre")):
        assert time.monotonic() < end, (folder / "agent.log").read_text("utf-8")
        time.sleep(0.1)


def test_who_has_the_invitation_and_the_password_is_in(folder, serve):
    port = free_port()
    process, said = serve(port)
    assert str(folder / "invitation.json") in said
    secret = (folder / "administrator").read_text().strip()
    assert secret not in said
    with as_invited(folder) as connection:
        client = Client(connection)
        assert client.hello()["rights"] == ["*"]
        assert client.one(group(new_account()))["s"] == "ok"
    wait_for_copy(folder / "backups")
    process.terminate()
    process.wait(SECONDS)
    with pytest.raises(psycopg.OperationalError):
        as_invited(folder)
    serve(port)
    with as_invited(folder) as connection:
        assert connection.execute(f"SELECT count(*) FROM api.v_account_{HEAD}").fetchone() == (1,)


def test_a_port_that_is_taken_is_told(folder, serve):
    port = free_port()
    serve(port)
    words = [sys.executable, "-m", "desktop.server", "trial", "--folder", folder.parent / "other"]
    done = subprocess.run(
        [*words, "--port", str(port)], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 1
    assert "pg_ctl failed" in done.stderr


@pytest.mark.skipif(not is_root(), reason="only root has to care")
def test_a_folder_that_nobody_may_enter_is_told(tmp_path):
    tmp_path.chmod(0o700)
    with pytest.raises(NoPostgreSQLError, match="may not enter"):
        Cluster(tmp_path / "trial", find_programs()).make()
