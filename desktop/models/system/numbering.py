"""Sequences of numbers, from which codes of new records are made."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import text


@entity(
    "number_sequence",
    number=50,
    module="system",
    label=N_("Number sequence"),
    plural=N_("Number sequences"),
    icon="list-ordered",
    title="pattern",
    list_columns=("pattern", "entity", "field"),
    sort="pattern",
    hidden=True,
    company=True,
)
class NumberSequence(Record):
    """The company's pattern for the codes of a field; see `core.sequences`.

    How far it has counted stands apart (`store.numbering`), as no undo may take that back.
    """

    __tablename__ = "number_sequence"

    entity: Mapped[str] = text(N_("List"), length=40, required=True)
    field: Mapped[str] = text(N_("Key"), length=40, required=True)
    pattern: Mapped[str] = text(N_("Pattern"), length=60, required=True, sortable=True)
