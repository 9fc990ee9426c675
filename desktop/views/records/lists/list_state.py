"""How a list looks: columns, widths, order, groups, filter; kept as JSON and as saved views."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Final

from desktop.core import filters
from desktop.core.entities import Entity, get_entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import EVERYTHING, Filter, Group, Json
from desktop.core.json_file import JsonObject
from desktop.core.kinds import kind_of
from desktop.core.pages import BIN_LABELS, DELETED_ON, ListQuery, Sort
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import meant_now

VERSION: Final = 1
TITLE_WIDTH: Final = 260
PERSON_WIDTH: Final = 200
NAME_WIDTH: Final = 220  # of a link to what has long names, as companies have
_NOT_SHOWN: Final = frozenset({Kind.JSON})


@dataclass(frozen=True)
class ListState:
    """Everything about a list that a person set up; an empty one is the entity's own look."""

    columns: tuple[str, ...]
    widths: Mapping[str, int] = field(default_factory=dict)
    filter: Filter = EVERYTHING
    search: str = ""
    sort: Sort | None = None
    group: str = ""
    folded: frozenset[str] = frozenset()
    is_cards: bool = False
    view: str = ""  # id of the saved view that it began with
    statistics: Mapping[str, Json] = field(default_factory=dict)  # the pane's choice; none: hidden

    @property
    def is_filtered(self) -> bool:
        """Whether records are left out."""
        return bool(self.filter.items or self.search)

    def query(
        self, entity: Entity, me: uuid.UUID | None, today: date, *, in_bin: bool = False
    ) -> ListQuery:
        """Return what the list asks for, with "me" and birthdays as they are today."""
        condition = meant_now(self.filter, entity, me, today)
        return ListQuery(
            entity.key, self.columns, condition, self.search, self.sort, self.group, in_bin
        )

    def shown_sort(self, entity: Entity) -> Sort | None:
        """Return the order whose arrow is drawn: a search without an order is by relevance."""
        if self.sort or self.search or not entity.sort:
            return self.sort
        return Sort(entity.sort, entity.descending)

    def width(self, column: Field, *, is_title: bool = False) -> int:
        """Return the width of a column at 100 %."""
        return self.widths.get(column.name) or own_width(column, is_title=is_title)


def shown_fields(entity: Entity) -> list[Field]:
    """Return the fields that can be columns."""
    return [one for one in entity.fields if one.kind not in _NOT_SHOWN]


def groupable_fields(entity: Entity) -> list[Field]:
    """Return the fields by which lists can be grouped."""
    return [one for one in shown_fields(entity) if kind_of(one).groupable]


def own_state(entity: Entity, fixed: Collection[str] = (), *, in_bin: bool = False) -> ListState:
    """Return how a list looks before anybody changed it; a bin with what came last on top.

    Fields whose value is the same in all its records need no column: they are `fixed`.
    """
    names = (name for name in entity.list_columns if name in entity.by_name)
    columns = tuple(name for name in names if name not in fixed)
    if not in_bin or DELETED_ON not in entity.by_name:
        return ListState(columns)
    others = (name for name in columns if name != entity.title and name not in BIN_LABELS)
    return ListState((entity.title, *BIN_LABELS, *others), sort=Sort(DELETED_ON, descending=True))


def state_to_json(state: ListState) -> JsonObject:
    """Return the state as JSON."""
    sort: Json = None
    if state.sort:
        sort = {"field": state.sort.field, "descending": state.sort.descending}
    return {
        "version": VERSION,
        "columns": [*state.columns],
        "widths": dict(state.widths),
        "filter": filters.to_json(state.filter),
        "search": state.search,
        "sort": sort,
        "group": state.group,
        "folded": [*sorted(state.folded)],
        "cards": state.is_cards,
        "view": state.view,
        "statistics": dict(state.statistics),
    }


def state_from_json(entity: Entity, data: Mapping[str, Json]) -> ListState:
    """Return the state that `state_to_json` wrote; what does not fit any more is left out."""
    own = own_state(entity)
    names = {one.name for one in shown_fields(entity)}
    columns = tuple(name for name in _texts(data.get("columns")) if name in names)
    widths = data.get("widths")
    numbers = widths.items() if isinstance(widths, dict) else ()
    group = data.get("group")
    groups = {one.name for one in groupable_fields(entity)}
    search, view = data.get("search"), data.get("view")
    statistics = data.get("statistics")
    return replace(
        own,
        columns=columns or own.columns,
        widths={name: width for name, width in numbers if isinstance(width, int)},
        filter=_filter(entity, data.get("filter")),
        search=search if isinstance(search, str) else "",
        sort=_sort(entity, data.get("sort")),
        group=group if isinstance(group, str) and group in groups else "",
        folded=frozenset(_texts(data.get("folded"))),
        is_cards=data.get("cards") is True,
        view=view if isinstance(view, str) else "",
        statistics=statistics if isinstance(statistics, dict) else {},
    )


def own_width(column: Field, *, is_title: bool) -> int:
    """Return the width of a column that nobody sized, at 100 %."""
    if is_title:
        return PERSON_WIDTH if column.kind is Kind.PERSON_NAME else TITLE_WIDTH
    if column.kind is Kind.LINK:
        target = get_entity(column.target)
        named = target.field(target.title).kind
        if not target.dictionary and named is not Kind.PERSON_NAME:
            return NAME_WIDTH
    return kind_of(column).width


def _texts(data: Json) -> list[str]:
    return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []


def _sort(entity: Entity, data: Json) -> Sort | None:
    if not isinstance(data, dict) or not isinstance(data.get("field"), str):
        return None
    found = entity.by_name.get(str(data["field"]))
    if found is None or not found.sortable:
        return None
    return Sort(found.name, data.get("descending") is True)


def _filter(entity: Entity, data: Json) -> Filter:
    try:
        found = filters.from_json(data) if isinstance(data, dict) else EVERYTHING
    except ValueError:
        return EVERYTHING
    if not isinstance(found, Group):
        return EVERYTHING
    names = {condition.field.partition(".")[0] for condition in found.conditions()}
    return found if names <= entity.by_name.keys() else EVERYTHING
