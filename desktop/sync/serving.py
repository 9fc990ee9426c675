"""What the window asks about the centre; the worker answers.

The window asks for a round every few seconds and soon after each save, so nothing here runs by
itself. The password lies in the system's keyring, or is asked for at each start.
"""

from __future__ import annotations

import json
import platform
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from desktop.core.changes import Changes
from desktop.core.clock import to_micros
from desktop.core.errors import AppError, InputError, RuleBrokenError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.paths import Profile
from desktop.core.sync_status import NEWS
from desktop.services.backups.making import make_backup
from desktop.services.demo.mark import is_demo
from desktop.services.long_work import LongWork, long_work
from desktop.store.mirror import outbox, problems
from desktop.store.mirror.applying import CURSOR
from desktop.store.mirror.rights import administers
from desktop.store.mirror.tables import get_state, is_joined, set_state
from desktop.sync.comparing import read_decisions
from desktop.sync.engine import Engine
from desktop.sync.errors import CentreError, OfflineError
from desktop.sync.file_exchange import send_all
from desktop.sync.file_state import files_told
from desktop.sync.following import follow_problems
from desktop.sync.invitation import Invitation, invitation_from_json, read_invitation
from desktop.sync.joining import join_centre, leave_centre
from desktop.sync.news import Attention
from desktop.sync.numbers import provide_numbers
from desktop.sync.passwords import find_password, forget_password, keep_password
from desktop.sync.rounds import Round
from desktop.sync.transport import Address, PostgresCentre

INVITATION: Final = "invitation"
LOGIN: Final = "login"
LAST_ROUND: Final = "last_round_at"
PAUSED: Final = "paused"
BRIEFLY_SECONDS: Final = 1.0

_centres: dict[Path, PostgresCentre] = {}
_one_round = threading.Lock()
_attention = Attention()


@long_work("sync.look")
def look(_work: LongWork, path: str) -> Json:
    """Return what an invitation file holds; raise InputError if it is none."""
    try:
        return read_invitation(Path(path)).to_json()
    except OSError as error:
        raise InputError(_("The file cannot be read.")) from error


@long_work("sync.join")
def join(
    work: LongWork,
    invitation: Json,
    login: str,
    password: str,
    *,
    offers: bool = True,
    matches: Json = None,
    branch: str = "",
) -> Json:
    """Join a centre; return what `status` returns.

    Whoever worked here becomes somebody else by it, so the program has to start again.

    Args:
        work: the profile.
        invitation: what an invitation file holds.
        login: the person's at the centre.
        password: likewise.
        offers: whether what was made here so far goes there.
        matches: what becomes of records that look like the company's; see core.join_plan.
        branch: letters that stand before the codes given here; "": the company's go on.

    Raises:
        RuleBrokenError: it is the demo company, whose customers are of no real people.
        StorageError: the backup that comes first could not be made.
        OfflineError, CentreError: nothing was changed.
    """
    if is_demo(work.store):
        raise RuleBrokenError(_("The demo company cannot join a server."))
    found = invitation_from_json(cast("Mapping[str, Any]", invitation))
    make_backup(work)  # what is not offered gives way to what the company has
    centre = PostgresCentre(found.address(work.profile, login, password))
    try:
        decisions = read_decisions(centre, matches, branch) if offers else None
        device = platform.node() or "PC"
        join_centre(work.store, centre, device, offers=offers, decisions=decisions)
    except AppError:
        centre.close()
        raise
    with work.store.work(work.actor, "sync.join", captured=False) as unit:
        connection = unit.writing.connection
        set_state(connection, INVITATION, json.dumps(found.to_json()))
        set_state(connection, LOGIN, login)
    keep_password(work.profile, password)
    _centres[work.profile] = centre
    Profile(work.profile).manifest.unlink(missing_ok=True)  # it names who worked here before
    return status(work)


@long_work("sync.unlock")
def unlock(work: LongWork, password: str) -> Json:
    """Take the password of the centre for this run of the program."""
    _open_centre(work, password)
    return status(work)


@long_work("sync.round")
def run_round(work: LongWork) -> Json:
    """Push and pull once; return `status` with what happened."""
    if not is_company(work):
        return status(work)
    if not _one_round.acquire(timeout=BRIEFLY_SECONDS):  # a small question is answered by then
        return status(work)
    try:
        return _round(work)
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
            centre = _open_centre(work)
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
            **files_told(work, connection),
            "administers": administers(connection),
        }
    return told | dict(done or {})


@long_work("sync.pause")
def pause(work: LongWork, *, paused: bool) -> Json:
    """Stop or go on; what is edited waits meanwhile."""
    with work.store.work(work.actor, "sync.pause", captured=False) as unit:
        set_state(unit.writing.connection, PAUSED, "1" if paused else None)
    return status(work)


@long_work("sync.leave")
def leave(work: LongWork) -> Json:
    """Leave the centre; everything that is here stays."""
    leave_centre(work.store)
    _forget(work.profile)
    return status(work)


def _round(work: LongWork) -> Json:
    try:
        centre = _open_centre(work)
        if centre is None:
            return status(work, {"state": "locked"})
        done = _engine(work, centre).round()
        if not done.wiped:
            follow_problems(work.store, work.actor, centre)
            provide_numbers(work.store, work.actor, centre)
    except OfflineError as error:
        return status(work, {"state": "offline", "sentence": str(error)})
    except CentreError as error:
        return status(work, {"state": "refused", "sentence": str(error), "code": error.code})
    if done.wiped:
        _forget(work.profile)
        return {"joined": False, "state": "wiped"}
    _listen(work, centre, done)
    with work.store.work(work.actor, "sync", captured=False) as unit:
        at = to_micros(work.store.clock.now())
        set_state(unit.writing.connection, LAST_ROUND, str(at))
    return status(work, _told(done))


def _listen(work: LongWork, centre: PostgresCentre, done: Round) -> None:
    """Tell the window from now on when the centre says that something is new."""
    news = Changes({NEWS: frozenset()})
    if done.listens:
        with suppress(AppError):  # then the next round begins it
            _attention.pay(work.profile, centre.listen(), partial(work.store.tell, news))


def _engine(work: LongWork, centre: PostgresCentre) -> Engine:
    send_files = partial(send_all, work, centre.address)
    return Engine(work.store, work.actor, centre, platform.node() or "PC", send_files)


def _told(done: Round) -> dict[str, Json]:
    return {"sent": done.sent, "received": done.received, "copied_all": done.copied}


def _open_centre(work: LongWork, password: str = "") -> PostgresCentre | None:
    """Return the open line of a profile; None: its password is not known."""
    known = _centres.get(work.profile)
    if known is not None and not password:
        return known
    secret = password or find_password(work.profile)
    if not secret:
        return None
    with work.store.reading() as connection:
        invitation = json.loads(get_state(connection, INVITATION) or "{}")
        login = get_state(connection, LOGIN) or ""
    address = invitation_from_json(invitation).address(work.profile, login, secret)
    _centres[work.profile] = PostgresCentre(address)
    if known is not None:
        known.close()
    return _centres[work.profile]


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
        yield _centres.get(work.profile)
    finally:
        _one_round.release()


def address_of(work: LongWork) -> Address | None:
    """Return where the centre is and as whom to go there; None: the password is not known."""
    centre = _open_centre(work)
    return None if centre is None else centre.address


def invitation_of(work: LongWork) -> Invitation:
    """Return the invitation by which the profile joined; raise InputError if it did not."""
    with work.store.reading() as connection:
        found = get_state(connection, INVITATION) if is_joined(connection) else None
    return invitation_from_json(json.loads(found or "{}"))


def _forget(profile: Path) -> None:
    """Hang up for good."""
    _attention.end(profile)
    centre = _centres.pop(profile, None)
    if centre is not None:
        centre.close()
    forget_password(profile)


def _is_joined(work: LongWork) -> bool:
    with work.store.reading() as connection:
        return is_joined(connection)


def _state(work: LongWork, key: str) -> str | None:
    with work.store.reading() as connection:
        return get_state(connection, key)
