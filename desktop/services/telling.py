"""People concerned are told what was done, in the same unit of work as the doing.

What captured changes say is enough to know who is to be told of what, so that every command tells,
undoing takes the notices along, and what is loaded in bulk by imports tells nobody.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.core.entities import get_entity, is_entity
from desktop.core.fields import Kind
from desktop.core.filters import Json
from desktop.core.notices.channels import APP, EMAIL, SMS, batch_at, is_configured
from desktop.core.notices.declared import PEOPLE, RECORD, Telling, telling_entities, tellings_of
from desktop.core.notices.kinds import ORDER
from desktop.core.notices.saying import mail_text
from desktop.core.permissions import Visibility
from desktop.store.engine import Connection
from desktop.store.telling import (
    Touched,
    active_users,
    cell,
    chosen_channels,
    concerned,
    people_of,
    title_of,
    touched_rows,
    users_in,
)
from desktop.store.work import Work

NOTICE: Final = "notice"
MESSAGE: Final = "outgoing_message"
TOGETHER: Final = 3  # more of one kind for one person are told as one
_NAMED: Final = 50  # records that a collected notice can open
_PLAIN: Final = frozenset(
    {Kind.CHOICE, Kind.DATE, Kind.FLAG, Kind.MOMENT}
)  # whose values say enough


@dataclass(frozen=True, slots=True)
class _Told:
    """One person is told one thing of one record."""

    user: uuid.UUID
    kind: str
    entity: str
    record: uuid.UUID
    params: Mapping[str, Json] = field(default_factory=dict)


def tell_concerned(work: Work, first_change: int | None = None) -> None:
    """Write notices for what this unit of work changed; nobody is told of own acts.

    `first_change`: of a deed in several units of work, the number before the first of its changes.
    """
    work.session.flush()
    since = work.writing.first_change if first_change is None else first_change
    connection, known = work.connection, telling_entities()
    told: dict[tuple[uuid.UUID, str, uuid.UUID], _Told] = {}
    for touched in touched_rows(connection, since, known):
        for one in _of_row(connection, touched):
            place = (one.user, one.entity, one.record)
            before = told.get(place)
            if before is None or ORDER[one.kind] < ORDER[before.kind]:
                told[place] = one
    people = active_users(connection, {one.user for one in told.values()})
    people.pop(work.actor.user_id, None)
    wanted = [one for one in told.values() if one.user in people]
    if wanted:
        _write(work, wanted, people)


def _of_row(connection: Connection, touched: Touched) -> Iterator[_Told]:
    for telling in tellings_of(touched.entity.tells):
        changed = _changed(touched, telling)
        if telling.on and not changed:
            continue
        about = _about(connection, touched, telling)
        if about is None:
            continue
        users: set[uuid.UUID] = set()
        for name in telling.people:
            users |= _users(connection, touched, telling, name, about)
        params = _params(touched, changed)
        yield from (_Told(user, telling.kind, *about, params) for user in users)


def _changed(touched: Touched, telling: Telling) -> list[str]:
    """Return which of the fields that a line watches have changed."""
    if touched.is_new and not telling.about:
        return []
    found = [name for name in telling.on if name in touched.diff and _differs(touched, name)]
    if telling.when:
        return [name for name in found if touched.diff[name][1] in telling.when]
    return found


def _differs(touched: Touched, name: str) -> bool:
    """Tell whether a field has another value; a flag that was never set is as one taken away."""
    old, new = touched.diff[name]
    if touched.entity.by_name[name].kind is Kind.FLAG:
        return bool(old) != bool(new)
    return bool(old != new)


def _about(
    connection: Connection, touched: Touched, telling: Telling
) -> tuple[str, uuid.UUID] | None:
    """Return the record that a notice is about."""
    entity, row = touched.entity, touched.row
    if not telling.about:
        return entity.key, row
    if telling.about == RECORD:
        key = cell(connection, entity, row, "record_type")
        record = cell(connection, entity, row, "record_id")
        return _named(key, record)
    linked = users_in(cell(connection, entity, row, telling.about))  # an id like any other
    target = entity.field(telling.about).target
    return next(((target, one) for one in linked), None)


def _named(key: object, record: object) -> tuple[str, uuid.UUID] | None:
    """Return the record that a pair names; what it holds may be another program's fancy."""
    if not isinstance(key, str) or not isinstance(record, str) or not is_entity(key):
        return None
    try:
        return key, uuid.UUID(record)
    except ValueError:
        return None


def _users(
    connection: Connection,
    touched: Touched,
    telling: Telling,
    name: str,
    about: tuple[str, uuid.UUID],
) -> set[uuid.UUID]:
    """Return whom a line means: all who stand there, or without `on` those newly named."""
    if name == PEOPLE:
        return concerned(connection, get_entity(about[0]), about[1])
    link, _dot, rest = name.partition(".")
    if rest:
        target = touched.entity.field(link).target
        linked = users_in(cell(connection, touched.entity, touched.row, link))
        return {
            user
            for one in linked
            for user in users_in(cell(connection, get_entity(target), one, rest))
        }
    if telling.on:
        return users_in(cell(connection, touched.entity, touched.row, name))
    if name not in touched.diff:
        return set()
    old, new = touched.diff[name]
    named = users_in(new) - users_in(old)
    if touched.entity.field(name).target == "app_user":
        return named
    return {user for one in named for user in people_of(connection, one)}


def _params(touched: Touched, changed: list[str]) -> dict[str, Json]:
    """Return what a notice says of a change: fields, and the new value where it is short."""
    if not changed:
        return {}
    known = touched.entity.by_name
    values: dict[str, Any] = {
        name: touched.diff[name][1] for name in changed if known[name].kind in _PLAIN
    }
    return {"of": touched.entity.key, "fields": [*changed], "values": values}


# --- writing
def _write(work: Work, told: list[_Told], people: Mapping[uuid.UUID, tuple[str, str]]) -> None:
    chosen = chosen_channels(work.connection, people)
    notices: list[dict[str, object]] = []
    messages: list[dict[str, object]] = []
    for row in _collected(work.connection, told):
        user = row["user_id"]
        channels = chosen.get((user, row["kind"]), frozenset({APP}))
        if APP in channels:
            notices.append({**row, "told_at": work.now})
        messages += [
            _message(work, channel, row, people[user][1])
            for channel in (EMAIL, SMS)
            if channel in channels and is_configured(channel)
        ]
    if notices:
        work.bulk_insert(NOTICE, notices)
    if messages:
        work.bulk_insert(MESSAGE, messages)


def _collected(connection: Connection, told: list[_Told]) -> Iterator[dict[str, Any]]:
    """Yield the values of notices; many of one kind for one person become one."""
    alike: dict[tuple[uuid.UUID, str, str], list[_Told]] = defaultdict(list)
    for one in told:
        alike[(one.user, one.kind, one.entity)].append(one)
    for group in alike.values():
        if len(group) <= TOGETHER:
            for one in group:
                yield from _row(connection, one, one.params)
            continue
        named: list[Json] = [str(one.record) for one in group[:_NAMED]]
        yield from _row(connection, group[0], {"count": len(group), "records": named})


def _row(
    connection: Connection, one: _Told, params: Mapping[str, Json]
) -> Iterator[dict[str, Any]]:
    title = title_of(connection, one.entity, one.record)
    if title is not None:
        yield {
            "title": title[:200],
            "user_id": one.user,
            "owner_id": one.user,
            "visibility": int(Visibility.PRIVATE),
            "kind": one.kind,
            "record_type": one.entity,
            "record_id": str(one.record),
            "params": dict(params) or None,
        }


def _message(work: Work, channel: str, row: Mapping[str, Any], address: str) -> dict[str, object]:
    actor = active_users(work.connection, {work.actor.user_id})
    name = next((name for name, _email in actor.values()), "")
    text = mail_text(row["kind"], name, row["title"], row["record_type"], row["params"] or {})
    return {
        "channel": channel,
        "user_id": row["user_id"],
        "address": address or None,
        "subject": text[:200],
        "body": text,
        "batch_at": batch_at(work.now),
        "state": "waiting",
    }
