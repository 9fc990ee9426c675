"""Fills the card of a declared block from the list reader, and does the action of its rows.

The list reader has nothing else to do while the page "Today" is in view; the card reader must be
free for the search box.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.core.entities import get_entity
from desktop.core.i18n import _
from desktop.core.pages import ListQuery, Row
from desktop.core.ports import Reads
from desktop.views.home.block_reading import Answer, read_block
from desktop.views.home.blocks import HomeBlock, RowAction
from desktop.views.home.feed import Feed
from desktop.views.home.hints import hint_text, never_text
from desktop.views.home.row_delegate import Offer
from desktop.views.home.team import for_everybody
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import LIST, Target, record
from desktop.views.widgets.result_list import Result

GAP: Final = " · "
TOPIC: Final = "home"  # of the questions, by which they are stopped


class BlockFeed(Feed):
    """One declared block."""

    def __init__(
        self, block: HomeBlock, context: ScreenContext, me: uuid.UUID | None, parent: QWidget
    ) -> None:
        texts = (block.title, block.icon, block.empty)
        super().__init__(block.key, texts, parent, block.entity)
        self.block = block
        self._context = context
        self._me = me
        self._today = dt.date.min
        self._never = ""
        self.team: tuple[uuid.UUID, ...] = ()  # whose records are shown; nobody's but mine
        self.card.list_asked.connect(self._on_card_list_asked)
        self.card.chosen.connect(self.target_chosen)
        self.card.acted.connect(self._on_card_acted)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        action = self.block.action
        self.card.rows.offer(Offer(_(action.label), action.icon) if action else None)

    def read(self, today: dt.date) -> None:
        """Ask for the number of records and the first of them."""
        self._today = today
        query = self.block.query(today, self._me, self.team)

        def ask(reads: Reads) -> Answer:
            return read_block(reads, query)

        self._context.jobs.lists.submit(ask, self._on_read, self._on_failed, topic=TOPIC)

    def _on_read(self, answer: Answer) -> None:
        self._never = never_text(answer.held_since)
        rows = [self._result(answer.query, row) for row in answer.rows]
        self.card.show_rows(answer.number, rows, self.block.colour)
        self.answered.emit()

    def _on_failed(self, error: Exception) -> None:
        """Say it in the card, and let those hear of it who hear of every failed question."""
        self.card.show_failed(_("“{title}” could not be read.").format(title=_(self.title)))
        self._context.jobs.lists.unhandled.emit(error)
        self.answered.emit()

    def _result(self, query: ListQuery, row: Row) -> Result:
        place = query.columns.index
        block, entity = self.block, get_entity(query.entity)
        title = row.texts[place(entity.title)]
        details = [row.texts[place(name)] for name in block.detail]
        hint = ""
        if block.hint:
            at = place(block.hint)
            hint = hint_text(
                block.hint_form, row.values[at], row.texts[at], self._today, self._never
            )
        target = record(query.entity, row.id, title)
        return Result(title, GAP.join(text for text in details if text), "", hint, target)

    @Slot()
    def _on_card_list_asked(self) -> None:
        condition = self.block.condition(self._today, self.team)
        if self._me is None:
            condition = for_everybody(condition)
        title = _(self.block.title)
        self.target_chosen.emit(Target(LIST, self.block.entity, filter=condition, title=title))

    @Slot(object)
    def _on_card_acted(self, target: Target) -> None:
        action = self.block.action
        if action is None or target.record_id is None:
            return
        if action.create:
            self._context.create(action.create, {action.link: str(target.record_id)})
        else:
            work = self._run(action, str(target.record_id))
            self._context.jobs.start(work, name=_(action.label))

    async def _run(self, action: RowAction, record_id: str) -> None:
        await self._context.jobs.command(action.command, ids=[record_id])
