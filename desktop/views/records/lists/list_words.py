"""How a list speaks of its size."""

from __future__ import annotations

from desktop.core.entities import Entity
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language


def count_words(entity: Entity, total: int | None, known: int) -> str:
    """Return how many records the list holds: "1.234 khách hàng", while counting "128+ …"."""
    if total is None and not known:
        return ""
    number = format_number(known if total is None else total, language())
    if total is None:
        number += "+"
    name = entity.label if total == 1 or language() == "vi" else entity.plural  # one form there
    return _("{count} {records}").format(count=number, records=_(name).lower())


def status_words(entity: Entity, total: int | None, known: int, chosen: int) -> str:
    """Return what the status bar says: how many, and how many of them are selected."""
    text = count_words(entity, total, known)
    if chosen > 1:
        number = format_number(chosen, language())
        return _("{all}, {count} selected").format(all=text, count=number)
    return text
