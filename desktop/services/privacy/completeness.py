"""Whether all that there is about a person is on this computer: what is not cannot be looked at."""

from __future__ import annotations

import uuid

from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import _
from desktop.services.long_work import LongWork
from desktop.store.held_history import held_since


def check_everything_is_here(work: LongWork) -> None:
    """Raise RuleBrokenError where older records, which may name anybody, are not all here."""
    if _leaves_out(work, None):
        raise RuleBrokenError(
            _(
                "Older calls and notes are not on this computer, and may name the person. "
                "Choose “Everything” in “Company server…” first."
            )
        )


def check_record_is_whole(work: LongWork, record_id: uuid.UUID) -> None:
    """Raise RuleBrokenError where not all is here that happened with a record."""
    if _leaves_out(work, record_id):
        raise RuleBrokenError(
            _(
                "Not all that happened with this person is on this computer. "
                "Choose “Fetch older ones” on the card first."
            )
        )


def _leaves_out(work: LongWork, record_id: uuid.UUID | None) -> bool:
    with work.store.reading() as connection:
        return bool(held_since(connection, record_id))
