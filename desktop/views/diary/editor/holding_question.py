"""What is asked when an appointment took place: of a series also which of its times."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from desktop.core.clock import SystemClock, local_zone
from desktop.core.dates import format_day_long
from desktop.core.diary.event_times import series_of
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind, Option
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.pages import Card
from desktop.core.ports import Reads
from desktop.core.recurrence.addressing import variation_key
from desktop.core.recurrence.occurrences import Window, occurrences
from desktop.core.recurrence.stamps import When, to_stamp
from desktop.views.dialogs import show
from desktop.views.diary.editor.event_reading import times_of_card
from desktop.views.records.command_questions import Question
from desktop.views.records.form_dialog import FormDialog

WHICH: Final = "original"
BEFORE, AFTER = timedelta(days=92), timedelta(days=7)
MOST: Final = 40


async def ask_about_holding(question: Question) -> Mapping[str, Json] | None:
    """Ask for the result and the next time; return None to leave it."""
    found: list[Option] = []
    if len(question.ids) == 1:

        def ask(reads: Reads) -> list[Option]:
            return times_held(reads.card("event", uuid.UUID(question.ids[0])))

        found = await question.jobs.read(ask)
    title = _(question.facts.label).rstrip("…")
    which = Field(WHICH, N_("Which time"), Kind.CHOICE, required=True, options=tuple(found))
    fields = (which, *question.facts.form) if found else question.facts.form
    dialog = FormDialog(title, fields, question.make_editor, title, question.window)
    if found:
        dialog.start_with({WHICH: found[0].value})
    return dialog.values() if await show(dialog) else None


def times_held(card: Card) -> list[Option]:
    """Return the times of a series that may have taken place, the last one first."""
    rule = str(card.values.get("rule") or "")
    if not rule:
        return []
    now = SystemClock().now()
    try:
        series = series_of(times_of_card(card.values), rule)
        found = occurrences(series, Window.between(now - BEFORE, now + AFTER))
    except InvalidValueError:
        return []  # its rule is broken: it is shown as a single event
    wall = to_stamp(now.astimezone(local_zone()).replace(tzinfo=None))
    past = [one for one in found if to_stamp(one.start) <= wall]
    coming = [one for one in found if to_stamp(one.start) > wall]
    offered = [*reversed(past), *coming][:MOST]
    return [Option(variation_key(one.original), _words(one.start)) for one in offered]


def _words(when: When) -> str:
    if isinstance(when, datetime):
        return f"{format_day_long(when.date())} {when:%H:%M}"
    return format_day_long(when)
