"""The order of a list: ids alone, newest first by the ids themselves, so that nothing is sorted.

A whole order is read as one text that SQLite makes: 100,000 rows one by one take twice as long.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Final

from desktop.core.clock import find_zone, local_day, local_zone
from desktop.core.mail.places import (
    MailOrder,
    MailPlace,
    MailQuery,
    MailSort,
    OrderGroup,
    PlaceKind,
    QuickFilter,
)
from desktop.mail.boxes.day_groups import day_groups
from desktop.mail.boxes.known import KnownPeople
from desktop.mail.boxes.place_conditions import (
    GATHERED,
    KEPT,
    VISIBLE,
    with_people,
    within_account,
)
from desktop.mail.boxes.search_words import Search, read_search
from desktop.store.reader import Reader
from desktop.store.sql import Sql, all_of

_KEYS: Final = {
    MailSort.SENDER: "fold(m.sender_name) {0}, m.id DESC",
    MailSort.SUBJECT: "fold(m.subject) {0}, m.id DESC",
    MailSort.SIZE: "m.size {0}, m.id DESC",
    MailSort.DATE: "m.id {0}",
}
_FILTERS: Final = {
    QuickFilter.UNREAD: "m.flags & 1 = 0",
    QuickFilter.FLAGGED: "m.flags & 4",
    QuickFilter.FILES: "m.files > 0",
    QuickFilter.PINNED: "m.pinned",
}
_ROOM: Final = 5  # as many messages as rows are looked at for conversations, to begin with


class Orders:
    """Makes orders with one reader; of its thread."""

    def __init__(self, reader: Reader, known: KnownPeople) -> None:
        self._reader = reader
        self._known = known

    def order(self, query: MailQuery, now: datetime, limit: int = 0) -> MailOrder:
        """Return the order of a list, or its beginning."""
        zone = find_zone(query.zone) if query.zone else local_zone()
        today = local_day(now, zone)
        search = read_search(query.words, today, zone, self._known.addresses_of)
        place = self._place(query.place, today, zone)
        if search.names_folder and query.place.kind is PlaceKind.EVERYWHERE:
            place = (VISIBLE,)
        folders = self._folders(query.place)
        if search.match or query.sort is not MailSort.DATE or not query.descending:
            parts = (*place, *self._filters(query), *search.conditions)
            return self._found(query, search, parts, today, limit)
        conditions = (*self._filters(query), *search.conditions)
        is_plain = not conditions
        if folders is not None:
            ids = self._of_folders(folders, conditions, query, limit)
        else:
            ids = self._ids(Sql("message m"), (*place, *conditions), query, limit)
        total, unread = len(ids), 0
        if is_plain and folders is not None:
            counted, unread = self._counts(folders)
            total = counted if limit and len(ids) >= limit else len(ids)
        pinned = self._pinned(query.place, ids) if is_plain and folders is not None else []
        groups = day_groups(ids, len(pinned), today, zone)
        is_whole = not limit or len(ids) < limit
        return MailOrder(query, ids, groups, total, unread, is_whole, search.problem)

    # --- where
    def _folders(self, place: MailPlace) -> list[int] | None:
        """Return the folders that a place is made of; None if it is of another kind."""
        if place.kind is PlaceKind.FOLDERS:
            return list(place.folders)
        if place.kind is not PlaceKind.ROLE or place.role is None:
            return None
        asked = Sql("SELECT f.id FROM folder f JOIN account a ON a.number = f.account")
        asked += Sql(" WHERE f.role = ? AND f.is_gone = 0", (place.role.value,))
        if place.account is not None:
            asked += Sql(" AND a.id = ?", (place.account.bytes,))
        return [one for (one,) in self._reader.rows(asked)]

    def _place(self, place: MailPlace, today: date, zone: tzinfo) -> tuple[Sql, ...]:
        folders = self._folders(place)
        if folders is not None:
            told = json.dumps(folders)
            return (VISIBLE, Sql("m.folder IN (SELECT value FROM json_each(?))", (told,)))
        return (*within_account(place), *self._gathered(place, today, zone))

    def _gathered(self, place: MailPlace, today: date, zone: tzinfo) -> tuple[Sql, ...]:
        if place.kind in GATHERED:
            return GATHERED[place.kind]
        if place.kind is PlaceKind.TAG:
            tagged = "m.keywords <> '' AND instr(' ' || m.keywords || ' ', ?)"
            return (VISIBLE, Sql(tagged, (f" {place.words} ",)))
        if place.kind is PlaceKind.PEOPLE:
            return (VISIBLE, with_people(place.words.splitlines()))
        if place.kind is PlaceKind.FOUND:
            search = read_search(place.words, today, zone, self._known.addresses_of)
            within = "m.id IN (SELECT rowid FROM fts WHERE fts MATCH ?)"
            words = (Sql(within, (search.exact or search.match,)),) if search.match else ()
            return (KEPT, *words, *search.conditions)
        return (KEPT,)

    def _filters(self, query: MailQuery) -> tuple[Sql, ...]:
        found = [Sql(_FILTERS[one]) for one in sorted(query.only) if one in _FILTERS]
        if QuickFilter.KNOWN in query.only:
            found.append(self._known_senders())
        if QuickFilter.TO_ME in query.only:
            own = self._known.own_addresses()
            found.append(with_people(own, kinds=(1, 2)))
        return tuple(found)

    def _known_senders(self) -> Sql:
        asked = "SELECT address FROM address WHERE heard AND written = 0"
        strangers = [address for (address,) in self._reader.rows(asked)]
        known = json.dumps(sorted(self._known.refs(strangers)))
        within = (
            "m.sender IN (SELECT id FROM address WHERE written > 0 OR address IN"
            " (SELECT value FROM json_each(?)))"
        )
        return Sql(within, (known,))

    # --- what
    def _of_folders(
        self, folders: Sequence[int], conditions: Sequence[Sql], query: MailQuery, limit: int
    ) -> array[int]:
        """Return the newest of all folders: each is read in its order, then they are merged."""
        gathered: list[int] = []
        for folder in folders:
            within = (Sql("m.folder = ? AND m.hidden = 0", (folder,)), *conditions)
            gathered += self._ids(Sql("message m"), within, query, limit)
        if len(folders) > 1:
            gathered.sort(reverse=True)
            if query.conversations:
                gathered = self._newest_of_threads(gathered)
        return array("q", gathered[:limit] if limit else gathered)

    def _ids(
        self, source: Sql, conditions: Sequence[Sql], query: MailQuery, limit: int
    ) -> array[int]:
        """Return ids, newest first; of each conversation one."""
        where = " WHERE " + all_of(conditions)
        if query.conversations and limit:
            return self._first_threads(source, where, limit)
        if query.conversations:
            asked = "SELECT max(m.id) AS id FROM " + source + where + " GROUP BY m.thread"
            whole = "SELECT json_group_array(id) FROM (" + asked + ")"
            found = sorted(self._listed(whole), reverse=True)
            return array("q", found)
        asked = "SELECT m.id AS id FROM " + source + where + " ORDER BY m.id DESC"
        if limit:
            rows = self._reader.rows(asked + Sql(" LIMIT ?", (limit,)))
            return array("q", [one for (one,) in rows])
        return array("q", self._listed("SELECT json_group_array(id) FROM (" + asked + ")"))

    def _first_threads(self, source: Sql, where: Sql, limit: int) -> array[int]:
        asked = "SELECT m.id, m.thread FROM " + source + where + " ORDER BY m.id DESC LIMIT ?"
        room = limit * _ROOM
        while True:
            rows = self._reader.rows(asked + Sql("", (room,)))
            newest: dict[int, int] = {}
            for message, thread in rows:
                newest.setdefault(thread, message)
            if len(newest) >= limit or len(rows) < room:
                return array("q", list(newest.values())[:limit])
            room *= 4

    def _newest_of_threads(self, ids: Sequence[int]) -> list[int]:
        asked = "SELECT m.id, m.thread FROM message m JOIN json_each(?) j ON j.value = m.id"
        told = (json.dumps(list(ids)),)
        threads: dict[int, int] = dict(self._reader.rows(Sql(asked, told)))
        seen: dict[int, int] = {}
        for message in ids:
            seen.setdefault(threads.get(message, message), message)
        return list(seen.values())

    def _found(
        self,
        query: MailQuery,
        search: Search,
        conditions: Sequence[Sql],
        today: date,
        limit: int,
    ) -> MailOrder:
        """Return what words find, or a list in another order than that of time."""
        exact = self._matching(search.exact, conditions, query, limit) if search.exact else []
        is_full = bool(limit) and len(exact) >= limit
        rest = [] if is_full else self._matching(search.match, conditions, query, limit)
        taken = set(exact)
        others = [one for one in rest if one not in taken]
        if query.conversations and exact:
            others = self._beside(exact, others)
        ids = array("q", [*exact, *others][: limit or None])
        zone = find_zone(query.zone) if query.zone else local_zone()
        is_by_time = query.sort is MailSort.DATE and query.descending
        groups = () if exact or not is_by_time else day_groups(ids, 0, today, zone)
        if exact and len(ids) > len(exact):
            other = OrderGroup("similar", len(exact), len(ids) - len(exact))
            groups = (OrderGroup("typed", 0, len(exact)), other)
        total = len(ids)
        is_whole = not limit or len(ids) < limit
        return MailOrder(query, ids, groups, total, 0, is_whole, search.problem)

    def _beside(self, exact: Sequence[int], others: Sequence[int]) -> list[int]:
        both = self._newest_of_threads([*exact, *others])
        shown = set(exact)
        return [one for one in both if one not in shown]

    def _matching(
        self, match: str, conditions: Sequence[Sql], query: MailQuery, limit: int
    ) -> list[int]:
        source = Sql("message m")
        if match:
            source = Sql("fts f CROSS JOIN message m ON m.id = f.rowid")
            conditions = (Sql("f.fts MATCH ?", (match,)), *conditions)
        key = "m.id"
        if match and query.sort is MailSort.DATE and query.descending:
            key = "f.rowid"  # the index itself gives them newest first
        elif query.sort is not MailSort.DATE or not query.descending:
            way = "DESC" if query.descending else "ASC"
            return self._sorted(source, conditions, query, _KEYS[query.sort].format(way), limit)
        where = " WHERE " + all_of(conditions) + f" ORDER BY {key} DESC"
        room = limit * _ROOM if query.conversations else limit
        tail = Sql(" LIMIT ?", (room,)) if limit else Sql("")
        asked = "SELECT m.id, m.thread FROM " + source + where + tail
        rows = self._reader.rows(asked)
        return _heads(rows, limit) if query.conversations else [one for one, _thread in rows]

    def _sorted(
        self, source: Sql, conditions: Sequence[Sql], query: MailQuery, key: str, limit: int
    ) -> list[int]:
        asked = "SELECT m.id, m.thread FROM " + source + " WHERE " + all_of(conditions)
        rows = self._reader.rows(asked + f" ORDER BY {key}")
        ids = _heads(rows, limit) if query.conversations else [one for one, _thread in rows]
        return ids[:limit] if limit else ids

    # --- beside it
    def _pinned(self, place: MailPlace, ids: array[int]) -> list[int]:
        """Bring what is pinned to the beginning, and return it."""
        asked = Sql(
            "SELECT m.id FROM message m INDEXED BY message_pinned"
            " WHERE m.pinned AND m.folder IS NOT NULL"
        )
        pinned = sorted((one for (one,) in self._reader.rows(asked)), reverse=True)
        found = []
        for one in pinned:
            at = bisect_left(ids, -one, key=lambda number: -number)
            if at < len(ids) and ids[at] == one:
                found.append(one)
                del ids[at]
        ids[:0] = array("q", found)
        return found

    def _counts(self, folders: Sequence[int]) -> tuple[int, int]:
        asked = (
            "SELECT coalesce(sum(total), 0), coalesce(sum(unread), 0) FROM folder"
            " WHERE id IN (SELECT value FROM json_each(?))"
        )
        found = self._reader.row(Sql(asked, (json.dumps(list(folders)),))) or (0, 0)
        return found[0], found[1]

    def _listed(self, sql: Sql) -> list[int]:
        found = self._reader.row(sql)
        ids: list[int] = json.loads(found[0]) if found else []
        return ids


def _heads(rows: Sequence[tuple[int, int]], limit: int) -> list[int]:
    heads: dict[int, int] = {}
    for message, thread in rows:
        heads.setdefault(thread, message)
    found = list(heads.values())
    return found[:limit] if limit else found
