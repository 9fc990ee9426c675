"""The door for questions: `core.ports.Reads` on the local database.

Every reader thread makes its own. No mapped class and no SQLAlchemy is needed, so the window's
first list is read before they are loaded; entities come from the manifest. For the same reason only
what reads lists is imported at once, the rest with the first question of its kind.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.clock import Clock, local_day
from desktop.core.entities import get_entity
from desktop.core.filters import Filter
from desktop.core.pages import ListQuery, Page, Ref, Snapshot
from desktop.store.cells import Cells
from desktop.store.conditions import EVERYBODY, Scope
from desktop.store.list_plan import ListPlan
from desktop.store.lists import Lists
from desktop.store.picking import count_rows
from desktop.store.reader import Reader
from desktop.store.reads_work import WorkReads

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from desktop.core.access import Access
    from desktop.core.deletion import Hanging
    from desktop.core.diary.entry import BusyTime, CalendarInfo, Entry
    from desktop.core.filters import Json
    from desktop.core.kinds.base import ExportCell
    from desktop.core.likeness import Duplicate
    from desktop.core.organisation import Organisation
    from desktop.core.pages import Card, HistoryEntry, Hit, TimelineEntry
    from desktop.core.statistics import Counting, StatisticsQuery


class LocalReads(WorkReads):
    """Answers in the thread that made it; see `core.ports.Reads` for each question.

    Every question may raise CancelledError (after `interrupt`), BusyError, StorageError and
    CorruptStoreError; one with a filter, order or group InvalidValueError.
    """

    def __init__(
        self, path: Path, clock: Clock, key: bytes | None = None, scope: Scope = EVERYBODY
    ) -> None:
        self._reader = Reader(path, key)
        if scope.member is not None:
            from desktop.store.row_rights import narrow

            narrow(self._reader.connection, scope)
        self._clock = clock
        self._scope = scope
        self._lists = Lists(self._reader, scope)

    def first_page(self, query: ListQuery) -> Page:
        """Return the first rows at once, by index; `total` only where all of them fit."""
        with self._reader.question():
            return self._lists.first_page(query, self._today())

    def snapshot(self, list_id: int, query: ListQuery) -> Snapshot:
        """Fix the order of the whole list under `list_id` and return its exact size and groups."""
        with self._reader.question():
            return self._lists.snapshot(list_id, query, self._today())

    def page(self, list_id: int, query: ListQuery, first: int) -> Page:
        """Return PAGE_ROWS rows from position `first` on, by the snapshot of `list_id`.

        A row that was deleted for good since then has the id `cells.NOBODY` and no values.
        """
        with self._reader.question():
            return self._lists.page(list_id, query, first, self._today())

    def positions(
        self, list_id: int, record_ids: Sequence[uuid.UUID], near: int = 0
    ) -> dict[uuid.UUID, int]:
        """Return where the records stand in the snapshot, if twice then nearest to `near`."""
        with self._reader.question():
            return self._lists.positions(list_id, record_ids, near)

    def ids_between(self, list_id: int, first: int, last: int) -> list[uuid.UUID]:
        """Return the ids at positions `first` to `last`, both included."""
        with self._reader.question():
            return self._lists.ids_between(list_id, first, last)

    def rows(self, query: ListQuery, record_ids: Sequence[uuid.UUID]) -> Page:
        """Return these records with the query's columns, as far as they exist."""
        with self._reader.question():
            return self._lists.rows(query, record_ids)

    def cells_for_files(
        self, query: ListQuery, record_ids: Sequence[uuid.UUID]
    ) -> list[tuple[ExportCell, ...]]:
        """Return the query's columns of these records as files hold them, as far as they exist."""
        cells = Cells(get_entity(query.entity), query.columns)
        with self._reader.question():
            return cells.for_files(self._reader, record_ids)

    def close_list(self, list_id: int) -> None:
        """Forget a snapshot."""
        with self._reader.question():
            self._lists.close(list_id)

    def count(self, entity: str, condition: Filter) -> int:
        """Return how many living records fulfil `condition`."""
        query = ListQuery(entity, (), condition)
        with self._reader.question():
            plan = ListPlan(self._reader, query, self._today(), self._scope)
            return count_rows(self._reader, plan.answering())

    def statistics(self, query: StatisticsQuery, counting: Counting | None = None) -> Counting:
        """Count some more of a statistic's records; the answer is in what is returned at last."""
        from desktop.store.statistics import count_on

        with self._reader.question():
            return count_on(self._reader, query, counting, self._today(), self._scope)

    def card(self, entity: str, record_id: uuid.UUID) -> Card:
        """Return one record whole; raise RecordGoneError."""
        from desktop.store.cards import read_card

        with self._reader.question():
            return read_card(self._reader, get_entity(entity), record_id, self._scope.member)

    def choices(self, entity: str, text: str, limit: int = 20) -> list[Hit]:
        """Return records whose title or search words fit what was typed, for a link's editor."""
        from desktop.store.search import find_choices

        with self._reader.question():
            return find_choices(self._reader, get_entity(entity), text, limit, self._scope)

    def search(self, text: str, limit: int = 40, entities: Sequence[str] = ()) -> list[Hit]:
        """Return the best records of all (or these) entities for what was typed."""
        from desktop.store.search import search_everything

        with self._reader.question():
            return search_everything(self._reader, text, limit, entities, self._scope)

    def timeline(
        self, entity: str, record_id: uuid.UUID, kinds: Sequence[str], before: int, limit: int
    ) -> list[TimelineEntry]:
        """Return what happened with a customer before `before` (microseconds), newest first."""
        from desktop.store.timeline import read_timeline

        of = Ref(entity, record_id, "")
        with self._reader.question():
            return read_timeline(self._reader, of, get_entity(entity), kinds, before, limit)

    def held_since(self, record_id: uuid.UUID | None = None) -> Mapping[str, int]:
        """Return by entity since when a company's history is here; others are here whole."""
        from desktop.store.held_history import held_since

        with self._reader.question():
            return held_since(self._reader.connection, record_id)

    def history(self, entity: str, record_id: uuid.UUID, limit: int = 200) -> list[HistoryEntry]:
        """Return the changes of one record, newest first."""
        from desktop.store.history import read_history

        with self._reader.question():
            return read_history(self._reader, get_entity(entity), record_id, limit)

    def refs(self, entity: str, record_ids: Sequence[uuid.UUID]) -> list[Ref]:
        """Return the titles of records, as far as they exist."""
        from desktop.store.cards import read_refs

        with self._reader.question():
            return read_refs(self._reader, get_entity(entity), record_ids)

    def duplicates(
        self,
        entity: str,
        values: Mapping[str, Json],
        besides: uuid.UUID | None = None,
        limit: int = 5,
    ) -> list[Duplicate]:
        """Return the records that may mean the same as `values`, the likeliest first."""
        from desktop.store.duplicates import find_duplicates

        with self._reader.question():
            return find_duplicates(self._reader, get_entity(entity), values, besides, limit)

    def merged_into(self, entity: str, record_id: uuid.UUID) -> Ref | None:
        """Return the record into which one that lies in the bin was merged."""
        from desktop.store.duplicates import read_merged_into

        with self._reader.question():
            return read_merged_into(self._reader, get_entity(entity), record_id)

    def organisation(self) -> Organisation:
        """Return the people of the company, its units and roles."""
        from desktop.store.organisation import read_organisation

        with self._reader.question():
            return read_organisation(self._reader.connection)

    def access(self, entity: str, record_ids: Sequence[uuid.UUID]) -> Access:
        """Return with whom records are shared, and what decides on the rights on a single one."""
        from desktop.store.organisation import read_access

        with self._reader.question():
            return read_access(self._reader.connection, entity, record_ids)

    def hanging(self, entity: str, record_ids: Sequence[uuid.UUID]) -> Hanging:
        """Return what hangs on living records and what would become of it if they were deleted."""
        from desktop.store.recycle_bin import hanging

        with self._reader.question():
            return hanging(self._reader.connection, entity, record_ids)

    def diary(
        self,
        first: dt.date,
        last: dt.date,
        zone: str,
        calendars: Collection[uuid.UUID] | None = None,
    ) -> tuple[Entry, ...]:
        """Return what stands in calendars from `first` to `last`, in the wall time of a zone."""
        from desktop.store.diary.reading import Diary

        with self._reader.question():
            diary = Diary(self._reader.connection, self._scope, first, last, zone)
            return diary.entries(calendars)

    def diary_days(
        self,
        first: dt.date,
        last: dt.date,
        zone: str,
        calendars: Collection[uuid.UUID] | None = None,
    ) -> Mapping[dt.date, int]:
        """Return how much stands in calendars on each day that has something."""
        from desktop.store.diary.reading import Diary

        with self._reader.question():
            diary = Diary(self._reader.connection, self._scope, first, last, zone)
            return diary.days(calendars)

    def calendars(self) -> tuple[CalendarInfo, ...]:
        """Return the calendars that the person sees, the own ones first."""
        from desktop.store.diary.calendars import read_calendars

        with self._reader.question():
            found = read_calendars(self._reader.connection, self._scope)
            return tuple(one.info for one in found)

    def busy_times(
        self, who: Collection[uuid.UUID], first: dt.date, last: dt.date, zone: str
    ) -> tuple[BusyTime, ...]:
        """Return when users, and rooms by the ids of their calendars, are not free."""
        from desktop.store.diary.busy import busy_times
        from desktop.store.diary.reading import Diary

        with self._reader.question():
            diary = Diary(self._reader.connection, self._scope, first, last, zone)
            return busy_times(who, diary.entries(who))

    def interrupt(self) -> None:
        """Stop the question under way; any thread may call it."""
        self._reader.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._reader.close()

    def _today(self) -> dt.date:
        return local_day(self._clock.now())
