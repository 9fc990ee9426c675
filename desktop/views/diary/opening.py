"""Opening events for editing, and beginning new ones, from the diary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.core.clock import find_zone, to_micros
from desktop.core.diary.entry import Entry
from desktop.core.diary.saying import title_of
from desktop.core.diary.spans import Span
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import Ref
from desktop.views.diary.dropping import read_values

if TYPE_CHECKING:
    from desktop.views.diary.diary_page import DiaryPage
    from desktop.views.diary.editor.opening import EventOpener


def open_entry(page: DiaryPage, entry: Entry) -> None:
    """Open an event, or the time of a series that was chosen."""
    original = entry.original if entry.is_recurring else ""
    _opener(page).ask_and_open(entry.event, original, title_of(entry))


def begin_event(page: DiaryPage, span: Span, values: Mapping[str, Json]) -> None:
    """Begin an event at a time; it is made when it is saved."""
    _opener(page).begin({**times_of(span, page.zone), **values})


def _opener(page: DiaryPage) -> EventOpener:
    from desktop.views.diary.editor.opening import EventOpener  # with the first event

    return EventOpener(page.jobs, page.editors, page.me, page.window())


def begin_about(
    page: DiaryPage, span: Span, values: Mapping[str, Json], refs: Sequence[Ref]
) -> None:
    """Begin an event about records that were dropped on a time."""
    page.jobs.start(_begin_about(page, span, values, refs), name=_("Reading"))


async def _begin_about(
    page: DiaryPage, span: Span, values: Mapping[str, Json], refs: Sequence[Ref]
) -> None:
    found = await page.jobs.read(lambda reads: read_values(reads, refs))
    begin_event(page, span, {**values, **found})


def times_of(span: Span, zone: str) -> dict[str, Json]:
    """Return a span of wall time as the fields of an event have it."""
    return {
        "starts_at": _moment(span.start, zone),
        "ends_at": _moment(span.end, zone),
        "is_all_day": span.is_all_day,
    }


def _moment(wall: datetime, zone: str) -> int:
    return to_micros(wall.replace(tzinfo=find_zone(zone)))
