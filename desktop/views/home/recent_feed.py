"""Fills the blocks of what was used lately: records opened, texts searched for."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.i18n import N_, _
from desktop.core.pages import Ref
from desktop.views.home.block_card import LINES
from desktop.views.home.feed import Feed
from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import LIST, Target, record
from desktop.views.widgets.result_list import Result

RECORDS = (N_("Recently opened"), "history", N_("What you open appears here"))
SEARCHES = (N_("Recent searches"), "search", N_("What you search for appears here"))
SEARCHED = "account"  # the list in which a search is made again


class _RecentFeed(Feed):
    def __init__(
        self, key: str, texts: tuple[str, str, str], context: ScreenContext, parent: QWidget
    ) -> None:
        super().__init__(key, texts, parent)
        self._recents = context.recents
        self.card.chosen.connect(self.target_chosen)
        context.recents.changed.connect(self._show)

    def read(self, _today: dt.date) -> None:
        """Show them."""
        self._show()
        self.answered.emit()

    @Slot()
    def _show(self) -> None:
        self.card.show_rows(0, self._rows())

    def _rows(self) -> list[Result]:
        raise NotImplementedError


class RecentRecords(_RecentFeed):
    """The records opened lately."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__("recent_records", RECORDS, context, parent)

    def _rows(self) -> list[Result]:
        found = [_result(ref) for ref in self._recents.records]
        return [result for result in found if result is not None]


class RecentSearches(_RecentFeed):
    """The texts searched for lately."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__("recent_searches", SEARCHES, context, parent)

    def _rows(self) -> list[Result]:
        where = _(get_entity(SEARCHED).plural)
        return [
            Result(text, where, payload=Target(LIST, SEARCHED, search=text))
            for text in self._recents.searches[:LINES]
        ]


def _result(ref: Ref) -> Result | None:
    """Return a record as a row; None where its module is gone."""
    try:
        entity = get_entity(ref.entity)
    except UnknownEntityError:
        return None
    return Result(ref.title, _(entity.label), payload=record(ref.entity, ref.id, ref.title))
