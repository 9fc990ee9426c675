"""Calendars elsewhere: what the window asks the worker for.

`calendars.find` looks what a server has, `calendars.link` binds one, `calendars.unlink` ends it,
`calendars.links` tells what is bound, `calendars.exchange` brings all of them up to date.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace

import sqlalchemy as sa

from desktop.core.clock import to_micros
from desktop.core.errors import AppError, InputError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.protection import SafeError
from desktop.integrations.caldav.exchange import COMMAND, CalendarExchange, Exchanged
from desktop.integrations.caldav.server import CalendarServer
from desktop.integrations.caldav.subscriptions import refresh
from desktop.integrations.web import Web
from desktop.models.calendar import Calendar
from desktop.services.long_work import LongWork, long_work
from desktop.store import dav, safe
from desktop.store.dav import DavLink

_held: dict[uuid.UUID, str] = {}  # passwords that no keyring keeps, until this process ends


@long_work("calendars.find")
def find_calendars(_work: LongWork, url: str, login: str, password: str) -> Json:
    """Return the calendars of a server as {"url", "name", "colour", "can_write"}.

    Raises:
        InputError, NotLetInError, RetryError: the sentence says what to do.
    """
    with Web(login, password) as web:
        return [asdict(one) for one in CalendarServer(web).calendars(url)]


@long_work("calendars.link")
def link_calendar(
    work: LongWork,
    name: str,
    url: str,
    login: str,
    password: str,
    can_write: bool = True,
) -> Json:
    """Make a calendar that is kept the same as one on a server; return its id.

    The password goes into the keyring; without one it is known until the program ends.
    """
    with work.store.work(work.actor, "calendar.create") as unit:
        made = Calendar(name=name[:120], calendar_type="own")
        unit.session.add(made)
        unit.session.flush()
        dav.keep_link(unit.connection, DavLink(made.id, url, login, can_write=can_write))
        calendar = made.id
    _keep(work, calendar, password)
    return str(calendar)


@long_work("calendars.unlink")
def unlink_calendar(work: LongWork, calendar: str) -> Json:
    """Keep a calendar the same no more; its events stay here and there."""
    one = uuid.UUID(calendar)
    with work.store.work(work.actor, COMMAND) as unit:
        dav.forget_link(unit.connection, one)
    _held.pop(one, None)
    safe.forget(_entry(work, one))
    return None


@long_work("calendars.unlock")
def unlock_calendar(work: LongWork, calendar: str, password: str) -> Json:
    """Know the password of a calendar again, where no keyring has it."""
    _keep(work, uuid.UUID(calendar), password)
    return None


@long_work("calendars.links")
def read_links(work: LongWork) -> Json:
    """Return [{"calendar", "url", "login", "seen_at", "trouble", "lacks_password"}, …]."""
    return [
        {
            "calendar": str(one.calendar),
            "url": one.url,
            "login": one.login,
            "seen_at": one.seen_at,
            "trouble": one.trouble,
            "lacks_password": bool(one.login) and not _password(work, one.calendar),
        }
        for one in _links(work)
    ]


@long_work("calendars.exchange")
def exchange_calendars(work: LongWork, calendar: str = "") -> Json:
    """Bring all calendars that are bound elsewhere up to date, or one; tell how it went.

    What fails is told beside its calendar and tried again with the next exchange.

    Returns:
        [{"calendar", "came", "gone", "sent", "deleted", "refused", "trouble"}, …].
    """
    wanted = [DavLink(one, "", "") for one in _subscribed(work)]
    wanted += [link for link in _links(work) if link.login]
    return [
        _told(one.calendar, *_tried(work, one))
        for one in wanted
        if not calendar or str(one.calendar) == calendar
    ]


def _tried(work: LongWork, link: DavLink) -> tuple[Exchanged, str]:
    try:
        if not link.login:  # it is only read
            return refresh(work, link.calendar), ""
        return _exchanged(work, link), ""
    except AppError as error:
        known = {one.calendar: one for one in _links(work)}.get(link.calendar)
        if known is not None:
            with work.store.work(work.actor, COMMAND) as unit:
                failed = replace(known, trouble=str(error), seen_at=to_micros(unit.now))
                dav.keep_link(unit.connection, failed)
        return Exchanged(), str(error)


def _exchanged(work: LongWork, link: DavLink) -> Exchanged:
    password = _password(work, link.calendar)
    if not password:
        raise InputError(_("The password of this calendar is asked for once more."))
    with Web(link.login, password) as web:
        return CalendarExchange(work.store, work.actor, CalendarServer(web), link).run()


def _told(calendar: uuid.UUID, done: Exchanged, trouble: str) -> Json:
    return {"calendar": str(calendar), **asdict(done), "trouble": trouble}


def _links(work: LongWork) -> list[DavLink]:
    with work.store.reading() as connection:
        return dav.links(connection)


def _subscribed(work: LongWork) -> list[uuid.UUID]:
    """Return the calendars of the web that this person follows."""
    asked = sa.select(Calendar.id).where(
        Calendar.calendar_type == "subscribed",
        Calendar.source_url.is_not(None),
        Calendar.deleted_at.is_(None),
        Calendar.owner_id == work.actor.user_id,
    )
    with work.store.work(work.actor, COMMAND) as unit:
        return list(unit.session.scalars(asked))


def _keep(work: LongWork, calendar: uuid.UUID, password: str) -> None:
    _held[calendar] = password
    try:
        safe.keep(_entry(work, calendar), password.encode())
    except SafeError:
        return


def _password(work: LongWork, calendar: uuid.UUID) -> str:
    if calendar in _held:
        return _held[calendar]
    try:
        found = safe.find(_entry(work, calendar))
    except SafeError:
        return ""
    return found.decode() if found else ""


def _entry(work: LongWork, calendar: uuid.UUID) -> str:
    return f"calendar {calendar} of {work.profile.resolve()}"
