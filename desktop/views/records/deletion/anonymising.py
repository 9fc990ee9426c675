"""Lets every command that anonymises open its dialog, which does all of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from desktop.core.filters import Json
from desktop.views.dialogs import show
from desktop.views.records.command_questions import Question, register_question

COMMANDS: Final = ("account.anonymise", "contact.anonymise", "lead.anonymise")


def ask_before_anonymising() -> None:
    """Let every command that anonymises ask twice."""
    for key in COMMANDS:
        register_question(key, ask_and_do)


async def ask_and_do(question: Question) -> Mapping[str, Json] | None:
    """Return None: the dialog does more than the command, in the worker, if the person agrees."""
    from desktop.views.records.deletion.anonymise_dialog import AnonymiseDialog

    dialog = AnonymiseDialog(question)
    await show(dialog)
    recents = getattr(question.window.window(), "recents", None)
    if dialog.is_done and dialog.outlook is not None and recents is not None:
        ids = [uuid.UUID(one) for _entity, one, _title in dialog.outlook.records]
        recents.forget_person(ids, dialog.outlook.names)
    return None
