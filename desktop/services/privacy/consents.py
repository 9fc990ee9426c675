"""Consents: given for one purpose, withdrawn as easily, and each kept with its proof.

Source: Law on Personal Data Protection 91/2025/QH15: consent is specific for each purpose and can
be proved; its withdrawal is a further entry, no change of the first.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final, Required, TypedDict, Unpack

from desktop.core.entities import get_entity
from desktop.core.fields import Field
from desktop.core.i18n import N_
from desktop.models.base import record_class
from desktop.models.contacts.privacy import Consent
from desktop.services.commands import command
from desktop.store.work import Work

_LABEL: Final = N_("Log a consent or its withdrawal…")


class Answers(TypedDict, total=False):
    """What is said of a consent: what was decided, for which purpose, how, and the proof."""

    decision: Required[str]
    purpose: Required[str]
    way: str | None
    evidence: str | None


def _questions() -> tuple[Field, ...]:
    by_name = Consent.__entity__.by_name
    return tuple(by_name[name] for name in ("decision", "purpose", "way", "evidence"))


@command(
    "account.consent",
    label=_LABEL,
    form=_questions(),
    on_records=True,
    offered=("owner_id", "-"),  # the card has a tab for them
)
def log_account_consent(work: Work, ids: Sequence[str], **answers: Unpack[Answers]) -> int:
    """Note that customers agreed to a use of their data, or withdrew that; return how many."""
    return _log(work, "account", ids, answers)


@command("contact.consent", label=_LABEL, form=_questions(), on_records=True)
def log_contact_consent(work: Work, ids: Sequence[str], **answers: Unpack[Answers]) -> int:
    """Note that contact persons agreed to a use of their data, or withdrew that."""
    return _log(work, "contact", ids, answers)


@command("lead.consent", label=_LABEL, form=_questions(), on_records=True)
def log_lead_consent(work: Work, ids: Sequence[str], **answers: Unpack[Answers]) -> int:
    """Note that leads agreed to a use of their data, or withdrew that."""
    return _log(work, "lead", ids, answers)


def _log(work: Work, entity: str, ids: Sequence[str], answers: Answers) -> int:
    facts, cls = get_entity(entity), record_class(entity)
    for one in ids:
        record = work.session.get_one(cls, uuid.UUID(one))
        consent = Consent(subject=getattr(record, facts.title), decided_at=work.now, **answers)
        setattr(consent, f"{entity}_id", record.id)
        if entity == "contact":  # so that it stands on the customer's card too
            consent.account_id = getattr(record, "account_id", None)
        work.session.add(consent)
    work.session.flush()
    return len(ids)
