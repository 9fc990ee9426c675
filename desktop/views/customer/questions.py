"""What is asked by hand-made dialogs before commands on customers, leads and cards run."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.core.pages import Card, Hit, ListQuery
from desktop.core.ports import Reads
from desktop.views.dialogs import show
from desktop.views.records.command_questions import Question, register_question

CONVERSIONS = ("lead.convert", "business_card.to_account")
ACCOUNT = "account"
PLACED = ("account", "contact", "lead", "target", "business_card")
AT_ONCE = 500  # rows that are read by one question


def register_questions() -> None:
    """Use the dialogs of this area."""
    for command in CONVERSIONS:
        register_question(command, ask_about_conversion)
    for entity in PLACED:
        register_question(f"{entity}.place_addresses", ask_about_addresses)


async def ask_about_conversion(question: Question) -> Mapping[str, Json] | None:
    """Show what will be made of leads or cards; answer with the customer that they join, if any."""
    from desktop.views.customer.conversion_dialog import ConversionDialog  # not at start

    entity = question.facts.entity
    first = UUID(question.ids[0])

    def read(reads: Reads) -> tuple[Card, list[Hit]]:
        card = reads.card(entity, first)
        name = str(card.values.get("company") or card.values["full_name"])
        return card, reads.choices(ACCOUNT, name, limit=1)

    card, known = await question.jobs.read(read)
    dialog = ConversionDialog(question, card, known)
    return dialog.answer() if await show(dialog) else None


async def ask_about_addresses(question: Question) -> Mapping[str, Json] | None:
    """Show the old addresses among the records; answer with the communes chosen for them."""
    from desktop.core.old_addresses import OldAddress, old_addresses
    from desktop.views.customer.addresses_dialog import AddressesDialog  # not at start

    entity = get_entity(question.facts.entity)
    query = ListQuery(entity.key, (entity.title, "address"))
    ids = [UUID(one) for one in question.ids]

    def read(reads: Reads) -> list[OldAddress]:
        rows = [
            row
            for first in range(0, len(ids), AT_ONCE)
            for row in reads.rows(query, ids[first : first + AT_ONCE]).rows
        ]
        return old_addresses(
            (str(row.id), row.texts[0], row.values[1], row.texts[1])
            for row in rows
            if isinstance(row.values[1], dict)
        )

    dialog = AddressesDialog(question, await question.jobs.read(read))
    return dialog.answer() if await show(dialog) else None
