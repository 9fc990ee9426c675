"""What a problem is about, in words: names, values as people read them, reasons, answers."""

from __future__ import annotations

import uuid
from typing import Final

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.extra_values import from_extra
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Merge
from desktop.core.sync_status import OTHER_REFUSAL, REFUSALS, KeptEdit, SyncProblem
from desktop.core.wire import from_wire

LONGEST: Final = 300  # letters of a value
MOST_LINES: Final = 8  # of what was typed in a refused group
OWN: Final = "extra."  # before the name of an own field
BIN: Final = "deleted_at"
USER: Final = "app_user"
Titles = dict[str, str]  # of records, by their ids


def head_of(problem: SyncProblem, titles: Titles) -> str:
    """Return the record, and the field that it is about."""
    entity = _entity(problem)
    if entity is None:
        return _("A record")
    name = titles.get(problem.id) or _(entity.label)
    field = field_of(problem)
    if problem.field == BIN:
        return f"{name}: {_('Recycle bin')}"
    return f"{name}: {_(field.label)}" if field is not None else name


def reason_of(problem: SyncProblem) -> str:
    """Return why the centre refused it."""
    return _(REFUSALS.get(problem.code, OTHER_REFUSAL))


def answers_to(problem: SyncProblem) -> tuple[tuple[str, str], ...]:
    """Return what may be chosen: what the worker is told, and the words of the button."""
    if not problem.is_conflict:
        again = (("edit", _("Edit and send again")),) if editable(problem) else ()
        return (*again, ("seen", _("Seen")))
    if problem.field != BIN:
        sides = (("mine", _("Take mine")), ("theirs", _("Keep the server's")))
        return (*sides, *_both(problem))
    if problem.mine is None:
        return (("mine", _("Restore it")), ("theirs", _("Leave it in the recycle bin")))
    return (("mine", _("Delete it all the same")), ("theirs", _("Keep the record")))


def _both(problem: SyncProblem) -> tuple[tuple[str, str], ...]:
    """Return how both sides may be kept."""
    entity, field = _entity(problem), field_of(problem)
    if field is None or entity is None:
        return ()
    if problem.clashes is not None:
        is_text = kind_of(field).merge is Merge.LINES
        return (("merge", _("Merge…")) if is_text else ("merged", _("Keep both values")),)
    return () if entity.hidden or entity.company else (("both", _("Keep both as two records")),)


def editable(problem: SyncProblem) -> KeptEdit | None:
    """Return the edit of a refused group that a form can show again."""
    found = [edit for edit in problem.edits if edit.values and _is_shown(edit.entity)]
    about = [edit for edit in found if str(edit.id) == problem.id]
    return next(iter(about or found), None)


def kept_text(problem: SyncProblem) -> str:
    """Return what was typed in a refused group, a field a line."""
    lines = []
    for edit in problem.edits:
        entity = _known(edit.entity)
        for name, value in edit.values.items() if entity else ():
            field = entity.by_name.get(name) if entity else None
            if field is not None and value not in (None, "", []) and field.kind is not Kind.LINK:
                try:
                    text = kind_of(field).format(field, kind_of(field).from_json(value))
                except (KeyError, TypeError, ValueError):
                    continue
                lines.append(f"{_(field.label)}: {text[:LONGEST]}")
    return "\n".join(lines[:MOST_LINES])


def value_text(problem: SyncProblem, value: Json, titles: Titles) -> str:
    """Return a value of the wire as people read it."""
    if problem.field == BIN:
        return _("in the recycle bin") if value is not None else _("not deleted")
    field = field_of(problem)
    text = _read(field, value, titles, is_own=problem.field.startswith(OWN)) if field else ""
    text = text or ("" if value is None else str(value)) or _("(empty)")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def writer_text(problem: SyncProblem, titles: Titles) -> str:
    """Return who wrote the record at the centre before my edit came, and when; "": unknown."""
    name = titles.get(problem.by)
    if not problem.written_at or not name:
        return ""
    when = format_moment(from_micros(problem.written_at))
    return _("Record last changed by {name}, {when}").format(name=name, when=when)


def linked(problem: SyncProblem) -> list[tuple[str, uuid.UUID]]:
    """Return the records whose titles are needed: entity and id, each a pair."""
    entity, field = _entity(problem), field_of(problem)
    found = [(entity.key, _id(problem.id))] if entity is not None else []
    if field is not None and field.kind is Kind.LINK:
        sides = (problem.base, problem.theirs, problem.mine)
        found += [(field.target, _id(side)) for side in sides if side]
    if problem.by:
        found.append((USER, _id(problem.by)))
    return [(target, one) for target, one in found if one is not None]


def field_of(problem: SyncProblem) -> Field | None:
    """Return the field; None: it is none that people know."""
    entity = _entity(problem)
    return None if entity is None else entity.by_name.get(problem.field.removeprefix(OWN))


def _entity(problem: SyncProblem) -> Entity | None:
    return _known(problem.entity)


def _known(key: str) -> Entity | None:
    try:
        return get_entity(key)
    except UnknownEntityError:
        return None


def _is_shown(key: str) -> bool:
    entity = _known(key)
    return entity is not None and not entity.hidden


def _read(field: Field, value: Json, titles: Titles, *, is_own: bool) -> str:
    kind = kind_of(field)
    try:
        if field.kind is Kind.LINK and value is not None:
            return titles.get(str(_id(value)), _("A record that is not here"))
        if is_own:
            return kind.format(field, from_extra(field, value))
        return kind.format_stored(field, from_wire(kind.storage, value))
    except (KeyError, TypeError, ValueError):  # a later program wrote it
        return ""


def _id(value: Json) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
