"""Dialogs made by hand that ask the questions of a command, instead of the plain form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.commands import CommandFacts
    from desktop.views.jobs import Jobs
    from desktop.views.records.record_form import MakeEditor


@dataclass(frozen=True, slots=True)
class Question:
    """A command that somebody wants to run on records, and what a dialog needs to ask about it."""

    facts: CommandFacts
    ids: tuple[str, ...]
    jobs: Jobs
    make_editor: MakeEditor
    window: QWidget


Ask = Callable[[Question], Awaitable[Mapping[str, Json] | None]]
_asked: dict[str, Ask] = {}


def register_question(command: str, ask: Ask) -> None:
    """Let `ask` find the further arguments of a command; it answers None to leave it."""
    _asked[command] = ask


def question_of(command: str) -> Ask | None:
    """Return what asks about a command, None if its form is enough."""
    return _asked.get(command)
