"""Own notes on records: what each person involved writes, for all of them or for themselves."""

from __future__ import annotations

import uuid
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.errors import InvalidValueError, RecordGoneError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.core.permissions import Visibility
from desktop.models.base import record_class
from desktop.models.notices import OwnNote
from desktop.services.activities.texts import subject_of
from desktop.services.authors import require_author
from desktop.services.commands import command
from desktop.store.work import Work

PEOPLE, ME = "people", "me"  # whom a note is for
TEXT: Final = Field("text", N_("Own note"), Kind.LONG_TEXT, required=True)
_LONGEST: Final = 20_000  # letters; what is longer is a document


@command("own_note.write", label=N_("Add an own note"), form=(TEXT,))
def write_note(
    work: Work, record_type: str, record_id: str, text: str, audience: str = PEOPLE
) -> str:
    """Write a note on the record `record_id` of the entity `record_type`; return the note's id.

    For "people" who sees the record sees it; for "me" nobody else does, whatever their role.

    Raises:
        InvalidValueError: nothing is said, very much, or for nobody known.
        RecordGoneError: the record was deleted for good, or takes no own notes.
    """
    entity = get_entity(record_type)
    about = work.session.get(record_class(record_type), uuid.UUID(record_id))
    if about is None or not entity.own_notes:
        raise RecordGoneError(_("The record was deleted for good."))
    note = OwnNote(record_type=record_type, record_id=record_id)
    _write(note, text, audience)
    work.session.add(note)
    work.session.flush()
    return str(note.id)


@command("own_note.rewrite", label=N_("Change the own note"), form=(TEXT,))
def rewrite_note(work: Work, id: str, text: str, audience: str = PEOPLE) -> None:  # noqa: A002 - the field's name
    """Say it otherwise, or to others.

    Raises:
        NotAllowedError: somebody else wrote it.
        InvalidValueError: nothing is said, very much, or for nobody known.
    """
    note = work.session.get_one(OwnNote, uuid.UUID(id))
    require_author(work, [note])
    _write(note, text, audience)


def _write(note: OwnNote, text: str, audience: str) -> None:
    body = text.strip()
    if not body:
        raise InvalidValueError(_("Write something first."), field="text")
    if len(body) > _LONGEST:
        raise InvalidValueError(_("This is too long for a note."), field="text")
    if audience not in {PEOPLE, ME}:
        raise InvalidValueError(_("A note is for everybody involved or for oneself."))
    note.title, note.body, note.audience = subject_of(body), body, audience
    note.visibility = int(Visibility.PRIVATE) if audience == ME else None
