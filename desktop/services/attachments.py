"""Files that hang on records: filed in the blob store first, then noted as records."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Sequence
from typing import Any, Final

from desktop.core.commands import CommandFacts
from desktop.core.entities import get_entity
from desktop.core.errors import InvalidValueError, RecordGoneError, RuleBrokenError
from desktop.core.file_names import safe_file_name
from desktop.core.i18n import N_, _
from desktop.models.base import record_class
from desktop.models.system.attachments import OWNERS, Attachment
from desktop.services.commands import register_command
from desktop.store.work import Work

MOST_AT_ONCE: Final = 100


def attach_files(
    work: Work,
    entity: str,
    id: str,  # noqa: A002 - the field's name
    files: Sequence[dict[str, Any]],
) -> list[str]:
    """Hang files on a record, as one change that is undone at once; return their ids.

    Args:
        work: see Work.
        entity: the record's, one of those that have files.
        id: the record.
        files: name, blob (the hash of bytes that are in the blob store) and size of each.

    Raises:
        RuleBrokenError: such records have no files, or these are too many at once.
        RecordGoneError: there is no such record.
        InvalidValueError: a hash is none.
    """
    if entity not in OWNERS:
        label = _(get_entity(entity).plural)
        raise RuleBrokenError(_("Files cannot be attached to “{list}”.").format(list=label))
    if len(files) > MOST_AT_ONCE:
        sentence = _("At most {count} files can be attached at once.")
        raise RuleBrokenError(sentence.format(count=MOST_AT_ONCE))
    if work.session.get(record_class(entity), uuid.UUID(id)) is None:
        raise RecordGoneError(_("The record was deleted for good."))
    made = [_attachment(entity, uuid.UUID(id), file) for file in files]
    work.session.add_all(made)
    work.session.flush()
    return [str(one.id) for one in made]


def _attachment(entity: str, record_id: uuid.UUID, file: dict[str, Any]) -> Attachment:
    size = file.get("size")
    if not isinstance(file.get("blob"), str):
        raise InvalidValueError(_("This is not a file of the program."), field="blob")
    made = Attachment(
        name=safe_file_name(unicodedata.normalize("NFC", str(file.get("name") or ""))),
        blob=file["blob"],
        size=size if isinstance(size, int) and size >= 0 else None,
    )
    setattr(made, OWNERS[entity], record_id)
    return made


register_command(CommandFacts("attachment.attach", N_("Attach files"), generic=True), attach_files)
