"""What the service does at the centre: tasks of administrators and of the schedule, watching."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

import psycopg

from desktop.agent.schedule import DAY, RETRY, is_backup_due
from desktop.core.clock import Clock, local_day
from desktop.core.errors import AppError, CancelledError
from desktop.server import backups, copies, restoring, tasks, upkeep, watching
from desktop.server.attempts import attempts
from desktop.server.cluster import NoPostgreSQLError
from desktop.server.connections import Connection, connect
from desktop.server.files.copying import bring_back_files
from desktop.server.files.sweeping import sweep
from desktop.server.installing import ServerError
from desktop.server.tasks import Agent, Task

LOOK_SECONDS: Final = 300.0
DUE_SECONDS: Final = 30.0  # between two looks at the schedule, while nothing happens
TELL_SECONDS: Final = 0.5  # how often the centre is told how far a task is
ASIDE_DAYS: Final = 30  # what was there before a restore
LOG_DAYS: Final = 60
ANSWER_DAYS: Final = 180
_TRIES: Final = 20  # to tell what became of a task
_PAUSE: Final = 0.5
log = logging.getLogger(__name__)

Facts = dict[str, Any]


class CentreDuties:
    """One step after the other, in one thread; `step` does what is due."""

    def __init__(
        self, address: dict[str, Any], agent: Agent, clock: Clock, ends: threading.Event
    ) -> None:
        self._address = address
        self._agent = agent
        self._folder = Path(agent.folder)
        self._clock = clock
        self._ends = ends
        self._connection: Connection | None = None
        self._looked = float("-inf")
        self._found_nothing = float("-inf")  # when nothing was due
        self._told = float("-inf")
        self._due_day: dt.date | None = None
        self._reaped: dt.datetime | None = None
        self._do: dict[str, Callable[[Task], Facts]] = {
            tasks.BACKUP: self._back_up,
            tasks.TRY: self._try,
            tasks.RESTORE: self._restore,
            tasks.REAP: self._reap,
        }

    def begin(self) -> None:
        """Clean up after a service that ended in the middle of something."""
        admin = self._admin()
        for folder in (self._folder, self._second()):
            if folder is not None and folder.is_dir():
                copies.drop_parts(folder, str(self._address["dbname"]))
        tasks.drop_interrupted(admin)
        name = str(self._address["dbname"])
        with connect(self._address | {"dbname": "postgres"}) as cluster:
            for left in (backups.trial_name(self._address), restoring.coming_name(name)):
                restoring.drop_database(cluster, left)
        self._tell_copies()

    def step(self) -> bool:
        """Do the next thing; return whether there was any."""
        task = tasks.claim(self._admin(), self._agent)
        if task is not None:
            self._carry_out(task)
            return True
        return self._ask_what_is_due() or self._watch()

    def close(self) -> None:
        """Hang up."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()

    # --- tasks
    def _carry_out(self, task: Task) -> None:
        log.info("%s begins", task.kind)
        state, result, problem = "done", Facts(), ""
        try:
            result = self._do[task.kind](task)
        except CancelledError:
            state = "cancelled"
            if self._ends.is_set():
                state, problem = "failed", tasks.INTERRUPTED
        except (ServerError, NoPostgreSQLError, AppError, psycopg.Error, OSError) as error:
            log.exception("%s failed", task.kind)
            state, problem = "failed", str(error).strip() or type(error).__name__
        problem = problem or str(result.pop("problem", ""))
        self._finish(task, state, result, problem)
        self._found_nothing = float("-inf")
        log.info("%s %s", task.kind, state)

    def _finish(self, task: Task, state: str, result: Facts, problem: str) -> None:
        """Tell what became of a task: the connection may have ended with what it was about."""
        for _attempt in attempts(_TRIES, _PAUSE):
            try:
                tasks.finish(self._admin(), task, state, result, problem)
                self._tell_copies()
            except psycopg.Error:
                self.close()
            else:
                return
        log.error("what became of %s could not be told", task.kind)

    def _report(self, task: Task, step: str, done: int, of: int) -> None:
        if self._ends.is_set():
            raise CancelledError
        if time.monotonic() - self._told < TELL_SECONDS:
            return
        self._told = time.monotonic()
        if tasks.advance(self._admin(), task, step, done, of):
            raise CancelledError

    def _back_up(self, task: Task) -> Facts:
        made = backups.back_up_fully(
            self._address,
            self._folder,
            self._clock,
            keep=tasks.read_upkeep(self._admin()).keep,
            second=self._second(),
            by=task.by,
            report=partial(self._report, task),
        )
        return {"name": made.path.name}

    def _try(self, task: Task) -> Facts:
        copy, report = self._copy(task), partial(self._report, task)
        return {"name": backups.try_out(self._address, copy, self._clock, report=report).path.name}

    def _restore(self, task: Task) -> Facts:
        copy, report = self._copy(task), partial(self._report, task)
        done = restoring.restore(self._address, copy, self._clock, report=report)
        self.close()  # it was of the database that gave way
        told: Facts = {"name": copy.path.name, "aside": done.aside}
        try:
            bring_back_files(self._address, copy.path.parent)
        except (ServerError, psycopg.Error, OSError) as error:
            log.exception("the files could not be brought back")
            told["problem"] = str(error).strip()  # the records are back all the same
        return told

    def _reap(self, _task: Task) -> Facts:
        admin = self._admin()
        done: Facts = dict(upkeep.reap(admin, LOG_DAYS, ANSWER_DAYS))
        done["purged"] = watching.purge_bin(admin)
        tasks.forget_old(admin)
        before = self._clock.now() - dt.timedelta(days=ASIDE_DAYS)
        done["dropped"] = restoring.drop_aside(self._address, f"{before:{restoring.TIME}}")
        return done | sweep(self._address)  # last: a store of others' may not answer

    def _copy(self, task: Task) -> copies.Copy:
        return copies.read_copy(self._folder / Path(str(task.args.get("name") or "")).name)

    # --- the schedule
    def _ask_what_is_due(self) -> bool:
        if time.monotonic() - self._found_nothing < DUE_SECONDS:
            return False
        admin, now = self._admin(), self._clock.now()
        made = copies.list_copies(self._folder, str(self._address["dbname"]))
        good = copies.newest_good(made, now)
        chosen = tasks.read_upkeep(admin)
        if is_backup_due(chosen.backup_at, good.made_at if good else None, now):
            failed = tasks.seconds_since_failure(admin, tasks.BACKUP)
            if failed is None or failed > RETRY.total_seconds():
                tasks.ask(admin, tasks.BACKUP, {})
                return True
        if self._reaped is None or not dt.timedelta() <= now - self._reaped <= DAY:
            self._reaped = now
            tasks.ask(admin, tasks.REAP, {})
            return True
        self._found_nothing = time.monotonic()
        return False

    def _watch(self) -> bool:
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return False
        self._looked = time.monotonic()
        admin = self._admin()
        watching.end_sessions(admin)
        tasks.tell_facts(admin, watching.look(admin, self._folder, self._second()))
        self._tell_copies()
        today = local_day(self._clock.now())
        if today != self._due_day:
            watching.note_due(admin)
            self._due_day = today
        return True

    def _second(self) -> Path | None:
        chosen = tasks.read_upkeep(self._admin()).second_folder
        return Path(chosen) if chosen else None

    def _tell_copies(self) -> None:
        found = copies.list_copies(self._folder, str(self._address["dbname"]))
        tasks.tell_copies(self._admin(), found)

    def _admin(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = connect(self._address)
        return self._connection
