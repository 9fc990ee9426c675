"""The block "Coming up": anniversaries and birthdays that are near, by day.

Anniversaries have records of their own, each with its days of notice; birthdays of the next 30 days
come from the dates of birth of customers who are persons and of contact persons.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Container
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.core.anniversaries import YearlyDay, next_time
from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.filters import Condition, Filter, Group, Json, Op
from desktop.core.i18n import N_, _, ngettext
from desktop.core.lunar import to_lunar
from desktop.core.pages import ListQuery, Row, Sort
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import meant_now
from desktop.core.system_views import COMING, to_remind_of
from desktop.views.home.block_card import LINES
from desktop.views.home.block_feed import TOPIC
from desktop.views.home.feed import Feed
from desktop.views.home.hints import day_text
from desktop.views.home.row_delegate import Offer
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import LIST, Target, record
from desktop.views.widgets.result_list import Result

TEXTS: Final = (N_("Coming up"), "cake", N_("No anniversary is near"))
PERIOD: Final = "next_30_days"
ANNIVERSARY: Final = "anniversary"
BORN: Final = Group((Condition("birthday", Op.DURING, PERIOD),))
PLAN: Final = N_("Plan a gift")


@dataclass(frozen=True, slots=True)
class Coming:
    """One day to remember: of which record, and what a gift for it begins with."""

    day: dt.date
    target: Target
    detail: str
    gift: dict[str, Json]


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    coming: tuple[Coming, ...]


class UpcomingFeed(Feed):
    """Fills the card; its rows begin a planned gift."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__("upcoming", TEXTS, parent, ANNIVERSARY)
        self._context = context
        self._coming: tuple[Coming, ...] = ()
        self.card.list_asked.connect(self._on_card_list_asked)
        self.card.chosen.connect(self.target_chosen)
        self.card.acted.connect(self._on_card_acted)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.card.rows.offer(Offer(_(PLAN), "gift"))

    def concerns(self, entities: Container[str]) -> bool:
        """Tell whether changes of these entities may change what is shown."""
        return any(entity in entities for entity in (ANNIVERSARY, "account", "contact"))

    def read(self, today: dt.date) -> None:
        """Ask for the days to come."""

        def ask(reads: Reads) -> _Answer:
            return read_coming(reads, today)

        self._context.jobs.lists.submit(ask, self._on_read, self._on_failed, topic=TOPIC)
        self._today = today

    def _on_read(self, answer: _Answer) -> None:
        self._coming = answer.coming
        rows = [
            Result(one.target.title, one.detail, "", day_text(one.day, self._today), one.target)
            for one in answer.coming
        ]
        self.card.show_rows(answer.number, rows, "purple")
        self.answered.emit()

    def _on_failed(self, error: Exception) -> None:
        self.card.show_failed(_("“{title}” could not be read.").format(title=_(self.title)))
        self._context.jobs.lists.unhandled.emit(error)
        self.answered.emit()

    @Slot()
    def _on_card_list_asked(self) -> None:
        self.target_chosen.emit(Target(LIST, ANNIVERSARY, filter=COMING, title=_(self.title)))

    @Slot(object)
    def _on_card_acted(self, target: Target) -> None:
        for one in self._coming:
            if one.target == target:
                self._context.create("gift", one.gift)
                return


def read_coming(reads: Reads, today: dt.date) -> _Answer:
    """Return the number of days to remember soon, and the first of them."""
    found: list[Coming] = []
    number = 0
    for entity, condition, extra in (
        (ANNIVERSARY, COMING, ("next_on", "occasion", "account_id", "contact_id", "calendar")),
        ("account", BORN, ("birth_on",)),
        ("contact", BORN, ("birth_on", "account_id")),
    ):
        query = _query(entity, condition, extra, today)
        if query is None:
            continue
        page = reads.first_page(query)
        whole = page.total if page.total is not None else reads.count(entity, query.filter)
        number += whole
        found += [one for row in page.rows if (one := _coming(query, row, today))]
    found.sort(key=lambda one: (one.day, one.target.title))
    return _Answer(number, tuple(found[:LINES]))


def _query(
    entity: str, condition: Filter, extra: tuple[str, ...], today: dt.date
) -> ListQuery | None:
    try:
        facts = get_entity(entity)
    except UnknownEntityError:
        return None
    asked = meant_now(to_remind_of(condition, facts), facts, None, today)
    sort = Sort("next_on") if entity == ANNIVERSARY else None
    return ListQuery(entity, (facts.title, *extra), asked, sort=sort)


def _coming(query: ListQuery, row: Row, today: dt.date) -> Coming | None:
    values = dict(zip(query.columns, row.values, strict=True))
    texts = dict(zip(query.columns, row.texts, strict=True))
    title = row.texts[0]
    target = record(query.entity, row.id, title)
    if query.entity == ANNIVERSARY:
        day = values["next_on"]
        if not isinstance(day, dt.date):
            return None
        who = texts["contact_id"] or texts["account_id"]
        detail = " · ".join(part for part in (texts["occasion"], who, _lunar(values, day)) if part)
        links = {name: _id(values[name]) for name in ("account_id", "contact_id")}
        return Coming(day, target, detail, _gift(title, day, texts["occasion"], links))
    born = values["birth_on"]
    if not isinstance(born, dt.date):
        return None
    coming = next_time(YearlyDay(born.day, born.month), today)
    if coming is None:
        return None
    age = coming.year - born.year
    years = ngettext("turns {count}", "turns {count}", age).format(count=age)
    parts = (_("Birthday"), texts.get("account_id", ""), years if 0 < age <= OLDEST else "")
    links = {"account_id": str(row.id)}
    if query.entity == "contact":
        links = {"account_id": _id(values["account_id"]), "contact_id": str(row.id)}
    gift = _gift(title, coming, _("Birthday"), links)
    return Coming(coming, target, " · ".join(part for part in parts if part), gift)


OLDEST: Final = 120  # years; a greater age is a slip of the finger


def _gift(title: str, day: dt.date, occasion: str, links: dict[str, str]) -> dict[str, Json]:
    gift: dict[str, Json] = {
        "title": _("Gift: {occasion}").format(occasion=title)[:200],
        "given_on": day.isoformat(),
        "occasion": occasion,
    }
    return gift | {name: link for name, link in links.items() if link}


def _id(value: object) -> str:
    return str(value) if isinstance(value, uuid.UUID | str) else ""


def _lunar(values: dict[str, object], day: dt.date) -> str:
    """Return the lunar day and month of what is kept by the moon."""
    lunar = to_lunar(day) if values["calendar"] == "lunar" else None
    if lunar is None:
        return ""
    return _("lunar {day}/{month}").format(day=lunar.day, month=lunar.month)
