"""The page "Today": what waits for the person, in blocks that the modules declare."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.clock import Clock, SystemClock, local_day
from desktop.core.dates import format_day_long
from desktop.core.filters import Json
from desktop.core.i18n import N_, _, in_every_language
from desktop.core.json_file import JsonObject
from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.core.relative_filters import USERS
from desktop.views.home.arrangement import arrangement_from_json
from desktop.views.home.arranger import Arranger
from desktop.views.home.block_feed import TOPIC, BlockFeed
from desktop.views.home.block_grid import GAP, BlockGrid
from desktop.views.home.blocks import fitting_blocks, register_block
from desktop.views.home.contacts_blocks import CONTACTS_BLOCKS
from desktop.views.home.day_feed import DayFeed
from desktop.views.home.feed import Feed
from desktop.views.home.first_steps import FirstSteps
from desktop.views.home.home_head import HomeHead
from desktop.views.home.mention_feed import MentionFeed
from desktop.views.home.notice_feed import NoticeFeed
from desktop.views.home.quick_entry import QuickEntry
from desktop.views.home.reading_order import ReadingOrder
from desktop.views.home.recent_feed import RecentRecords, RecentSearches
from desktop.views.home.team import team_of
from desktop.views.home.upcoming_feed import UpcomingFeed
from desktop.views.home.work_blocks import WORK_BLOCKS
from desktop.views.shell.screens import ScreenContext

NAMELESS: Final = N_("Owner")  # who gave no name at the first start
RENEW_MS: Final = 300
MINUTE_MS: Final = 60_000
FIRST: Final = (  # the day itself comes before everything
    "appointments",
    "calls_today",
    "tasks_today",
    "tasks_overdue",
    "calls_overdue",
    "tasks_waiting",
    "notices",
    "mentions",
    "upcoming",
)
BAR: Final = ("new.call", "new.note", "-", "new.account", "new.contact", "new.lead")

for _block in (*CONTACTS_BLOCKS, *WORK_BLOCKS):
    register_block(_block)


def make_home(context: ScreenContext, me: uuid.UUID | None = None) -> QWidget:
    """Return the page of the person `me`."""
    view = HomeView(context, me)
    if me is not None:
        view.greet(me)
    return view


class HomeView(QScrollArea):
    """Shows what waits today; every number opens the list that it counts.

    Signals:
        target_chosen: a Target to go to.
    """

    target_chosen = Signal(object)
    bar_keys = BAR

    def __init__(
        self,
        context: ScreenContext,
        me: uuid.UUID | None = None,
        clock: Clock | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = context.jobs
        self._clock = clock or SystemClock()
        self._team: tuple[uuid.UUID, ...] = ()
        self._today = self._day()
        self._is_dealt = False
        self._body = QWidget(self)
        self._head = HomeHead(self._body)
        self._head.add_entry(QuickEntry(context.create, self._clock.now, self._head))
        self._steps = FirstSteps(context.jobs, self._body)
        self._grid = BlockGrid(self._body)
        self.feeds = self._make_feeds(context, me)
        self._stale = set(self.feeds)
        self._arranger = Arranger(self.feeds, self)
        self._order = ReadingOrder(self.feeds.values(), self)
        self._renew = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._place_parts()
        self._listen(context)
        self._minute.start()
        self.retranslate()

    def _make_feeds(self, context: ScreenContext, me: uuid.UUID | None) -> dict[str, Feed]:
        grid = self._grid
        feeds: list[Feed] = [BlockFeed(block, context, me, grid) for block in fitting_blocks()]
        feeds += [DayFeed(context, me, grid), NoticeFeed(context, me, grid)]
        feeds += [MentionFeed(context, me, grid), UpcomingFeed(context, grid)]
        feeds.sort(key=_place)  # what was declared together stays so
        feeds += [RecentRecords(context, grid), RecentSearches(context, grid)]
        for feed in feeds:
            feed.card.hide()
        return {feed.key: feed for feed in feeds}

    def _place_parts(self) -> None:
        whole = QVBoxLayout(self._body)
        whole.setContentsMargins(24, 16, 24, 24)
        whole.setSpacing(GAP)
        for part in (self._head, self._steps, self._grid):
            whole.addWidget(part)
        whole.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _listen(self, context: ScreenContext) -> None:
        for feed in self.feeds.values():
            feed.target_chosen.connect(self.target_chosen)
        self._head.arrange_asked.connect(self._arranger.choose)
        self._head.scope_chosen.connect(self._on_scope_chosen)
        self._steps.asked.connect(context.actions.run)
        self._arranger.arranged.connect(self._on_arranger_arranged)
        self._grid.columns_changed.connect(self._deal)
        self._order.finished.connect(self._on_order_finished)
        self._renew.timeout.connect(self._read_stale)
        self._minute.timeout.connect(self._on_minute_timeout)
        context.jobs.changes.changed.connect(self._on_changed)

    # --- what the shell asks
    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        self._stale = set(self.feeds)
        self._read_stale()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setAccessibleName(_("Today"))
        self._head.show_now(self._clock.now())
        self._steps.retranslate()
        for feed in self.feeds.values():
            feed.retranslate()

    def focus_first(self) -> None:
        """Take the keyboard; Down goes into the first rows, Tab through everything."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def status_text(self) -> str:
        """Say which day it is."""
        return format_day_long(self._today)

    def view_state(self) -> JsonObject:
        """Return how the blocks are arranged."""
        return self._arranger.arrangement.to_json()

    def restore_view_state(self, state: Mapping[str, Json]) -> None:
        """Arrange them so again."""
        self._arranger.arrange(arrangement_from_json(state))

    def greet(self, me: uuid.UUID) -> None:
        """Ask what the person is called, and greet by name."""

        def ask(reads: Reads) -> tuple[list[Ref], tuple[uuid.UUID, ...]]:
            return reads.refs(USERS, [me]), team_of(reads.organisation(), me)

        self._jobs.cards.submit(ask, self._on_name_read)

    # --- inside
    def _on_name_read(self, answer: tuple[list[Ref], tuple[uuid.UUID, ...]]) -> None:
        refs, self._team = answer
        if self._team:
            self._head.offer_team()
        names = [ref.title for ref in refs if ref.title not in in_every_language(NAMELESS)]
        self._head.know("".join(names))
        self._head.show_now(self._clock.now())

    def _day(self) -> dt.date:
        return local_day(self._clock.now())

    @Slot()
    def _on_arranger_arranged(self) -> None:
        self._deal()
        self._read_stale()

    @Slot(bool)
    def _on_scope_chosen(self, is_team: bool) -> None:
        for feed in self.feeds.values():
            if isinstance(feed, BlockFeed | DayFeed):
                feed.team = self._team if is_team else ()
        self.refresh()

    @Slot()
    def _deal(self) -> None:
        self._grid.deal([self.feeds[key].card for key in self._arranger.shown()])
        self._head.setMaximumWidth(self._grid.maximumWidth())  # its button above the last column

    @Slot()
    def _read_stale(self) -> None:
        """Let the blocks in view read what changed; the others wait until they are."""
        if self.isVisible():
            feeds = [self.feeds[key] for key in self._arranger.shown() if key in self._stale]
            self._stale -= {feed.key for feed in feeds}
            self._order.ask(feeds, self._today)

    @Slot()
    def _on_order_finished(self) -> None:
        """Deal the cards again once, when their heights are known."""
        self._steps.ask()
        if not self._is_dealt:
            self._is_dealt = True
            self._deal()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        touched = {key for key, feed in self.feeds.items() if feed.concerns(changes.ids)}
        if touched:
            self._stale |= touched
            self._renew.start()

    @Slot()
    def _on_minute_timeout(self) -> None:
        """Greet by the hour; begin a new day at midnight."""
        self._head.show_now(self._clock.now())
        if self._day() != self._today:
            self._today = self._day()
            self.retranslate()
            self.refresh()

    # Qt's names
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the first rows."""
        cards = [self.feeds[key].card for key in self._arranger.shown()]
        rows = [card.rows for card in cards if card.rows.isVisible()]
        if event.key() == Qt.Key.Key_Down and rows:
            rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was out of view."""
        super().showEvent(event)
        self._on_minute_timeout()
        self._deal()
        self._read_stale()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading: the list that comes into view uses the same reader."""
        super().hideEvent(event)
        self._stale |= {feed.key for feed in self._order.stop()}
        self._jobs.lists.cancel(TOPIC)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; the texts of rows are made anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()


def _place(feed: Feed) -> int:
    return FIRST.index(feed.key) if feed.key in FIRST else len(FIRST)
