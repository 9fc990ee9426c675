"""Keeping a calendar here and one on a server the same, in both directions.

What is the same is remembered by its ETag there and its state here (`store.dav`); whatever differs
from that was changed since. The text of an event (`event.ical`) is the one that both had: from it
follows who changed what.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from desktop.core.clock import DEFAULT_ZONE, to_micros
from desktop.core.diary.exchange import ExchangedEvent, read_event
from desktop.core.errors import InvalidValueError
from desktop.core.icalendar.entries import Entry, entries_of_text
from desktop.core.icalendar.flaws import CalendarProblem
from desktop.core.permissions import Actor
from desktop.integrations.caldav.merging import merged
from desktop.integrations.caldav.server import CalendarServer, href_of
from desktop.models.calendar import Event
from desktop.services.event_exchange.giving import entries_of_events, exchanged
from desktop.services.event_exchange.taking import take_entries
from desktop.store import dav
from desktop.store.dav import DavItem, DavLink
from desktop.store.work import Store, Work

COMMAND = "calendar.exchange"
_AT_ONCE = 50


@dataclass
class Exchanged:
    """How many events came, went, and could not be read."""

    came: int = 0
    gone: int = 0
    sent: int = 0
    deleted: int = 0
    refused: int = 0


class CalendarExchange:
    """One exchange of one calendar."""

    def __init__(self, store: Store, actor: Actor, server: CalendarServer, link: DavLink) -> None:
        self._store = store
        self._actor = actor
        self._server = server
        self._link = link
        self._done = Exchanged()

    def run(self) -> Exchanged:
        """Bring both to the same state.

        Raises:
            RetryError: the server cannot be reached; what was done till then is remembered.
            InputError: it refuses.
        """
        changed = self._server.changes(self._link.url, self._link.token)
        known = self._known()
        newer = [h for h, etag in changed.there.items() if h not in known or known[h].etag != etag]
        self._take(newer, known)
        gone = set(known) - set(changed.there) if changed.whole else changed.gone & set(known)
        self._take_away(gone, known)
        if self._link.can_write:
            self._send()
        with self._work() as work:
            now = to_micros(work.now)
            done = replace(self._link, token=changed.token, seen_at=now, trouble="")
            dav.keep_link(work.connection, done)
        return self._done

    def _known(self) -> dict[str, DavItem]:
        with self._store.reading() as connection:
            return dav.items(connection, self._link.calendar)

    def _states(self) -> dict[uuid.UUID, str]:
        with self._store.reading() as connection:
            return dav.states(connection, self._link.calendar)

    def _take(self, hrefs: Sequence[str], known: Mapping[str, DavItem]) -> None:
        for first in range(0, len(hrefs), _AT_ONCE):
            some = hrefs[first : first + _AT_ONCE]
            found = list(self._server.texts(self._link.url, some))
            with self._work() as work:
                for href, etag, text in found:
                    self._take_one(work, href, etag, text, known.get(href))

    def _take_one(
        self, work: Work, href: str, etag: str, text: str, before: DavItem | None
    ) -> None:
        """Take one resource; an event that was changed here too keeps what we alone changed."""
        calendar = self._link.calendar
        kept = False

        def merge(event: Event, theirs: ExchangedEvent) -> ExchangedEvent:
            nonlocal kept
            state = dav.state_of(work.connection, calendar, event.id)
            base = _read(event.ical or "")
            if base is None or (before is not None and before.state == state):
                return theirs
            kept = True
            return merged(base, exchanged(work, event), theirs)

        try:
            entries = entries_of_text(text, DEFAULT_ZONE)
        except CalendarProblem:
            self._done.refused += 1
            return
        taken = take_entries(work, calendar, entries[:1], merge)
        if not taken.by_entry:
            self._done.refused += 1
            return
        event = taken.by_entry[0]
        self._done.came += len(taken.new) + len(taken.changed)
        state = "" if kept else dav.state_of(work.connection, calendar, event)
        dav.keep_items(work.connection, calendar, [DavItem(href, etag, event, state)])

    def _take_away(self, hrefs: Iterable[str], known: Mapping[str, DavItem]) -> None:
        """Bin what was deleted there; what was changed here meanwhile is sent anew instead."""
        gone = sorted(hrefs)
        if not gone:
            return
        with self._work() as work:
            states = dav.states(work.connection, self._link.calendar)
            doomed = [known[h].event for h in gone if states.get(known[h].event) == known[h].state]
            work.delete("event", doomed)
            dav.forget_items(work.connection, self._link.calendar, gone)
            self._done.gone += len(doomed)

    def _send(self) -> None:
        states, known = self._states(), self._known()
        by_event = {item.event: item for item in known.values()}
        changed = [one for one, state in states.items() if self._is_new(by_event.get(one), state)]
        for one in changed:
            self._send_one(one, by_event.get(one))
        for item in known.values():
            if item.event not in states and self._server.delete(
                self._link.url, item.href, item.etag
            ):
                self._done.deleted += 1
                self._forget(item.href)
            elif item.event not in states:
                self._forget(item.href)  # it was changed there: it comes back with the next round

    @staticmethod
    def _is_new(item: DavItem | None, state: str) -> bool:
        return item is None or item.state != state

    def _send_one(self, event: uuid.UUID, item: DavItem | None) -> None:
        with self._work() as work:
            entries = list(entries_of_events(work, [event]))
        if not entries:
            return
        text = entries[0].text
        href = item.href if item is not None else href_of(self._link.url, entries[0].uid)
        etag = self._server.put(self._link.url, href, text, item.etag if item is not None else "")
        if etag is None:
            return  # it was changed there meanwhile: the next round merges
        if not etag:
            etag = next((tag for _h, tag, _t in self._server.texts(self._link.url, [href])), "")
        self._settle(event, entries[0], href, etag)
        self._done.sent += 1

    def _settle(self, event: uuid.UUID, entry: Entry, href: str, etag: str) -> None:
        """Remember that both have this text now."""
        with self._work() as work:
            row = work.session.get_one(Event, event)
            row.ical, row.uid = entry.text, entry.uid[:255]
            work.session.flush()
            state = dav.state_of(work.connection, self._link.calendar, event)
            item = DavItem(href, etag, event, state)
            dav.keep_items(work.connection, self._link.calendar, [item])

    def _forget(self, href: str) -> None:
        with self._work() as work:
            dav.forget_items(work.connection, self._link.calendar, [href])

    def _work(self) -> AbstractContextManager[Work]:
        return self._store.work(self._actor, COMMAND)


def _read(text: str) -> ExchangedEvent | None:
    try:
        entries = entries_of_text(text, DEFAULT_ZONE) if text else []
        return read_event(entries[0]) if entries else None
    except (CalendarProblem, InvalidValueError):
        return None
