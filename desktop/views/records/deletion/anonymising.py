"""Asks twice before a person's data are removed for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.views.dialogs import confirm
from desktop.views.records.command_questions import Question, register_question

COMMANDS: Final = ("account.anonymise", "contact.anonymise", "lead.anonymise")


def ask_before_anonymising() -> None:
    """Let every command that anonymises ask twice."""
    for key in COMMANDS:
        register_question(key, ask_twice)


async def ask_twice(question: Question) -> Mapping[str, Json] | None:
    """Return no further arguments if the person says yes twice; None otherwise."""
    count = len(question.ids)
    text = ngettext("Anonymise {count} record?", "Anonymise {count} records?", count)
    detail = _(
        "Names, phones, e-mails, addresses, dates of birth and pictures are removed, from the "
        "history and the search too. What was done with the person stays, without a name."
    )
    if not await confirm(question.window, text.format(count=count), detail):
        return None
    sure = _("Are you sure? What is anonymised cannot be brought back by anybody.")
    older = _("Backups made before still hold the data until they are thinned out.")
    return {} if await confirm(question.window, sure, older) else None
