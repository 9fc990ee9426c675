"""What the window asks about histories: fetching what is older than what is here, and how far back.

All of it needs the server; what came before the line broke stays.
"""

from __future__ import annotations

import platform
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Final

from desktop.core.clock import from_micros
from desktop.core.entities import get_entity
from desktop.core.errors import InputError, RetryError
from desktop.core.filters import Json
from desktop.core.horizons import CHOICES, STEP, horizon_of
from desktop.core.i18n import _
from desktop.services.long_work import LongWork, long_work
from desktop.store.mirror import horizons
from desktop.store.mirror.tables import get_state, is_joined, set_state
from desktop.sync.engine import Engine
from desktop.sync.errors import CentreError, OfflineError
from desktop.sync.older import fetch_older
from desktop.sync.serving import between_rounds, is_company, run_round
from desktop.sync.transport import PostgresCentre

TRIES: Final = 60  # half seconds in which the round under way may end
PAUSE_SECONDS: Final = 0.5


@long_work("sync.older")
def fetch(work: LongWork, entity: str, record: str | None = None) -> Json:
    """Fetch what happened before what is here; of a record return "came", how many rows.

    Args:
        work: the profile.
        entity: of the record; without one the history of which the next older year is fetched.
        record: all that happened with it is fetched.

    Raises:
        RetryError: the server does not answer, or is not asked just now.
        CancelledError: the person cancelled; what came stays.
    """
    _check_line(work)
    if record is None:
        return _with_centre(work, partial(_fetch_step, work, entity))
    return _with_centre(work, partial(_fetch_record, work, entity, uuid.UUID(record)))


@long_work("sync.keep_history")
def keep_history(work: LongWork, months: int) -> Json:
    """Choose how many months of the histories are kept here (0: all); return `status`.

    Raises:
        InputError: that is no choice.
    """
    if months not in CHOICES:
        raise InputError(_("“{text}” is not one of the choices.").format(text=months))
    if not is_member(work):
        return run_round(work)
    since = horizon_of(work.store.clock.now(), months) if months else None
    with work.store.work(work.actor, "sync.history", captured=False) as unit:
        connection = unit.writing.connection
        set_state(connection, horizons.MONTHS, str(months))
        horizons.want(connection, {one.key: since for one in horizons.histories()})
    return run_round(work)


@long_work("sync.kept_history")
def kept_history(work: LongWork) -> Json:
    """Return "months", how many of the histories are kept here; 0: all."""
    with work.store.reading() as connection:
        told = get_state(connection, horizons.MONTHS) if is_joined(connection) else None
    return {"months": int(told or 0)}


def is_member(work: LongWork) -> bool:
    """Tell whether the profile joined a company."""
    with work.store.reading() as connection:
        return is_joined(connection)


def _check_line(work: LongWork) -> None:
    """Do a round, by which what waits goes first; raise RetryError if the server is not there."""
    told = run_round(work) if is_company(work) else {"state": "paused"}
    if not isinstance(told, dict) or told.get("state") != "ok":
        raise _away()


def _away() -> RetryError:
    return RetryError(
        _("Older records are on the company server, which cannot be reached just now.")
    )


def _with_centre(work: LongWork, ask: Callable[[Engine, PostgresCentre], Json]) -> Json:
    for _try in range(TRIES):
        with between_rounds(work) as centre:
            if centre is not None:
                engine = Engine(work.store, work.actor, centre, platform.node() or "PC")
                try:
                    return ask(engine, centre)
                except (OfflineError, CentreError) as error:
                    raise _away() from error
        work.report(0)  # it may be cancelled meanwhile
        time.sleep(PAUSE_SECONDS)
    raise _away()


def _fetch_record(
    work: LongWork, entity: str, record_id: uuid.UUID, engine: Engine, _centre: PostgresCentre
) -> Json:
    return {"came": fetch_older(engine, get_entity(entity), record_id, work.report)}


def _fetch_step(work: LongWork, entity: str, engine: Engine, centre: PostgresCentre) -> Json:
    """Move the horizon back by a year, or to where nothing is older."""
    with work.store.reading() as connection:
        here = horizons.horizons(connection).get(entity)
    if here is not None:
        newest = centre.newest_before(entity, here)
        since = None if newest is None else horizon_of(from_micros(newest), STEP)
        with engine.engine_work() as writing:
            horizons.want(writing.connection, {entity: since})
        engine.round()
    return {}
