"""The block "You were mentioned": comments of the last days in which somebody named the person."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.filters import ME, Condition, Filter, Group, Op
from desktop.core.i18n import N_, _
from desktop.core.pages import ListQuery, Row, Sort
from desktop.core.ports import Reads
from desktop.core.relative_filters import meant_now
from desktop.views.home.block_card import LINES
from desktop.views.home.block_feed import TOPIC
from desktop.views.home.blocks import Hint
from desktop.views.home.feed import Feed
from desktop.views.home.hints import hint_text
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import record
from desktop.views.widgets.result_list import Result

TEXTS: Final = (N_("You were mentioned"), "at-sign", N_("Nobody mentioned you lately"))
COMMENT: Final = "comment"
_COLUMNS: Final = ("title", "record_type", "record_id", "created_by", "created_at")
NAMING_ME: Final = Group(
    (
        Condition("mentions", Op.ANY_OF, [ME]),
        Condition("created_at", Op.DURING, "last_30_days"),
    )
)


class MentionFeed(Feed):
    """Fills the card; a row opens what the comment is about."""

    def __init__(self, context: ScreenContext, me: uuid.UUID | None, parent: QWidget) -> None:
        super().__init__("mentions", TEXTS, parent, COMMENT)
        self._jobs = context.jobs
        self._me = me
        self._today = dt.date.min
        self.card.chosen.connect(self.target_chosen)

    def read(self, today: dt.date) -> None:
        """Ask for the comments."""
        self._today = today
        me = self._me

        def ask(reads: Reads) -> tuple[int, list[tuple[Row, str]]]:
            return read_mentions(reads, me, today)

        self._jobs.lists.submit(ask, self._on_read, self._on_failed, topic=TOPIC)

    def _on_read(self, answer: tuple[int, list[tuple[Row, str]]]) -> None:
        number, found = answer
        self.card.show_rows(number, [self._result(row, about) for row, about in found], "orange")
        self.card.number.setEnabled(False)  # comments have no list of their own
        self.answered.emit()

    def _on_failed(self, error: Exception) -> None:
        self.card.show_failed(_("“{title}” could not be read.").format(title=_(self.title)))
        self._jobs.lists.unhandled.emit(error)
        self.answered.emit()

    def _result(self, row: Row, about: str) -> Result:
        title, record_type, record_id, _author, moment = row.values
        target = record(str(record_type), uuid.UUID(str(record_id)), about)
        detail = " · ".join(part for part in (row.texts[3], about) if part)
        hint = hint_text(Hint.MOMENT, moment, row.texts[4], self._today)
        return Result(str(title), detail, "", hint, target)


def read_mentions(
    reads: Reads, me: uuid.UUID | None, today: dt.date
) -> tuple[int, list[tuple[Row, str]]]:
    """Return how many comments name `me`, and the newest with the titles of what they are about."""
    try:
        entity = get_entity(COMMENT)
    except UnknownEntityError:
        return 0, []
    condition: Filter = meant_now(NAMING_ME, entity, me, today)
    query = ListQuery(COMMENT, _COLUMNS, condition, sort=Sort("created_at", descending=True))
    page = reads.first_page(query)
    number = page.total if page.total is not None else reads.count(COMMENT, condition)
    return number, [(row, _about(reads, row)) for row in page.rows[:LINES]]


def _about(reads: Reads, row: Row) -> str:
    refs = reads.refs(str(row.values[1]), [uuid.UUID(str(row.values[2]))])
    return refs[0].title if refs else ""
