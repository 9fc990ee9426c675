"""Which part of a plan is meant, as requests carry it to the worker process."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from desktop.core.filters import EVERYTHING, Group, Json, from_json, to_json
from desktop.core.work.rows import ASSIGNED, PlanScope


def scope_to_json(scope: PlanScope) -> dict[str, Json]:
    """Return a scope as JSON holds it."""
    narrowed = scope.filter != EVERYTHING
    return {
        "project": str(scope.project) if scope.project else None,
        "account": str(scope.account) if scope.account else None,
        "person": str(scope.person) if scope.person else None,
        "role": scope.role,
        "filter": to_json(scope.filter) if narrowed else None,
        "search": scope.search,
        "finished": scope.finished,
    }


def scope_from_json(data: Mapping[str, Any]) -> PlanScope:
    """Return the scope that `scope_to_json` wrote."""
    found = from_json(data["filter"]) if data.get("filter") else EVERYTHING
    found = found if isinstance(found, Group) else Group((found,))
    return PlanScope(
        _id(data.get("project")),
        _id(data.get("account")),
        _id(data.get("person")),
        data.get("role") or ASSIGNED,
        found,
        data.get("search") or "",
        data.get("finished", True),
    )


def _id(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None
