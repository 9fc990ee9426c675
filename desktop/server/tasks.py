"""What the background service and the centre tell each other: that it lives, copies, tasks."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from psycopg.types.json import Jsonb

from desktop.server.connections import Connection, as_owner
from desktop.server.copies import Copy

SILENT: Final = "3 minutes"  # then another service may take over
BACKUP: Final = "backup"
TRY: Final = "try"
RESTORE: Final = "restore"
REAP: Final = "reap"
INTERRUPTED: Final = "interrupted"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that the service was asked to do."""

    task_id: uuid.UUID
    kind: str
    args: Mapping[str, Any]
    asked_by: uuid.UUID | None
    by: str  # the name of who asked; "": the schedule


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What administrators chose."""

    backup_at: str  # "HH:MM" by the clock of the service's machine
    keep: int
    second_folder: str


@dataclass(frozen=True, slots=True)
class Agent:
    """A service on some machine."""

    agent_id: uuid.UUID
    host: str
    program: str
    folder: str


def beat(connection: Connection, agent: Agent) -> bool:
    """Say that the service lives; return whether it is the one that works."""
    with as_owner(connection):
        done = connection.execute(
            "INSERT INTO sync.agent AS a (agent_id, host, program, folder) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (one) DO UPDATE SET agent_id = excluded.agent_id, host = excluded.host, "
            "program = excluded.program, folder = excluded.folder, beat = clock_timestamp(), "
            "started = CASE WHEN a.agent_id = excluded.agent_id THEN a.started "
            "ELSE clock_timestamp() END WHERE a.agent_id = excluded.agent_id "
            f"OR a.beat < clock_timestamp() - interval '{SILENT}'",
            (agent.agent_id, agent.host, agent.program, agent.folder),
        )
    return bool(done.rowcount)


def sign_off(connection: Connection, agent: Agent) -> None:
    """Say that the service ends, so that the next one begins at once."""
    with as_owner(connection):
        connection.execute(
            "UPDATE sync.agent SET beat = '-infinity' WHERE agent_id = %s", (agent.agent_id,)
        )


def tell_facts(connection: Connection, facts: Mapping[str, Any]) -> None:
    """Write what only the service's machine can see."""
    with as_owner(connection):
        connection.execute("UPDATE sync.agent SET facts = facts || %s", (Jsonb(dict(facts)),))


def read_upkeep(connection: Connection) -> Upkeep:
    """Return what administrators chose."""
    with as_owner(connection):
        row = connection.execute(
            "SELECT backup_at, keep, second_folder FROM sync.upkeep"
        ).fetchone()
    return Upkeep(*row) if row else Upkeep("12:30", 14, "")


def set_upkeep(connection: Connection, upkeep: Upkeep) -> None:
    """Choose as an administrator of PostgreSQL."""
    with as_owner(connection):
        connection.execute(
            "UPDATE sync.upkeep SET backup_at = %s, keep = %s, second_folder = %s, "
            "changed_by = NULL, changed_at = clock_timestamp()",
            (upkeep.backup_at, upkeep.keep, upkeep.second_folder),
        )


def tell_copies(connection: Connection, copies: Sequence[Copy]) -> None:
    """Write which copies there are, in place of what was written before."""
    told = [(one.path.name, Jsonb(one.to_json())) for one in copies]
    with as_owner(connection):
        connection.execute("DELETE FROM sync.backup")
        connection.cursor().executemany("INSERT INTO sync.backup VALUES (%s, %s)", told)


def claim(connection: Connection, agent: Agent) -> Task | None:
    """Take the oldest task that waits; None where nothing does."""
    with as_owner(connection):
        row = connection.execute(
            "UPDATE sync.task t SET state = 'running', agent_id = %s, "
            "started_at = clock_timestamp() WHERE t.task_id = (SELECT x.task_id "
            "FROM sync.task x WHERE x.state = 'waiting' ORDER BY x.asked_at LIMIT 1 "
            "FOR UPDATE SKIP LOCKED) RETURNING t.task_id, t.kind, t.args, t.asked_by, "
            "coalesce(sync.name_of(t.asked_by), '')",
            (agent.agent_id,),
        ).fetchone()
    return Task(*row) if row else None


def ask(connection: Connection, kind: str, args: Mapping[str, Any]) -> uuid.UUID:
    """Write down a task of the schedule, or of an administrator of PostgreSQL."""
    task_id = uuid.uuid4()
    with as_owner(connection):
        connection.execute(
            "INSERT INTO sync.task (task_id, kind, args) VALUES (%s, %s, %s)",
            (task_id, kind, Jsonb(dict(args))),
        )
    return task_id


def advance(connection: Connection, task: Task, step: str, done: int, of: int) -> bool:
    """Write how far a task is; return whether somebody wants it to stop."""
    with as_owner(connection):
        row = connection.execute(
            "UPDATE sync.task SET step = %s, done = %s, total = %s WHERE task_id = %s "
            "RETURNING is_cancelled",
            (step, done, of, task.task_id),
        ).fetchone()
    return bool(row and row[0])


def finish(
    connection: Connection, task: Task, state: str, result: Mapping[str, Any], problem: str = ""
) -> None:
    """Write what became of a task, also where the database went back to before it was asked."""
    with as_owner(connection):
        connection.execute(
            "INSERT INTO sync.task (task_id, kind, args, asked_by, state, ended_at, result, "
            "problem) VALUES (%s, %s, %s, %s, %s, clock_timestamp(), %s, %s) "
            "ON CONFLICT (task_id) DO UPDATE SET state = excluded.state, "
            "ended_at = excluded.ended_at, result = excluded.result, problem = excluded.problem",
            (
                *(task.task_id, task.kind, Jsonb(dict(task.args)), task.asked_by),
                *(state, Jsonb(dict(result)), problem),
            ),
        )


def drop_interrupted(connection: Connection) -> int:
    """Call failed what a service began and never ended; return how many."""
    with as_owner(connection):
        done = connection.execute(
            "UPDATE sync.task SET state = 'failed', ended_at = clock_timestamp(), problem = %s "
            "WHERE state = 'running'",
            (INTERRUPTED,),
        )
    return done.rowcount


def forget_old(connection: Connection) -> None:
    """Forget tasks that ended half a year ago."""
    with as_owner(connection):
        connection.execute("DELETE FROM sync.task WHERE ended_at < now() - interval '180 days'")


def seconds_since_failure(connection: Connection, kind: str) -> float | None:
    """Return how long ago the last task of a kind failed or was stopped; None if it did not."""
    with as_owner(connection):
        row = connection.execute(
            "SELECT state, extract(epoch FROM clock_timestamp() - ended_at)::float FROM sync.task "
            "WHERE kind = %s AND ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT 1",
            (kind,),
        ).fetchone()
    return float(row[1]) if row and row[0] in ("failed", "cancelled") else None


def read_state(connection: Connection) -> dict[str, Any]:
    """Return how the server stands, as administrators' windows are told."""
    with as_owner(connection):
        row = connection.execute("SELECT sync.server_state()").fetchone()
    return dict(row[0]) if row else {}
