"""Old addresses of many records get the communes of today, never without somebody's look."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.old_addresses import candidates_of, placed
from desktop.models.base import record_class
from desktop.services.commands import command
from desktop.store.work import Work

LABEL: Final = N_("Old addresses into new communes…")
LISTS_ALONE: Final = ("address", "-")

Communes = Mapping[str, str]


@command("account.place_addresses", label=LABEL, on_records=True, offered=LISTS_ALONE)
def place_accounts(work: Work, ids: Sequence[str], communes: Communes | None = None) -> int:
    """Put communes of today into old addresses of customers; see `_place`."""
    return _place(work, "account", ids, communes)


@command("contact.place_addresses", label=LABEL, on_records=True, offered=LISTS_ALONE)
def place_contacts(work: Work, ids: Sequence[str], communes: Communes | None = None) -> int:
    """Put communes of today into old addresses of contact persons; see `_place`."""
    return _place(work, "contact", ids, communes)


@command("lead.place_addresses", label=LABEL, on_records=True, offered=LISTS_ALONE)
def place_leads(work: Work, ids: Sequence[str], communes: Communes | None = None) -> int:
    """Put communes of today into old addresses of leads; see `_place`."""
    return _place(work, "lead", ids, communes)


@command("target.place_addresses", label=LABEL, on_records=True, offered=LISTS_ALONE)
def place_targets(work: Work, ids: Sequence[str], communes: Communes | None = None) -> int:
    """Put communes of today into old addresses of targets; see `_place`."""
    return _place(work, "target", ids, communes)


@command("business_card.place_addresses", label=LABEL, on_records=True, offered=LISTS_ALONE)
def place_cards(work: Work, ids: Sequence[str], communes: Communes | None = None) -> int:
    """Put communes of today into old addresses of business cards; see `_place`."""
    return _place(work, "business_card", ids, communes)


def _place(work: Work, entity: str, ids: Sequence[str], communes: Communes | None) -> int:
    """Give records the communes chosen for them by id; return how many got one.

    Without `communes` those get one whose old ward has exactly one successor. What was typed stays
    with the address.

    Raises:
        InvalidValueError: a code is that of no commune.
    """
    record = record_class(entity)
    changes = []
    for one in ids:
        found = work.session.get_one(record, uuid.UUID(one))
        parts: Mapping[str, str] = getattr(found, "address") or {}  # noqa: B009 - of five classes
        code = _certain(parts) if communes is None else communes.get(one, "")
        if not code or not parts:
            continue
        try:
            changes.append((found.id, {"address": placed(parts, code)}))
        except KeyError:
            raise InvalidValueError(_("There is no such commune."), field="address") from None
    return work.bulk_change(entity, changes) if changes else 0


def _certain(parts: Mapping[str, str]) -> str:
    found = candidates_of(parts)
    return found[0].commune.code if len(found) == 1 and found[0].is_default else ""
