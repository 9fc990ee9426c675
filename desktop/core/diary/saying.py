"""Entries and spans of a diary in words: for tooltips, screen readers and lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from desktop.core.dates import format_day, weekday_name
from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import Span, span_of
from desktop.core.i18n import N_, _

_MOST_LISTED: Final = 20
_ANSWERS: Final = {
    "needs_action": N_("not answered yet"),
    "accepted": N_("accepted"),
    "tentative": N_("perhaps"),
    "declined": N_("declined"),
}
_SHOWN_AS: Final = {
    "tentative": N_("tentative"),
    "free": N_("free"),
    "away": N_("out of office"),
}


def clock_text(moment: datetime) -> str:
    """Return the time of day of a naive moment as HH:mm."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def when_text(span: Span) -> str:
    """Return when something is: "09:00–10:00", days where it is longer or of whole days."""
    first, last = span.first_day, span.last_day
    if span.is_all_day:
        days = format_day(first) if first == last else f"{format_day(first)}–{format_day(last)}"
        return f"{_('All day')}, {days}"
    if first == last:
        return f"{clock_text(span.start)}–{clock_text(span.end)}"
    begins, ends = (f"{clock_text(at)} {format_day(at.date())}" for at in (span.start, span.end))
    return f"{begins} – {ends}"


def say_span(span: Span) -> str:
    """Return a span with its weekday, as a screen reader says where the cursor is."""
    day = f"{weekday_name(span.first_day)} {format_day(span.first_day)}"
    if span.is_all_day and span.first_day == span.last_day:
        return f"{day}, {_('All day')}"
    if span.is_all_day or span.first_day != span.last_day:
        return when_text(span)
    return f"{day}, {when_text(span)}"


def title_of(entry: Entry) -> str:
    """Return what an entry is called; of what we may not read, that there is something."""
    if entry.only_busy:
        return _("Busy")
    return entry.title or _("(no title)")


def say_entry(entry: Entry) -> str:
    """Return everything that an entry shows, in one line for a screen reader."""
    return ", ".join((title_of(entry), say_span(span_of(entry)), *_details(entry)))


def describe(entry: Entry) -> str:
    """Return everything that an entry shows, in lines for a tooltip."""
    return "\n".join((title_of(entry), when_text(span_of(entry)), *_details(entry)))


def list_day(entries: Iterable[Entry], day: date) -> list[str]:
    """Return a line for each entry of a day, in its order; at most twenty, then dots."""
    here = [one for one in entries if span_of(one).first_day <= day <= span_of(one).last_day]
    here.sort(key=_by_time)
    lines = [
        title_of(one) if one.is_all_day else f"{clock_text(one.start)} {title_of(one)}"
        for one in here[:_MOST_LISTED]
    ]
    return lines + ["…"] * (len(here) > _MOST_LISTED)


def _by_time(entry: Entry) -> tuple[bool, datetime, str]:
    return not entry.is_all_day, entry.start, entry.title


def _details(entry: Entry) -> list[str]:
    answer = _ANSWERS.get(entry.answer)
    words = (
        entry.place,
        entry.people,
        entry.customer.title if entry.customer else "",
        _(_SHOWN_AS[entry.show_as]) if entry.show_as in _SHOWN_AS else "",
        _("cancelled") if entry.status == "cancelled" else "",
        _("private") if entry.is_private else "",
        _("repeats") if entry.is_recurring else "",
        _("answer: {answer}").format(answer=_(answer)) if answer else "",
        _("its repeat rule cannot be followed") if entry.is_broken else "",
    )
    return [word for word in words if word]
