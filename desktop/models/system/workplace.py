"""What a person's workplace remembers: saved views, recent records, imports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import choice, flag, integer, json_value, moment, options, text

IMPORT_STATES = options(
    {
        "running": (N_("Running"), "blue"),
        "done": (N_("Done"), "green"),
        "stopped": (N_("Stopped"), "orange"),
        "failed": (N_("Failed"), "red"),
        "undone": (N_("Taken back"), "grey"),
    }
)


@entity(
    "saved_view",
    number=16,
    module="system",
    label=N_("Saved view"),
    plural=N_("Saved views"),
    icon="bookmark",
    title="name",
    list_columns=("name", "entity", "updated_at"),
    sort="name",
    hidden=True,
)
class SavedView(Record):
    """A list's filter, columns, order and grouping under a name."""

    __tablename__ = "saved_view"

    name: Mapped[str] = text(N_("Name"), length=80, required=True, sortable=True)
    entity: Mapped[str] = text(N_("List"), length=40, required=True)
    query: Mapped[dict[str, Any] | None] = json_value(N_("Settings"))
    is_default: Mapped[bool | None] = flag(N_("Opens first"))
    position: Mapped[int | None] = integer(N_("Position"))


@entity(
    "import_run",
    number=18,
    module="system",
    label=N_("Import"),
    plural=N_("Imports"),
    icon="file-up",
    title="file_name",
    list_columns=(
        "file_name",
        "entity",
        "status",
        "created_rows",
        "updated_rows",
        "skipped_rows",
        "failed_rows",
        "started_at",
    ),
    search_columns=("file_name",),
    sort="started_at",
    descending=True,
)
class ImportRun(Record):
    """One import of a file: what it did, and what undoes it."""

    __tablename__ = "import_run"

    file_name: Mapped[str] = text(N_("File"), required=True, sortable=True)
    entity: Mapped[str] = text(N_("List"), length=40, required=True)
    status: Mapped[str | None] = choice(N_("State"), IMPORT_STATES, readonly=True, sortable=True)
    started_at: Mapped[dt.datetime | None] = moment(N_("When"), readonly=True, sortable=True)
    created_rows: Mapped[int | None] = integer(N_("Created"), readonly=True)
    updated_rows: Mapped[int | None] = integer(N_("Updated"), readonly=True)
    skipped_rows: Mapped[int | None] = integer(N_("Skipped"), readonly=True)
    failed_rows: Mapped[int | None] = integer(N_("Failed"), readonly=True)
    error_file: Mapped[str | None] = text(N_("Error file"), length=500, readonly=True)
    mapping: Mapped[dict[str, Any] | None] = json_value(N_("Columns"), readonly=True)
    undo_group: Mapped[int | None] = integer(N_("Change group"), readonly=True)
