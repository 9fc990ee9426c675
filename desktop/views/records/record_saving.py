"""Saving a form: made anew, or field by field against what stands there now."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Iterable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.core.entities import Entity
from desktop.core.errors import CancelledError, ConflictError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import Card
from desktop.views.dialogs import show
from desktop.views.jobs import Jobs
from desktop.views.records.conflict_dialog import Clash, ConflictDialog

Edits = Mapping[str, list[Json]]  # field: [base, new]
Write = Callable[[Edits], Awaitable[None]]


def blank_card(entity: Entity, record_id: uuid.UUID, values: Mapping[str, Json]) -> Card:
    """Return the card of a record that does not exist yet, with its defaults and some values."""
    defaults = {field.name: field.default for field in entity.form_fields()}
    title = _("New: {what}").format(what=_(entity.label))
    return Card(entity.key, record_id, title, {**defaults, **values}, {})


async def create(
    jobs: Jobs, entity: Entity, record_id: uuid.UUID, values: Mapping[str, Json]
) -> None:
    """Make a record under an id chosen by the form, so that a draft saved twice makes one."""
    given = {name: value for name, value in values.items() if value is not None}
    await jobs.command(f"{entity.key}.create", values=given, id=str(record_id))


async def save(
    jobs: Jobs, parent: QWidget, entity: Entity, record_id: uuid.UUID, edits: Edits
) -> bool:
    """Save edits; where somebody else changed the same field, ask which value stays.

    Returns whether every value stands now as it was typed.

    Raises:
        CancelledError: the person decides later; nothing was saved.
    """

    async def write(values: Edits) -> None:
        await jobs.command(f"{entity.key}.save", id=str(record_id), values=values)

    return await save_by(write, parent, entity, edits)


async def save_by(write: Write, parent: QWidget, entity: Entity, edits: Edits) -> bool:
    """Save edits by what writes them; where it meets those of others, ask which value stays.

    Returns whether every value stands now as it was typed.

    Raises:
        CancelledError: the person decides later; nothing was saved.
    """
    try:
        await write(edits)
    except ConflictError as conflict:
        dialog = ConflictDialog(entity, conflict.fields, parent)
        if not await show(dialog):
            raise CancelledError(str(conflict)) from None
        chosen = _chosen(edits, conflict.fields, dialog.kept_mine())
        if chosen:
            await write(chosen)
        return chosen.keys() == edits.keys()
    return True


def _chosen(
    edits: Edits, clashes: Mapping[str, Clash], mine: Iterable[str]
) -> dict[str, list[Json]]:
    kept = {name: list(edit) for name, edit in edits.items() if name not in clashes}
    for name in mine:
        theirs, own = clashes[name][2], edits[name][1]
        kept[name] = [theirs, own]  # type: ignore[list-item]  # JSON by the contract of the error
    return kept
