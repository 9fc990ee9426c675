"""Own notes: what each person involved writes on a record, for all involved or for themselves."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import choice, long_text, options, text

AUDIENCES = options({"people": N_("Everybody involved"), "me": (N_("Only me"), "grey")})


@entity(
    "own_note",
    number=90,
    module="notices",
    label=N_("Own note"),
    plural=N_("Own notes"),
    icon="notebook-pen",
    title="title",
    title_text="body",
    list_columns=("title", "record_type", "audience", "created_by", "created_at"),
    search_columns=("title", "body"),
    sort="created_at",
    descending=True,
    hidden=True,
    internal=True,
    hides_by="audience me",
    tells=("noted people on audience when people about record",),
)
class OwnNote(Record):
    """A note of one person on the record `record_id` of the entity `record_type`.

    With the audience "people" who sees the record sees it; with "me" its author alone.
    """

    __tablename__ = "own_note"

    title: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    record_type: Mapped[str] = text(N_("List"), length=40, required=True)
    record_id: Mapped[str] = text(N_("Record"), length=36, required=True, sortable=True)
    body: Mapped[str] = long_text(N_("Text"), required=True)
    audience: Mapped[str | None] = choice(
        N_("For whom"), AUDIENCES, default="people", readonly=True
    )
