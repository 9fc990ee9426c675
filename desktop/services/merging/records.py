"""Merging records into one of them, and saying that records which look alike are not the same."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.errors import RecordGoneError, RuleBrokenError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.kinds import kind_of
from desktop.core.record_merge import AT_ONCE, is_mergeable, merged_fields, merged_value
from desktop.models import load_all
from desktop.models.base import Record, record_class
from desktop.models.contacts import AccountContact, Contact
from desktop.models.system import DistinctPair
from desktop.services.commands import register_command
from desktop.services.records import read_values
from desktop.store.duplicates import MERGED_INTO, pair_text
from desktop.store.work import Work


def merge_records(
    work: Work,
    entity: str,
    ids: Sequence[str],
    master: str,
    values: Mapping[str, Json] | None = None,
) -> str:
    """Merge the records `ids` into `master`, one of them, and return its id.

    `values` (JSON form) are those that were chosen; of the other fields the master keeps its own,
    empty ones are filled, lists are united. Everything that names one of the others names the
    master afterwards; the others lie in the bin and tell where they went.

    Raises:
        RuleBrokenError: fewer than two or too many records, or the master is none of them.
        RecordGoneError: one of them is deleted.
    """
    kept, others = _chosen(work, entity, ids, master)
    facts = get_entity(entity)
    chosen = read_values(facts, {**_proposed(entity, [kept, *others]), **(values or {})})
    roles = _further_customers(kept, others, chosen)
    for name, value in chosen.items():
        setattr(kept, name, value)
    kept.extra = _joined_extra(facts, kept, others)
    work.session.flush()
    gone = [one.id for one in others]
    work.relink(entity, gone, kept.id)
    trail = {MERGED_INTO: kept.id.hex}
    work.bulk_change(entity, [(one, {"extra": trail}) for one in gone])
    work.delete(entity, gone)
    _add_roles(work, kept, roles)
    told: dict[str, Json] = {"t": entity, "to": str(kept.id), "from": [str(one) for one in gone]}
    work.carry("merge", told, (kept.id, *gone))
    return master


def keep_apart(work: Work, entity: str, ids: Sequence[str]) -> int:
    """Remember that records which look alike are different ones; return how many pairs are new."""
    known = 0
    for left, right in combinations(sorted({uuid.UUID(one) for one in ids}), 2):
        text = pair_text(left, right)
        pair_id = uuid.uuid5(_PAIRS, f"{entity}:{text}")
        held = work.session.get(DistinctPair, pair_id)
        if held is None:
            work.session.add(DistinctPair(id=pair_id, entity=entity, pair=text))
        elif held.deleted_at is not None:
            held.deleted_at = None
        else:
            known += 1
    work.session.flush()
    return len({*ids}) * (len({*ids}) - 1) // 2 - known


_PAIRS: Final = uuid.UUID("5ba7c5b0-5a0e-4f0b-9a36-2f7c0c3a9d11")  # two people say it: one row


def _chosen(
    work: Work, entity: str, ids: Sequence[str], master: str
) -> tuple[Record, list[Record]]:
    wanted = list(dict.fromkeys(map(uuid.UUID, ids)))
    kept_id = uuid.UUID(master)
    if kept_id not in wanted or not 1 < len(wanted) <= AT_ONCE:
        sentence = _("Choose two to {most} records, and which of them stays.")
        raise RuleBrokenError(sentence.format(most=AT_ONCE))
    found = {one: work.session.get(record_class(entity), one) for one in wanted}
    records = {one: record for one, record in found.items() if record is not None}
    if len(records) < len(wanted) or any(one.deleted_at for one in records.values()):
        raise RecordGoneError(_("One of the records was deleted meanwhile."))
    return records[kept_id], [records[one] for one in wanted if one != kept_id]


def _proposed(entity: str, records: Sequence[Record]) -> dict[str, Json]:
    """Return the values that change by themselves: filled, united, put together."""
    made: dict[str, Json] = {}
    for field in merged_fields(get_entity(entity)):
        kind = kind_of(field)
        held = [kind.to_json(getattr(record, field.name)) for record in records]
        value = merged_value(field, held)
        if value != held[0]:
            made[field.name] = value
    return made


def _joined_extra(facts: Entity, kept: Record, others: Sequence[Record]) -> dict[str, Any] | None:
    """Return what no field knows of all of them; own fields were chosen like every other."""
    joined: dict[str, Any] = {}
    for record in reversed(others):
        joined |= {n: v for n, v in (record.extra or {}).items() if n not in facts.by_name}
    joined |= kept.extra or {}
    joined.pop(MERGED_INTO, None)
    return joined or None


Role = tuple[uuid.UUID, str | None]


def _further_customers(
    kept: Record, others: Sequence[Record], chosen: Mapping[str, Any]
) -> list[Role]:
    """Return the customers that a contact person would lose, with the job there."""
    if not isinstance(kept, Contact):
        return []
    main = chosen.get("account_id", kept.account_id)
    people = [one for one in (kept, *others) if isinstance(one, Contact)]
    roles = {
        one.account_id: one.title
        for one in reversed(people)
        if one.account_id is not None and one.account_id != main
    }
    return list(roles.items())


def _add_roles(work: Work, kept: Record, roles: Sequence[Role]) -> None:
    known = sa.select(AccountContact.account_id).where(
        AccountContact.contact_id == kept.id, AccountContact.deleted_at.is_(None)
    )
    held = {*work.session.scalars(known)} if roles else set()
    for account_id, title in [role for role in roles if role[0] not in held]:
        work.session.add(AccountContact(account_id=account_id, contact_id=kept.id, role=title))
    work.session.flush()


_VERBS: Final = (
    ("merge", N_("Merge"), merge_records),
    ("keep_apart", N_("Not a duplicate"), keep_apart),
)


def _register() -> None:
    for entity in iter_entities():
        if not is_mergeable(entity):
            continue
        for verb, label, service in _VERBS:
            facts = CommandFacts(f"{entity.key}.{verb}", label, generic=True)
            register_command(facts, partial(_on_entity, service, entity.key))


def _on_entity(service: Any, entity: str, work: Work, **arguments: object) -> object:  # noqa: ANN401 - of each verb
    return service(work, entity, **arguments)


load_all()
_register()
