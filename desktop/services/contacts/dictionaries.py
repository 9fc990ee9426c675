"""Joining entries of dictionaries: what names one of them names another from then on."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.models.base import record_class
from desktop.services.commands import command
from desktop.store.work import Work

LABEL = N_("Join into another entry…")


def into(entity: str) -> tuple[Field, ...]:
    """Return the question into which entry of a dictionary others are joined."""
    help_ = N_("Records that have the chosen entries get this one; the chosen ones are deleted.")
    return (Field("into_id", N_("Stays"), Kind.LINK, target=entity, required=True, help=help_),)


@command("tag.join", label=LABEL, form=into("tag"), on_records=True)
def join_tags(work: Work, ids: Sequence[str], into_id: str) -> int:
    """Let records have one tag instead of others; return how many had one of those."""
    return _join(work, "tag", ids, into_id)


@command("source.join", label=LABEL, form=into("source"), on_records=True)
def join_sources(work: Work, ids: Sequence[str], into_id: str) -> int:
    """Let records have one source instead of others; return how many had one of those."""
    return _join(work, "source", ids, into_id)


@command("industry.join", label=LABEL, form=into("industry"), on_records=True)
def join_industries(work: Work, ids: Sequence[str], into_id: str) -> int:
    """Let records have one industry instead of others; return how many had one of those."""
    return _join(work, "industry", ids, into_id)


@command("card_group.join", label=LABEL, form=into("card_group"), on_records=True)
def join_card_groups(work: Work, ids: Sequence[str], into_id: str) -> int:
    """Let records have one card group instead of others; return how many had one of those."""
    return _join(work, "card_group", ids, into_id)


@command("stop_reason.join", label=LABEL, form=into("stop_reason"), on_records=True)
def join_stop_reasons(work: Work, ids: Sequence[str], into_id: str) -> int:
    """Let records have one reason instead of others; return how many had one of those."""
    return _join(work, "stop_reason", ids, into_id)


def _join(work: Work, entity: str, ids: Sequence[str], into_id: str) -> int:
    kept = work.session.get_one(record_class(entity), uuid.UUID(into_id))
    others = [one for one in map(uuid.UUID, ids) if one != kept.id]
    if kept.deleted_at is not None or not others:
        raise RuleBrokenError(_("Choose another entry that stays."))
    count = work.relink(entity, others, kept.id)
    work.delete(entity, others)
    told: dict[str, Json] = {"t": entity, "to": into_id, "from": [str(one) for one in others]}
    work.carry("merge", told, (kept.id, *others))
    return count
