"""What can be printed: a list, or the card of one record."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Final, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from desktop.core.changes import Changes
from desktop.core.clock import SystemClock, local_day
from desktop.core.dates import format_day_long
from desktop.core.entities import Entity, get_entity
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.core.pages import ListQuery
from desktop.views.jobs import Jobs
from desktop.views.printing.card_lines import CardLines
from desktop.views.printing.list_lines import ListLines
from desktop.views.printing.pages import Pages
from desktop.views.printing.paper import Paper
from desktop.views.printing.sheet import Sheet
from desktop.views.records.lists.table_selection import Selection
from desktop.views.records.timeline_view import has_timeline

Advance = Callable[[int, int], None]
MANY_COLUMNS: Final = 5  # more of them stand better on a page that lies


class Printable(Protocol):
    """Something that becomes a sheet; `option` is its own yes-or-no question, or ""."""

    title: str
    option: str
    is_chosen: bool  # what the option says at first
    is_landscape: bool  # how the page lies at first

    async def read(self, advance: Advance, *, chosen: bool) -> Sheet:
        """Read what is printed; raise AppError."""
        ...

    def is_stale(self, changes: Changes) -> bool:
        """Tell whether what was read must not be shown any longer."""
        ...


@runtime_checkable
class LaysOut(Protocol):
    """A print that is no table: it lays its pages out itself."""

    def pages(self, sheet: Sheet, paper: Paper) -> Pages:
        """Return the pages of what was read."""
        ...


@runtime_checkable
class HasChoices(Protocol):
    """A print about which more can be chosen."""

    def choices(self, changed: Callable[[], object]) -> QWidget:
        """Return the choices, which call `changed` when one of them was made."""
        ...


class ListPrint:
    """A list: all its rows, or those that are selected."""

    def __init__(
        self, jobs: Jobs, query: ListQuery, selection: Selection, narrowing: str = ""
    ) -> None:
        """Take a list; `narrowing` says in words which of the records it shows."""
        self._jobs = jobs
        self._query = query
        self._narrowing = narrowing
        self._selection = selection
        self._entity = get_entity(query.entity)
        self.title = _(self._entity.plural)
        self.is_landscape = len(query.columns) > MANY_COLUMNS
        some = selection.count if not selection.is_whole else 0
        self.is_chosen = some > 1
        words = _("Only the {count} selected")
        self.option = words.format(count=format_number(some, language())) if some else ""

    async def read(self, advance: Advance, *, chosen: bool) -> Sheet:
        """Read all rows, or the selected ones."""
        source = ListLines(self._jobs, self._query, self._selection if chosen else None)
        lines = await source.read(advance)
        count = sum(not line.is_heading for line in lines)
        return Sheet(self.title, self._note(count), today(), source.columns, lines)

    def is_stale(self, _changes: Changes) -> bool:
        """Tell that a list stays as it was when it was asked for, whatever others edit."""
        return False

    def _note(self, count: int) -> str:
        is_one = count == 1 or language() == "vi"  # which has one form
        name = self._entity.label if is_one else self._entity.plural
        number = format_number(count, language())
        words = _("{count} {records}").format(count=number, records=_(name).lower())
        searched = _("found by “{text}”").format(text=self._query.search)
        found = searched if self._query.search else ""
        return " · ".join(filter(None, (words, self._narrowing, found)))


class CardPrint:
    """The card of one record, with or without what happened lately."""

    is_landscape = False
    is_chosen = False

    def __init__(self, jobs: Jobs, entity: Entity, record_id: uuid.UUID) -> None:
        self._source = CardLines(jobs, entity, record_id)
        self._entity = entity
        self._record_id = record_id
        self.title = _(entity.label)  # until it is read
        self.option = _("With what happened lately") if has_timeline(entity) else ""

    async def read(self, _advance: Advance, *, chosen: bool) -> Sheet:
        """Read the record as it is saved."""
        self.title = _(self._entity.label)
        card, lines = await self._source.read(with_events=chosen)
        self.title = card.title
        note = _(self._entity.label)
        return Sheet(card.title, note, today(), self._source.columns, lines, has_header=False)

    def is_stale(self, changes: Changes) -> bool:
        """Tell whether the record was changed, or may not be seen any more."""
        return changes.touches(self._entity.key, self._record_id)


def today() -> str:
    """Return the day that stands on what is printed now."""
    return format_day_long(local_day(SystemClock().now()))
