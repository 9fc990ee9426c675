"""The block "You were mentioned": comments that name the person, until they are marked as read."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.filters import ME, Condition, Filter, Group, Op
from desktop.core.i18n import N_, _
from desktop.core.pages import ListQuery, Row, Sort
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import meant_now
from desktop.views.home.block_card import LINES
from desktop.views.home.block_feed import TOPIC
from desktop.views.home.blocks import Hint
from desktop.views.home.feed import Feed
from desktop.views.home.hints import hint_text
from desktop.views.home.row_delegate import Offer
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import Target, record
from desktop.views.widgets.result_list import Result

TEXTS: Final = (N_("You were mentioned"), "at-sign", N_("No unread comment mentions you"))
COMMENT: Final = "comment"
_COLUMNS: Final = ("title", "record_type", "record_id", "created_by", "created_at")
NAMING_ME: Final = Group(
    (
        Condition("mentions", Op.ANY_OF, [ME]),
        Condition("read_by", Op.NONE_OF, [ME]),
    )
)
READ: Final = N_("Mark as read")
ALL_READ: Final = N_("Mark all as read")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A row: which comment it is, and what that is about."""

    comment: uuid.UUID
    about: Target


class MentionFeed(Feed):
    """Fills the card; a row opens what the comment is about."""

    def __init__(self, context: ScreenContext, me: uuid.UUID | None, parent: QWidget) -> None:
        super().__init__("mentions", TEXTS, parent, COMMENT)
        self._jobs = context.jobs
        self._me = me
        self._today = dt.date.min
        self.card.chosen.connect(self._on_card_chosen)
        self.card.acted.connect(self._on_card_acted)
        self.card.all.clicked.connect(self._on_card_all_clicked)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.card.rows.offer(Offer(_(READ), "check"))
        self.card.offer_for_all(_(ALL_READ), "check-check")

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
        self.card.all.setVisible(bool(found))
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
        return Result(str(title), detail, "", hint, _Mention(row.id, target))

    @Slot(object)
    def _on_card_chosen(self, mention: _Mention) -> None:
        self.target_chosen.emit(mention.about)

    @Slot(object)
    def _on_card_acted(self, mention: _Mention) -> None:
        self._jobs.start(self._mark([str(mention.comment)]), name=_(READ))

    @Slot()
    def _on_card_all_clicked(self) -> None:
        self._jobs.start(self._mark([]), name=_(ALL_READ))

    async def _mark(self, ids: list[str]) -> None:
        """Note that comments were read, all of them without ids; the card is read anew then."""
        await self._jobs.command("comment.mark_read", ids=ids)


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
