"""Fills the cards of the page "Today" from the card reader, and from what was used lately."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.i18n import N_, _
from desktop.core.pages import ListQuery, Page
from desktop.core.ports import Reads
from desktop.views.home.block_card import LINES, BlockCard
from desktop.views.home.blocks import HomeBlock
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import LIST, Target, record
from desktop.views.widgets.result_list import Result

RECENT = N_("Recently opened")
NO_RECENT = N_("What you open appears here.")


class BlockFeed(QObject):
    """One block: its card, and the question behind it.

    Signals:
        target_chosen: a Target to go to.
    """

    target_chosen = Signal(object)

    def __init__(self, block: HomeBlock, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.block = block
        self.entity = block.entity
        self.card = BlockCard(block.icon, parent)
        self._context = context
        self._query: ListQuery | None = None
        self.card.list_asked.connect(self._on_card_list_asked)
        self.card.action_asked.connect(self._on_card_action_asked)
        self.card.chosen.connect(self.target_chosen)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.card.name(_(self.block.title), _(self.block.empty))
        actions, action = self._context.actions, self.block.action
        if action and action in actions and actions.is_bound(action):
            self.card.offer(action, actions.tip(action))

    def read(self, today: dt.date) -> None:
        """Count the block's records and read the first; returns at once."""
        query = self._query = self.block.query(today)

        def ask(reads: Reads) -> tuple[ListQuery, int, Page]:
            return query, reads.count(query.entity, query.filter), reads.first_page(query)

        topic = f"home {self.block.key}"
        self._context.jobs.cards.submit(ask, self._on_read, self._on_failed, topic=topic)

    def _on_read(self, answer: tuple[ListQuery, int, Page]) -> None:
        query, number, page = answer
        if query != self._query:
            return
        lines = [self._line(query, index, page) for index in range(min(LINES, len(page.rows)))]
        self.card.show_lines(number, lines, self.block.colour)

    def _on_failed(self, error: Exception) -> None:
        self.card.show_lines(0, [])
        self._context.jobs.report(error)

    def _line(self, query: ListQuery, index: int, page: Page) -> Result:
        row = page.rows[index]
        texts = dict(zip(query.columns, row.texts, strict=False))
        entity = get_entity(query.entity)
        title = texts.get(entity.title, "")
        return Result(
            title,
            texts.get(self.block.detail, ""),
            entity.icon,
            texts.get(self.block.hint, ""),
            record(query.entity, row.id, title),
        )

    @Slot()
    def _on_card_list_asked(self) -> None:
        if self._query is not None:
            title = _(self.block.title)
            target = Target(LIST, self.block.entity, filter=self._query.filter, title=title)
            self.target_chosen.emit(target)

    @Slot(str)
    def _on_card_action_asked(self, key: str) -> None:
        self._context.actions.run(key)


class RecentFeed(QObject):
    """The block of the records opened lately, and the texts searched for.

    Signals:
        target_chosen: a Target to go to.
    """

    target_chosen = Signal(object)
    entity = ""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.card = BlockCard("history", parent)
        self.card.number.hide()
        self.card.chosen.connect(self.target_chosen)
        context.recents.changed.connect(self._on_recents_changed)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.card.name(_(RECENT), _(NO_RECENT))

    def read(self, _today: dt.date) -> None:
        """Show what was opened lately."""
        self._on_recents_changed()

    @Slot()
    def _on_recents_changed(self) -> None:
        lines = []
        for ref in self._context.recents.records[:LINES]:
            try:
                entity = get_entity(ref.entity)
            except UnknownEntityError:
                continue
            target = record(ref.entity, ref.id, ref.title)
            lines.append(Result(ref.title, "", entity.icon, _(entity.label), target))
        self.card.show_lines(len(lines), lines)
