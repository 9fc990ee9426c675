"""Reading one record for paper: what its card shows, and what happened lately."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.entities import Entity, iter_entities
from desktop.core.errors import NotAllowedError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.core.pages import Card, TimelineEntry
from desktop.views.jobs import Jobs
from desktop.views.printing.sheet import Column, PrintLine
from desktop.views.records.card_design import design_of

EVENTS: Final = 40
LONGEST_TEXT: Final = 100_000  # letters of one field: thirty pages
LATER_THAN_ALL: Final = 2**62
NO_TEXT: Final = frozenset({Kind.IMAGE, Kind.JSON})
COLUMNS: Final = (Column("", is_label=True), Column(""))
INTERNAL: Final = N_("What is for colleagues only is never printed.")


class CardLines:
    """Reads a record as labels and texts under the headings of its card."""

    columns = COLUMNS

    def __init__(self, jobs: Jobs, entity: Entity, record_id: uuid.UUID) -> None:
        self._jobs = jobs
        self._entity = entity
        self._record_id = record_id

    async def read(self, *, with_events: bool) -> tuple[Card, tuple[PrintLine, ...]]:
        """Return the record and its lines; raise RecordGoneError or NotAllowedError."""
        if self._entity.internal:
            raise NotAllowedError(_(INTERNAL))
        key, record_id = self._entity.key, self._record_id
        card = await self._jobs.read(lambda reads: reads.card(key, record_id))
        lines = list(_card_lines(self._entity, card))
        if with_events:
            kinds = printed_events()
            events = await self._jobs.read(
                lambda reads: reads.timeline(key, record_id, kinds, LATER_THAN_ALL, EVENTS)
            )
            lines += _event_lines(events)
        return card, tuple(lines)


def printed_events() -> tuple[str, ...]:
    """Return the entities whose records may be printed with the card that they happened to."""
    return tuple(e.key for e in iter_entities() if e.timeline and not e.internal)


def _card_lines(entity: Entity, card: Card) -> Iterator[PrintLine]:
    design = design_of(entity)
    for section in design.sections(entity, design.variant(card.values)):
        rows = [(_(field.label), _text(field, card)) for field in section.fields]
        shown = [(label, text) for label, text in rows if text]
        if shown and section.label:
            yield PrintLine((_(section.label),), is_heading=True)
        for row in shown:
            yield PrintLine(row)


def _text(field: Field, card: Card) -> str:
    if field.kind in NO_TEXT:
        return ""
    value = card.values.get(field.name)
    if field.kind is Kind.LONG_TEXT and isinstance(value, str):
        return value[:LONGEST_TEXT]
    text = card.texts.get(field.name, "")
    return text[:LONGEST_TEXT] if field.kind is Kind.RICH_TEXT else text


def _event_lines(events: list[TimelineEntry]) -> Iterator[PrintLine]:
    if events:
        yield PrintLine((_("What happened lately"),), is_heading=True)
    for event in events:
        parts = (event.ref.title, event.text, event.actor)
        yield PrintLine(
            (format_moment(from_micros(event.at)), "\n".join(part for part in parts if part))
        )
