"""Anonymising: a person's data go for good, the record and what was done with it stay.

Fields that are marked personal, and every phone, e-mail, address, name, picture and free text about
the person, are emptied; so are their values in the history and in the search index. The name
becomes a word that names nobody. What else of the profile holds the person (texts of notes, drafts,
files, older backups) goes with the long work of `desktop.services.privacy.erasing`.

Source: Law on Personal Data Protection 91/2025/QH15, deletion and de-identification on request.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.base import record_class
from desktop.models.contacts import Account
from desktop.models.contacts.privacy import Consent
from desktop.services.commands import command
from desktop.store.work import Work

_LABEL: Final = N_("Anonymise…")
_ALWAYS: Final = frozenset(
    {
        Kind.PHONES,
        Kind.EMAILS,
        Kind.ADDRESS,
        Kind.PERSON_NAME,
        Kind.IMAGE,
        Kind.FILE,
        Kind.URL,
        Kind.TAX_CODE,
        Kind.LONG_TEXT,
        Kind.RICH_TEXT,
    }
)
_BY_NAME: Final = frozenset({"short_name"})  # of a person, another form of the name
_PERSON: Final = "person"
_IN_MENUS: Final = ("owner_id", "-")  # what cannot be taken back is no button on a card
ENTITIES: Final = ("account", "contact", "lead")

Text = tuple[str, uuid.UUID, str]  # entity, record, field


@command("account.anonymise", label=_LABEL, on_records=True, undo=False, offered=_IN_MENUS)
def anonymise_accounts(work: Work, ids: Sequence[str]) -> int:
    """Remove the personal data of customers who are persons; return how many.

    Raises:
        RuleBrokenError: one of them is a company, which has no personal data of its own.
    """
    return _anonymise(work, "account", ids)


@command("contact.anonymise", label=_LABEL, on_records=True, undo=False, offered=_IN_MENUS)
def anonymise_contacts(work: Work, ids: Sequence[str]) -> int:
    """Remove the personal data of contact persons; return how many."""
    return _anonymise(work, "contact", ids)


@command("lead.anonymise", label=_LABEL, on_records=True, undo=False, offered=_IN_MENUS)
def anonymise_leads(work: Work, ids: Sequence[str]) -> int:
    """Remove the personal data of leads; return how many."""
    return _anonymise(work, "lead", ids)


def personal_fields(entity: Entity) -> list[Field]:
    """Return the fields of an entity that hold personal data, the company's own among them."""
    return [
        field
        for field in entity.fields
        if (field.personal or field.kind in _ALWAYS or field.name in {entity.title, *_BY_NAME})
        and not field.part_of
        and field.kind is not Kind.COMPUTED
    ]


def check_persons(work: Work, entity: str, ids: Iterable[uuid.UUID]) -> None:
    """Raise RuleBrokenError if one of the records is a company."""
    if entity != "account":
        return
    query = sa.select(Account.name).where(Account.id.in_(ids), Account.party_type != _PERSON)
    company = work.session.scalars(query).first()
    if company is not None:
        sentence = _("“{name}” is a company. Only persons can be anonymised.")
        raise RuleBrokenError(sentence.format(name=company))


def make_nameless(work: Work, entity: str, ids: Sequence[uuid.UUID]) -> None:
    """Empty the personal fields of records of one entity, here, in the history and in consents."""
    facts = get_entity(entity)
    fields = personal_fields(facts)
    nobody = _("Anonymised person")
    values: dict[str, Any] = {f.name: nobody if f.name == facts.title else None for f in fields}
    work.bulk_update(entity, ids, values)
    work.forget_values(entity, ids, [field.name for field in fields])
    column = getattr(Consent, f"{entity}_id", None)
    if column is not None:
        consents = list(work.session.scalars(sa.select(Consent.id).where(column.in_(ids))))
        if consents:
            work.bulk_update("consent", consents, {"subject": nobody})
            work.forget_values("consent", consents, ["subject"])


def remove_texts(work: Work, texts: Iterable[Text]) -> int:
    """Empty texts, here and in the history; one that must not be empty says that it was removed."""
    count = 0
    for entity, record_id, name in texts:
        one = get_entity(entity).field(name)
        column = None if one.custom else record_class(entity).__table__.columns.get(name)
        may_be_empty = not one.required and (column is None or bool(column.nullable))
        work.bulk_update(entity, [record_id], {name: None if may_be_empty else _("Text removed")})
        work.forget_values(entity, [record_id], [name])
        count += 1
    return count


def delete_for_good(work: Work, entity: str, ids: Sequence[uuid.UUID]) -> None:
    """Delete records that are nothing without the person, such as files, here and in the history.

    What lies in the bin already is deleted too.
    """
    names = [one.name for one in get_entity(entity).fields if one.kind is not Kind.LINK]
    work.delete(entity, ids)
    work.purge(entity, ids)
    work.forget_values(entity, ids, names)


def _anonymise(work: Work, entity: str, ids: Sequence[str]) -> int:
    found = [uuid.UUID(one) for one in ids]
    check_persons(work, entity, found)
    make_nameless(work, entity, found)
    return len(found)
