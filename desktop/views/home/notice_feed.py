"""The block of notices that were not read yet."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import N_, _
from desktop.core.ports import Reads
from desktop.views.home.block_feed import TOPIC
from desktop.views.home.feed import Feed
from desktop.views.home.hints import moment_text
from desktop.views.home.row_delegate import Offer
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import record
from desktop.views.widgets.result_list import Result

if TYPE_CHECKING:
    from desktop.core.notices.reading import Told

NOTICE: Final = "notice"
ATTENTION: Final = "attention"
TEXTS: Final = (N_("What others did"), "bell", N_("No notice is waiting"))
READ: Final = N_("Mark as read")
ALL_READ: Final = N_("Mark all as read")


class NoticeFeed(Feed):
    """Fills the card; opening a notice reads it."""

    def __init__(self, context: ScreenContext, me: uuid.UUID | None, parent: QWidget) -> None:
        super().__init__("notices", TEXTS, parent, NOTICE)
        self._context = context
        self._me = me
        self._today = dt.date.min
        self._unread: list[Told] = []
        self.card.chosen.connect(self._on_card_chosen)
        self.card.acted.connect(self._on_card_acted)
        self.card.all.clicked.connect(self._on_card_all_clicked)
        self.card.list_asked.connect(self._on_card_list_asked)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        super().retranslate()
        self.card.rows.offer(Offer(_(READ), "check"))
        self.card.offer_for_all(_(ALL_READ), "check-check")

    def concerns(self, entities: Container[str]) -> bool:
        """Tell whether changes of these entities may change what is shown."""
        return NOTICE in entities or ATTENTION in entities

    def read(self, today: dt.date) -> None:
        """Ask for the notices."""
        self._today = today
        me = self._me

        def ask(reads: Reads) -> tuple[Told, ...]:
            from desktop.core.notices.reading import read_notices  # no start waits for it

            return read_notices(reads, me) if me is not None else ()

        self._context.jobs.lists.submit(ask, self._on_read, self._on_failed, topic=TOPIC)

    def _on_read(self, told: tuple[Told, ...]) -> None:
        self._unread = [one for one in told if not one.is_read]
        rows = [self._row(one) for one in self._unread]
        self.card.show_rows(len(rows), rows, "orange")
        self.card.all.setVisible(bool(rows))
        self.answered.emit()

    def _on_failed(self, error: Exception) -> None:
        self.card.show_failed(_("“{title}” could not be read.").format(title=_(self.title)))
        self._context.jobs.lists.unhandled.emit(error)
        self.answered.emit()

    def _row(self, told: Told) -> Result:
        hint = moment_text(told.told_at, self._today) if told.told_at else ""
        return Result(told.text, "", told.icon, hint, told)

    @Slot(object)
    def _on_card_chosen(self, told: Told) -> None:
        self._mark([told])
        self.target_chosen.emit(record(told.record_type, told.record, told.title))

    @Slot(object)
    def _on_card_acted(self, told: Told) -> None:
        self._mark([told])

    @Slot()
    def _on_card_all_clicked(self) -> None:
        self._mark(self._unread)

    @Slot()
    def _on_card_list_asked(self) -> None:
        self._context.actions.run("notices.show")

    def _mark(self, told: Sequence[Told]) -> None:
        ids = [str(one.id) for one in told]
        if ids:
            self._context.jobs.start(self._run(ids), name=_(READ))

    async def _run(self, ids: list[str]) -> None:
        await self._context.jobs.command("notice.mark_read", ids=ids)
