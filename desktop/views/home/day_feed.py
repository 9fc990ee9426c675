"""The block of today's appointments: what stands in one's diary, or in those of the team."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Container
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.core.clock import local_zone
from desktop.core.entities import is_entity
from desktop.core.i18n import N_, _
from desktop.core.ports import Reads
from desktop.views.home.block_feed import GAP, TOPIC
from desktop.views.home.feed import Feed
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import Target, record
from desktop.views.widgets.result_list import Result

if TYPE_CHECKING:
    from desktop.core.diary.entry import Entry

EVENT: Final = "event"
TEXTS: Final = (N_("My appointments today"), "calendar-days", N_("No appointment today"))
_BESIDE: Final = ("event_variation", "attendee", "calendar")
_CANCELLED: Final = "cancelled"
OWN: Final = "own"  # rooms and calendars of units are nobody's day


class DayFeed(Feed):
    """Fills the card with the times of today."""

    def __init__(self, context: ScreenContext, me: uuid.UUID | None, parent: QWidget) -> None:
        super().__init__("appointments", TEXTS, parent, EVENT)
        self._jobs = context.jobs
        self._me = me
        self.team: tuple[uuid.UUID, ...] = ()
        self.card.chosen.connect(self.target_chosen)
        self.card.list_asked.connect(self._on_card_list_asked)

    def concerns(self, entities: Container[str]) -> bool:
        """Tell whether changes of these entities may change what is shown."""
        return any(key in entities for key in (EVENT, *_BESIDE))

    def read(self, today: dt.date) -> None:
        """Ask the diary."""
        me, team = self._me, self.team

        def ask(reads: Reads) -> list[Entry]:
            return read_day(reads, me, team, today)

        self._jobs.lists.submit(ask, self._on_read, self._on_failed, topic=TOPIC)

    def _on_read(self, entries: list[Entry]) -> None:
        self.card.show_rows(len(entries), [_row(one) for one in entries])
        self.answered.emit()

    def _on_failed(self, error: Exception) -> None:
        self.card.show_failed(_("“{title}” could not be read.").format(title=_(self.title)))
        self._jobs.lists.unhandled.emit(error)
        self.answered.emit()

    @Slot()
    def _on_card_list_asked(self) -> None:
        self.target_chosen.emit(Target("calendar"))


def read_day(
    reads: Reads, me: uuid.UUID | None, team: tuple[uuid.UUID, ...], today: dt.date
) -> list[Entry]:
    """Return the appointments of a day that are not cancelled, in their order."""
    if me is None or not is_entity(EVENT):
        return []
    calendars = [one for one in reads.calendars() if one.calendar_type == OWN]
    own = {one.id for one in calendars if one.owner == me or one.is_default}
    wanted = set(team) if team else own
    if not wanted:
        return []
    entries = reads.diary(today, today, str(local_zone()), wanted)
    return [one for one in entries if one.status != _CANCELLED]


def _row(entry: Entry) -> Result:
    hint = _("all day") if entry.is_all_day else f"{entry.start:%H:%M}"
    customer = entry.customer.title if entry.customer else ""
    detail = GAP.join(part for part in (entry.place, customer, entry.people) if part)
    title = _("Busy") if entry.only_busy else entry.title
    target = None if entry.only_busy else record(EVENT, entry.event, entry.title)
    return Result(title, detail, "", hint, target or Target("calendar"))
