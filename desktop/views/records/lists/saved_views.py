"""Saved views of a list: filter, columns, order and grouping under a name."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.entities import Entity
from desktop.core.filters import EVERYTHING, Condition, Filter, Group, Json, Op
from desktop.core.i18n import _
from desktop.core.json_file import JsonObject
from desktop.core.pages import ListQuery, Row, Sort
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.system_views import views_of
from desktop.views.all_rows import Rows, read_rows
from desktop.views.jobs import Jobs
from desktop.views.records.lists.list_state import (
    ListState,
    own_state,
    state_from_json,
    state_to_json,
)

ENTITY: Final = "saved_view"
COLUMNS: Final = ("name", "query", "is_default")


@dataclass(frozen=True, slots=True)
class SavedView:
    """One saved view; `state` is what `list_state.state_to_json` wrote."""

    id: uuid.UUID
    name: str
    state: JsonObject
    is_default: bool = False
    is_own: bool = True  # somebody saved it; it may be changed, renamed and deleted


class SavedViews(QObject):
    """Reads and writes the saved views of one entity's list.

    Signals:
        changed: the views, their names or the default are others.
        saved: the id of a view that was made just now.
    """

    changed = Signal()
    saved = Signal(object)

    def __init__(self, entity: Entity, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entity = entity
        self._jobs = jobs
        self._views: tuple[SavedView, ...] = ()
        self.is_read = False
        jobs.changes.changed.connect(self._on_changed)
        self.read()

    @property
    def views(self) -> tuple[SavedView, ...]:
        """The views that are always there, then the others by name."""
        return (*self._system_views(), *self._views)

    def default(self) -> SavedView | None:
        """Return the view that the list opens with."""
        return next((view for view in self._views if view.is_default), None)

    def find(self, view_id: str) -> SavedView | None:
        """Return a view by its id as text."""
        return next((view for view in self.views if str(view.id) == view_id), None)

    def is_own(self, state: ListState) -> bool:
        """Tell whether a list shows just what its view does, with nothing added or taken away."""
        return not state.search and state.filter == self._filter_of(state.view)

    def cleared(self, state: ListState) -> ListState:
        """Return a list's look without what was added to its view; next time without the view's."""
        found = EVERYTHING if self.is_own(state) else self._filter_of(state.view)
        return replace(state, filter=found, search="")

    def _filter_of(self, view_id: str) -> Filter:
        view = self.find(view_id)
        return EVERYTHING if view is None else state_from_json(self._entity, view.state).filter

    def _system_views(self) -> Iterator[SavedView]:
        own = own_state(self._entity)
        for view in views_of(self._entity.key):
            state = replace(
                own,
                columns=view.columns or own.columns,
                filter=view.filter,
                sort=Sort(*view.sort) if view.sort else None,
                group=view.group,
            )
            yield SavedView(view.id, _(view.label), kept_json(state), is_own=False)

    def read(self) -> None:
        """Read the views again."""
        own = Group((Condition("entity", Op.EQUALS, self._entity.key),))
        query = ListQuery(ENTITY, COLUMNS, own, sort=Sort("name"))

        def ask(reads: Reads) -> Rows:
            return read_rows(reads, query)

        self._jobs.cards.submit(ask, self._on_views_read)

    def save_new(self, name: str, state: ListState, *, is_default: bool = False) -> None:
        """Keep the list's look under a new name."""
        if is_default:
            self.make_default(None)
        values: dict[str, Json] = {
            "name": name,
            "entity": self._entity.key,
            "query": kept_json(state),
            "is_default": is_default,
        }
        self._jobs.start(self._create(values), name=_("Saving the view"))

    def save_over(self, view: SavedView, state: ListState) -> None:
        """Keep the list's look under the view's name."""
        self._change(view, {"query": (view.state, kept_json(state))})

    def rename(self, view: SavedView, name: str) -> None:
        """Call a view otherwise."""
        self._change(view, {"name": (view.name, name)})

    def make_default(self, view: SavedView | None) -> None:
        """Let the list open with a view, or with its own look."""
        before = self.default()
        if before is not None and before != view:
            self._change(before, {"is_default": (True, False)})
        if view is not None and not view.is_default:
            self._change(view, {"is_default": (False, True)})

    def delete(self, view: SavedView) -> None:
        """Put a view into the bin; it can be undone."""
        work = self._run(f"{ENTITY}.delete", ids=[str(view.id)])
        self._jobs.start(work, name=_("Deleting the view"))

    def _change(self, view: SavedView, edits: Mapping[str, tuple[Json, Json]]) -> None:
        values = {name: list(pair) for name, pair in edits.items()}
        work = self._run(f"{ENTITY}.save", id=str(view.id), values=values)
        self._jobs.start(work, name=_("Saving the view"))

    async def _run(self, key: str, **arguments: object) -> None:
        await self._jobs.command(key, **arguments)

    async def _create(self, values: Mapping[str, Json]) -> None:
        outcome = await self._jobs.command(f"{ENTITY}.create", values=values)
        self.saved.emit(str(outcome.value))

    @Slot(object)
    def _on_views_read(self, found: Rows) -> None:
        self._views = tuple(_view_of(row) for row in found.rows)
        self.is_read = True
        self.changed.emit()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(ENTITY):
            self.read()


def kept_json(state: ListState) -> JsonObject:
    """Return what a saved view keeps: not which groups are folded, nor the view it came from."""
    return state_to_json(replace(state, folded=frozenset(), view=""))


def _view_of(row: Row) -> SavedView:
    name, query, is_default = row.values
    state = query if isinstance(query, dict) else {}
    return SavedView(row.id, str(name), state, is_default is True)
