"""Calendars of the web that are only read (webcal, ICS): read anew whole, if they changed."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path

import sqlalchemy as sa

from desktop.core.clock import DEFAULT_ZONE, to_micros
from desktop.core.icalendar.contents import CalendarContents
from desktop.files.calendars import read_calendar
from desktop.integrations.caldav.exchange import COMMAND, Exchanged
from desktop.integrations.web import Web
from desktop.models.calendar import Calendar, Event
from desktop.services.event_exchange.taking import take_entries
from desktop.services.long_work import LongWork
from desktop.store import dav
from desktop.store.dav import DavLink

_AT_ONCE = 100
_SAME = 304
_WEBCAL = "webcal://"


def address_of(typed: str) -> str:
    """Return the address of the web that a typed one means: webcal: is https:."""
    text = typed.strip()
    is_webcal = text[: len(_WEBCAL)].lower() == _WEBCAL
    return f"https://{text[len(_WEBCAL) :]}" if is_webcal else text


def refresh(work: LongWork, calendar: uuid.UUID) -> Exchanged:
    """Read a subscribed calendar anew and bring its events up to date.

    Raises:
        InputError, RetryError: it cannot be reached, or is no calendar; what was there stays.
    """
    with work.store.work(work.actor, COMMAND) as unit:
        row = unit.session.get_one(Calendar, calendar)
        url = address_of(row.source_url or "")
        known = {one.calendar: one for one in dav.links(unit.connection)}.get(calendar)
    token = known.token if known is not None and known.url == url else ""
    with Web() as web:
        headers = {"If-None-Match": token} if token else {}
        reply = web.ask("GET", url, headers=headers)
    done = Exchanged()
    if reply.status != _SAME:
        _take(work, calendar, _read(reply.body), done)
        token = reply.headers.get("etag", "")
    with work.store.work(work.actor, COMMAND) as unit:
        now = to_micros(unit.now)
        link = DavLink(calendar, url, "", token, can_write=False, seen_at=now)
        dav.keep_link(unit.connection, link)
    return done


def _read(body: bytes) -> CalendarContents:
    """Read what came in the process that reads files of strangers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calendar.ics")
        path.write_bytes(body)
        return read_calendar(path, DEFAULT_ZONE)


def _take(work: LongWork, calendar: uuid.UUID, contents: CalendarContents, done: Exchanged) -> None:
    there: set[uuid.UUID] = set()
    for first in range(0, len(contents.entries), _AT_ONCE):
        with work.store.work(work.actor, COMMAND) as unit:
            some = contents.entries[first : first + _AT_ONCE]
            taken = take_entries(unit, calendar, some)
            there |= set(taken.by_entry)
            done.came += len(taken.new) + len(taken.changed)
            done.refused += len(taken.refused)
    with work.store.work(work.actor, COMMAND) as unit:
        asked = sa.select(Event.id).where(Event.calendar_id == calendar, Event.deleted_at.is_(None))
        gone = [one for one in unit.session.scalars(asked) if one not in there]
        if gone:
            unit.delete("event", gone)
        done.gone += len(gone)
