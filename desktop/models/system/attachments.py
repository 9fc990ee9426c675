"""Files that hang on records: contracts, drawings, photographs, minutes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Mapped

from desktop.core.fields import Kind
from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import computed, file_blob, integer, link, text

OWNERS: Final = {
    "account": "account_id",
    "contact": "contact_id",
    "lead": "lead_id",
    "note": "note_id",
    "event": "event_id",
    "project": "project_id",
    "task": "task_id",
    "mail_link": "mail_link_id",
}  # the entities whose records have files, with the link that names the record
_LINKS: Final = tuple(OWNERS.values())


@entity(
    "attachment",
    number=51,
    module="contacts",
    label=N_("Attached file"),
    plural=N_("Attached files"),
    icon="paperclip",
    title="name",
    list_columns=("name", "size", "account_id", "created_by", "created_at"),
    search_columns=("name",),
    sort="name",
    hidden=True,
)
class Attachment(Record):
    """One file of one record. Its bytes are the blob of that hash, which several may share."""

    __tablename__ = "attachment"

    name: Mapped[str] = text(N_("File name"), length=255, required=True, sortable=True)
    blob: Mapped[str] = file_blob(N_("File"), required=True)
    size: Mapped[int | None] = integer(N_("Size in bytes"))
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"), on_delete="take")
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"), on_delete="take")
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Lead"), on_delete="take")
    note_id: Mapped[uuid.UUID | None] = link("note", N_("Note"), on_delete="take")
    event_id: Mapped[uuid.UUID | None] = link("event", N_("Appointment"), on_delete="take")
    project_id: Mapped[uuid.UUID | None] = link("project", N_("Project"), on_delete="take")
    task_id: Mapped[uuid.UUID | None] = link("task", N_("Task"), on_delete="take")
    mail_link_id: Mapped[uuid.UUID | None] = link("mail_link", N_("E-mail"), on_delete="take")
    record_type: Mapped[str | None] = computed(N_("List"), Kind.TEXT, _LINKS)
    record_id: Mapped[str | None] = computed(N_("Record"), Kind.TEXT, _LINKS)

    @staticmethod
    def compute_record_type(values: Mapping[str, Any]) -> str | None:
        """Return the entity of the record that has the file."""
        return next((entity for entity, name in OWNERS.items() if values.get(name)), None)

    @staticmethod
    def compute_record_id(values: Mapping[str, Any]) -> str | None:
        """Return the id of the record that has the file."""
        found = next((values[name] for name in _LINKS if values.get(name)), None)
        return None if found is None else str(found)
