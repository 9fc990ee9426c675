"""List queries as JSON: what messages to the worker, saved views and exports carry."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core import filters
from desktop.core.filters import EVERYTHING, Filter, Group, Json
from desktop.core.pages import ListQuery, Sort


def query_to_json(query: ListQuery) -> dict[str, Json]:
    """Return the query as JSON."""
    sort: Json = None
    if query.sort is not None:
        sort = {"field": query.sort.field, "descending": query.sort.descending}
    return {
        "entity": query.entity,
        "columns": list(query.columns),
        "filter": filters.to_json(query.filter),
        "search": query.search,
        "sort": sort,
        "group": query.group,
        "bin": query.bin,
    }


def query_from_json(data: Mapping[str, Json]) -> ListQuery:
    """Return the query that `query_to_json` wrote; raise ValueError if it is none."""
    columns = data.get("columns")
    if not isinstance(columns, list):
        raise ValueError("not a query")  # noqa: TRY004 - data from outside, not a wrong call
    return ListQuery(
        entity=_text(data, "entity"),
        columns=tuple(str(name) for name in columns),
        filter=_filter(data.get("filter")),
        search=_text(data, "search"),
        sort=_sort(data.get("sort")),
        group=_text(data, "group"),
        bin=bool(data.get("bin")),
    )


def _filter(data: Json) -> Filter:
    if data is None:
        return EVERYTHING
    found = filters.from_json(data) if isinstance(data, dict) else None
    if not isinstance(found, Group):
        raise ValueError("not a filter")  # noqa: TRY004 - data from outside, not a wrong call
    return found


def _sort(data: Json) -> Sort | None:
    if data is None:
        return None
    if not isinstance(data, dict):
        raise ValueError("not an order")  # noqa: TRY004 - data from outside, not a wrong call
    return Sort(_text(data, "field"), bool(data.get("descending")))


def _text(data: Mapping[str, Json], name: str) -> str:
    found = data.get(name, "")
    if not isinstance(found, str):
        raise ValueError(f"{name} is no text")  # noqa: TRY004 - data from outside, not a wrong call
    return found
