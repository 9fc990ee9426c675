"""What belongs to its author alone: records of internal entities."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.core.errors import NotAllowedError
from desktop.core.i18n import _
from desktop.models.base import Record
from desktop.store.work import Work


def require_author(work: Work, records: Iterable[Record | None]) -> None:
    """Raise NotAllowedError unless who acts wrote all the records."""
    me = work.actor.user_id
    if any(record is not None and record.created_by not in {None, me} for record in records):
        raise NotAllowedError(_("Only the person who wrote this may change or delete it."))
