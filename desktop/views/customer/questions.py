"""What is asked by hand-made dialogs before commands on customers, leads and cards run."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from desktop.core.filters import Json
from desktop.core.pages import Card, Hit
from desktop.core.ports import Reads
from desktop.views.dialogs import show
from desktop.views.records.command_questions import Question, register_question

CONVERSIONS = ("lead.convert", "business_card.to_account")
ACCOUNT = "account"


def register_questions() -> None:
    """Use the dialogs of this area."""
    for command in CONVERSIONS:
        register_question(command, ask_about_conversion)


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
