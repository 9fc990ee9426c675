"""What the window asks about the centre; the worker answers.

The window asks for a round every few seconds and soon after each save, so nothing here runs by
itself. The password lies in the system's keyring, or is asked for at each start.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Final

from desktop.core.clock import to_micros
from desktop.core.errors import RetryError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.services.diary.publishing import publish_busy_times
from desktop.services.long_work import LongWork, long_work
from desktop.store.mirror import copying, outbox, problems
from desktop.store.mirror.applying import CURSOR
from desktop.store.mirror.rights import administers
from desktop.store.mirror.tables import get_state, is_joined, set_state
from desktop.sync.clocks import CLOCK
from desktop.sync.engine import Engine
from desktop.sync.errors import CentreError, OfflineError
from desktop.sync.file_exchange import send_all
from desktop.sync.file_state import files_told
from desktop.sync.following import follow_problems
from desktop.sync.joining import leave_centre
from desktop.sync.lines import (
    INVITATION,
    LOGIN,
    address_of,
    centres,
    device_of,
    forget,
    hang_up,
    invitation_of,
    listen,
    note_let_in,
    open_centre,
)
from desktop.sync.numbers import provide_numbers
from desktop.sync.pace import last_pace, measured
from desktop.sync.rounds import Round
from desktop.sync.transport import PostgresCentre
from desktop.sync.verifying import VERIFIED

__all__ = ["PAUSED", "address_of", "between_rounds", "invitation_of", "is_company", "run_round"]

LAST_ROUND: Final = "last_round_at"
PAUSED: Final = "paused"
BRIEFLY_SECONDS: Final = 1.0
LEAVE_SECONDS: Final = 15.0  # a round of a few edits is over by then

_one_round = threading.Lock()


@long_work("sync.unlock")
def unlock(work: LongWork, password: str) -> Json:
    """Take the password of the centre for this run of the program."""
    open_centre(work, password)
    return status(work)


@long_work("sync.round")
def run_round(work: LongWork) -> Json:
    """Push and pull once; return `status` with what happened.

    A profile that pauses only hears whether the centre wants everything here deleted.
    """
    if not _is_joined(work):
        return status(work)
    if not _one_round.acquire(timeout=BRIEFLY_SECONDS):  # a small question is answered by then
        return status(work)
    try:
        return _round(work) if is_company(work) else _heed(work)
    finally:
        _one_round.release()


@long_work("sync.verify")
def verify(work: LongWork) -> Json:
    """Do a round, compare everything with the centre, and mend what differs.

    Return `status` with "differences", how many parts of tables were not as there; None: unknown.
    """
    if not is_company(work):
        return status(work)
    with _one_round:
        told = _round(work)
        if not isinstance(told, dict) or told.get("state") != "ok":
            return told
        try:
            centre = open_centre(work)
            found = None if centre is None else _engine(work, centre).verify()
        except OfflineError as error:
            return status(work, {"state": "offline", "sentence": str(error)})
    return status(work, {"differences": None if found is None else len(found)})


@long_work("sync.status")
def status(work: LongWork, done: Mapping[str, Json] | None = None) -> Json:
    """Return how it stands: joined, state, waiting, problems, when it last went well."""
    if not _is_joined(work):
        return {"joined": False}
    with work.store.reading() as connection:
        invitation = json.loads(get_state(connection, INVITATION) or "{}")
        told: dict[str, Json] = {
            "joined": True,
            "state": "paused" if get_state(connection, PAUSED) else "ok",
            "sentence": "",
            "host": invitation.get("host", ""),
            "login": get_state(connection, LOGIN) or "",
            "waiting": outbox.waiting_count(connection) + outbox.uncollected_count(connection),
            "problems": problems.open_count(connection),
            "last_at": int(get_state(connection, LAST_ROUND) or 0),
            "copied": get_state(connection, CURSOR) is not None,
            "missing": copying.missing(connection),
            **files_told(work, connection),
            "administers": administers(connection),
            "pace": last_pace(work.profile),
            "verified_at": int(get_state(connection, VERIFIED) or 0),
            "clock_off": int(get_state(connection, CLOCK) or 0),
        }
    return told | dict(done or {})


@long_work("sync.pause")
def pause(work: LongWork, *, paused: bool) -> Json:
    """Stop or go on; what is edited waits meanwhile."""
    if not _is_joined(work):
        return status(work)
    with work.store.work(work.actor, "sync.pause", captured=False) as unit:
        set_state(unit.writing.connection, PAUSED, "1" if paused else None)
    if paused and _one_round.acquire(blocking=False):
        hang_up(work.profile)
        _one_round.release()
    return status(work)


@long_work("sync.leave")
def leave(work: LongWork) -> Json:
    """Leave the centre; everything that is here stays.

    Raises:
        RetryError: data are being exchanged just now, and go on to be.
    """
    if not _is_joined(work):
        return status(work)
    if not _one_round.acquire(timeout=LEAVE_SECONDS):
        raise RetryError(_("Data are being exchanged just now. Please try again in a moment."))
    try:
        leave_centre(work.store)
        forget(work.profile)
    finally:
        _one_round.release()
    return status(work)


def _round(work: LongWork) -> Json:
    try:
        centre = open_centre(work)
        if centre is None:
            return status(work, {"state": "locked"})
        with measured(work.profile, centre) as rounds:
            done = _engine(work, centre).round()
            rounds.append(done)
        if not done.wiped:
            follow_problems(work.store, work.actor, centre)
            provide_numbers(work.store, work.actor, centre)
            publish_busy_times(work.store, work.actor)
    except OfflineError as error:
        return status(work, {"state": "offline", "sentence": str(error)})
    except CentreError as error:
        return status(work, {"state": "refused", "sentence": str(error), "code": error.code})
    if done.wiped:
        return _emptied(work)
    note_let_in(work.profile)
    if done.listens:
        listen(work, centre)
    with work.store.work(work.actor, "sync", captured=False) as unit:
        at = to_micros(work.store.clock.now())
        set_state(unit.writing.connection, LAST_ROUND, str(at))
    return status(work, _told(done))


def _heed(work: LongWork) -> Json:
    try:
        centre = open_centre(work)
        if centre is None:
            return status(work, {"locked": True})
        done = _engine(work, centre).heed()
    except OfflineError:
        return status(work)
    except CentreError as error:
        return status(work, {"sentence": str(error), "code": error.code})
    finally:
        hang_up(work.profile)
    return _emptied(work) if done.wiped else status(work)


def _emptied(work: LongWork) -> Json:
    forget(work.profile)
    return {"joined": False, "state": "wiped"}


def _engine(work: LongWork, centre: PostgresCentre) -> Engine:
    send_files = partial(send_all, work, centre.address)
    return Engine(work.store, work.actor, centre, device_of(work.profile), send_files)


def _told(done: Round) -> dict[str, Json]:
    return {"sent": done.sent, "received": done.received, "copied_all": done.copied}


def is_company(work: LongWork) -> bool:
    """Tell whether the profile exchanges with a centre: it joined, and does not pause."""
    return _is_joined(work) and not _state(work, PAUSED)


@contextmanager
def between_rounds(work: LongWork) -> Iterator[PostgresCentre | None]:
    """Give the centre for one small question; None while a round is under way, or offline."""
    if not _one_round.acquire(blocking=False):
        yield None
        return
    try:
        yield centres.get(work.profile)
    finally:
        _one_round.release()


def _is_joined(work: LongWork) -> bool:
    with work.store.reading() as connection:
        return is_joined(connection)


def _state(work: LongWork, key: str) -> str | None:
    with work.store.reading() as connection:
        return get_state(connection, key)
