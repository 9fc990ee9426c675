"""The columns of the table that a file of contact cards (vCard) is read as."""

from __future__ import annotations

from typing import Final

from desktop.core.column_matching import ColumnMatch
from desktop.core.entities import Entity
from desktop.core.i18n import N_, _
from desktop.core.imports.importable import JOINED, importable_fields
from desktop.core.tables import SheetColumn

# What each column is called, and the fields that it may fill, the best first.
CARD_COLUMNS: Final = {
    "full_name": (N_("Full name"), ("full_name",)),
    "company": (N_("Company"), ("company", "account_id")),
    "party": (N_("Company, else full name"), ("name",)),
    "party_type": (N_("Company or person"), ("party_type",)),
    "salutation": (N_("Salutation"), ("salutation",)),
    "title": (N_("Job title"), ("title",)),
    "department": (N_("Department"), ("department",)),
    "phones": (N_("Phone"), ("phones",)),
    "emails": (N_("E-mail"), ("emails",)),
    "website": (N_("Website"), ("website",)),
    "address": (N_("Address"), ("address",)),
    "tax_code": (N_("Tax code"), ("tax_code",)),
    "birth_on": (N_("Date of birth"), ("birth_on",)),
    "gender": (N_("Gender"), ("gender",)),
    "tags": (N_("Tags"), ("tags", "card_groups")),
    "picture": (N_("Picture"), ("picture", "logo")),
    "note": (N_("Note"), ("description", "needs", "body")),
    "other": (N_("Other details"), ("description", "needs", "body")),
}
# What stands behind the columns of each card and is never shown: which record the card is of, when
# that was last changed.
CARD_MARKS: Final = ("uid", "rev")
UID_PREFIX: Final = "urn:uuid:"  # of cards that the program wrote
# Kinds of numbers by the TYPE words of vCards, the more telling first.
NUMBER_WORDS: Final = {
    "fax": N_("Fax"),
    "pager": N_("Pager"),
    "cell": N_("Mobile phone"),
    "iphone": N_("Mobile phone"),
    "work": N_("At work"),
    "home": N_("At home"),
}
# Values of choices, which the import understands in every language.
_VALUES: Final = {
    "company": N_("Company"),
    "person": N_("Person"),
    "male": N_("Male"),
    "female": N_("Female"),
    "other": N_("Other"),
}
_OTHER_WORDS: Final = {
    "nickname": N_("Nickname"),
    "birthday": N_("Birthday"),
    "picture": N_("Picture"),
}


def card_words() -> dict[str, str]:
    """Return the person's words for what a card holds, for the process that reads it."""
    heads = {f"head.{key}": _(label) for key, (label, _fields) in CARD_COLUMNS.items()}
    words = {**NUMBER_WORDS, **_OTHER_WORDS}
    values = {f"value.{key}": _(label) for key, label in _VALUES.items()}
    return {**heads, **values, **{key: _(word) for key, word in words.items()}}


def suggest_card_columns(
    entity: Entity, columns: tuple[SheetColumn, ...]
) -> tuple[ColumnMatch, ...]:
    """Return the field of each column of a file of cards; all of them are certain."""
    keys = tuple(CARD_COLUMNS)
    importable = {one.name: one for one in importable_fields(entity, cards=True)}
    taken: set[str] = set()
    matches = []
    for column in columns:
        wanted = CARD_COLUMNS[keys[column.index]][1] if column.index < len(keys) else ()
        for name in wanted:
            one = importable.get(name)
            if one is not None and (name not in taken or one.kind in JOINED):
                matches.append(ColumnMatch(column.index, name, 1.0))
                taken.add(name)
                break
    return tuple(matches)


def has_cards(entity: Entity) -> bool:
    """Tell whether records are people or companies, which can be written as contact cards."""
    names = {one.name for one in entity.fields}
    return "phones" in names and bool(names & {"full_name", "name"})
