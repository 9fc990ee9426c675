"""Stopping to care for customers and leads, with the reason; and beginning again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Final

from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_
from desktop.models.contacts import Account, Lead
from desktop.services.commands import command
from desktop.store.work import Work

REASON: Final = Field(
    "stop_reason_id",
    N_("Reason to stop caring"),
    Kind.LINK,
    target="stop_reason",
    required=True,
    help=N_("They leave lists and reminders, and are found under “Care stopped”."),
)
CARED_FOR: Final = ("care_stopped_at", "")
STOPPED: Final = ("care_stopped_at", "*")


@command(
    "account.stop_care",
    label=N_("Stop caring"),
    form=(REASON,),
    on_records=True,
    offered=CARED_FOR,
)
def stop_caring_for_accounts(work: Work, ids: Sequence[str], stop_reason_id: str) -> None:
    """Note that customers are not cared for any more: when, by whom, why."""
    _stop(work, [work.session.get_one(Account, uuid.UUID(one)) for one in ids], stop_reason_id)


@command("account.resume_care", label=N_("Care again"), on_records=True, offered=STOPPED)
def care_for_accounts_again(work: Work, ids: Sequence[str]) -> None:
    """Care for customers again, as if it had never been stopped."""
    _resume(work.session.get_one(Account, uuid.UUID(one)) for one in ids)


@command(
    "lead.stop_care", label=N_("Stop caring"), form=(REASON,), on_records=True, offered=CARED_FOR
)
def stop_caring_for_leads(work: Work, ids: Sequence[str], stop_reason_id: str) -> None:
    """Note that leads are not cared for any more: when, by whom, why."""
    _stop(work, [work.session.get_one(Lead, uuid.UUID(one)) for one in ids], stop_reason_id)


@command("lead.resume_care", label=N_("Care again"), on_records=True, offered=STOPPED)
def care_for_leads_again(work: Work, ids: Sequence[str]) -> None:
    """Care for leads again, as if it had never been stopped."""
    _resume(work.session.get_one(Lead, uuid.UUID(one)) for one in ids)


def _stop(work: Work, records: Iterable[Account | Lead], reason: str) -> None:
    """Keep the day of those that were stopped before; the reason may be mended."""
    for record in records:
        record.care_stopped_at = record.care_stopped_at or work.now
        record.care_stopped_by = record.care_stopped_by or work.actor.user_id
        record.stop_reason_id = uuid.UUID(reason)


def _resume(records: Iterable[Account | Lead]) -> None:
    for record in records:
        record.care_stopped_at = record.care_stopped_by = record.stop_reason_id = None
