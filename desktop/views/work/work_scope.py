"""Whose and which work the page shows: mine, what I assigned, of a project, customer or person."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from desktop.core.filters import EVERYTHING, Condition, Filter, Group, Json, Op, both
from desktop.core.i18n import N_, _
from desktop.core.json_file import JsonObject
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import USERS
from desktop.core.work.rows import ASSIGNED, GIVEN, WATCHED, PlanScope

ALL: Final = "all"
MINE: Final = "mine"
GIVEN_BY_ME: Final = "given"
WATCHING: Final = "watching"
OVERDUE: Final = "overdue"
ACCEPTANCE: Final = "acceptance"
OF_PROJECT: Final = "project"
OF_CUSTOMER: Final = "account"
OF_PERSON: Final = "person"

LABELS: Final = {
    MINE: N_("My tasks"),
    GIVEN_BY_ME: N_("Assigned by me"),
    WATCHING: N_("Watched by me"),
    ACCEPTANCE: N_("Waiting for my acceptance"),
    OVERDUE: N_("Overdue tasks"),
    ALL: N_("All projects and tasks"),
    OF_PROJECT: N_("One project…"),
    OF_CUSTOMER: N_("Work for one customer…"),
    OF_PERSON: N_("Work of one person…"),
}
ICONS: Final = {
    MINE: "user-round-check",
    GIVEN_BY_ME: "send",
    WATCHING: "eye",
    ACCEPTANCE: "hourglass",
    OVERDUE: "alarm-clock",
    ALL: "list-tree",
    OF_PROJECT: "folder-kanban",
    OF_CUSTOMER: "building-2",
    OF_PERSON: "user-round",
}
PERSONAL: Final = (MINE, GIVEN_BY_ME, WATCHING, ACCEPTANCE, OVERDUE)
# Scopes of one record, with the entity that it belongs to.
OF_ONE: Final = {OF_PROJECT: "project", OF_CUSTOMER: "account", OF_PERSON: USERS}
_ROLES: Final = {MINE: ASSIGNED, GIVEN_BY_ME: GIVEN, WATCHING: WATCHED}
_OVER: Final[list[Json]] = ["done", "cancelled"]
_LATE: Final = Group(
    (Condition("due_at", Op.DURING, "past"), Condition("status", Op.NONE_OF, _OVER))
)
_UNANSWERED: Final = Group((Condition("acceptance", Op.EQUALS, "waiting"),))


@dataclass(frozen=True, slots=True)
class WorkScope:
    """A choice of the page; `id` and `title` are those of the one record that is meant."""

    kind: str = MINE
    id: uuid.UUID | None = None
    title: str = ""

    @property
    def label(self) -> str:
        """What it is called on the page."""
        return self.title or _(LABELS[self.kind]).rstrip("…")

    def plan(self, me: uuid.UUID | None, filter_: Filter, search: str) -> PlanScope:
        """Return what is asked of the plan; `me` is the person who asks."""
        narrowed = {OVERDUE: _LATE, ACCEPTANCE: _UNANSWERED}.get(self.kind, EVERYTHING)
        scope = PlanScope(filter=both(narrowed, filter_), search=search)
        if self.kind == OF_PROJECT:
            return replace(scope, project=self.id)
        if self.kind == OF_CUSTOMER:
            return replace(scope, account=self.id)
        if self.kind in (OF_PERSON, ACCEPTANCE):
            return replace(scope, person=self.id or me)
        return replace(scope, person=me, role=_ROLES[self.kind]) if self.kind in _ROLES else scope

    def filter(self, me: uuid.UUID | None) -> Filter:
        """Return the tasks that are meant, as lists filter them."""
        who: Json = [str(self.id if self.kind == OF_PERSON else me)]
        one = str(self.id)
        found = {
            MINE: Group((Condition("assignees", Op.ANY_OF, who),)),
            OF_PERSON: Group((Condition("assignees", Op.ANY_OF, who),)),
            GIVEN_BY_ME: Group((Condition("assigned_by", Op.EQUALS, str(me)),)),
            WATCHING: Group((Condition("watchers", Op.ANY_OF, who),)),
            OVERDUE: _LATE,
            ACCEPTANCE: both(Group((Condition("assignees", Op.ANY_OF, who),)), _UNANSWERED),
            OF_PROJECT: Group((Condition("project_id", Op.EQUALS, one),)),
            OF_CUSTOMER: Group((Condition("account_id", Op.EQUALS, one),)),
        }
        return found.get(self.kind, EVERYTHING)

    def defaults(self, me: uuid.UUID | None) -> dict[str, Json]:
        """Return the values that a new task has here, so that it is seen here."""
        if self.kind == MINE and me:
            return {"assignees": [str(me)]}
        if self.kind == OF_PERSON:
            return {"assignees": [str(self.id)]}
        if self.kind == WATCHING and me:
            return {"watchers": [str(me)]}
        if self.kind == OF_CUSTOMER:
            return {"account_id": str(self.id)}
        return {"project_id": str(self.id)} if self.kind == OF_PROJECT else {}

    def to_json(self) -> JsonObject:
        """Return it as the window remembers it."""
        return {"kind": self.kind, "id": str(self.id) if self.id else "", "title": self.title}


def scope_from_json(data: Mapping[str, Json]) -> WorkScope:
    """Return the scope that `to_json` wrote; my tasks if it is none."""
    kind, title = data.get("kind"), data.get("title")
    try:
        one = uuid.UUID(str(data.get("id"))) if data.get("id") else None
    except ValueError:
        one = None
    if not isinstance(kind, str) or kind not in LABELS or (kind in OF_ONE and one is None):
        return WorkScope()
    return WorkScope(kind, one, title if isinstance(title, str) else "")
