"""The tabs of a card: details, what hangs on the record, comments, history."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.entities import Entity, tabs_of
from desktop.core.filters import Condition, Filter, Group, Op
from desktop.core.i18n import _
from desktop.views.activities.comments_pane import CommentsPane
from desktop.views.jobs import Jobs
from desktop.views.own_notes.own_notes_pane import OwnNotesPane
from desktop.views.records.card_details import CardDetails
from desktop.views.records.files.files_pane import FilesPane, owner_link
from desktop.views.records.history_pane import HistoryPane
from desktop.views.records.timeline_view import TimelineView
from desktop.views.widgets.overflow_tabs import OverflowTabs
from desktop.views.widgets.wide_splitter import has_room_for_two

NO_TAB: Final = -1
MakeList = Callable[[Entity, Filter], QWidget]


class CardTabs(OverflowTabs):
    """Shows the details given and, filled when first looked at, lists of the children.

    The timeline stands among the details where they have room for it, else on a tab of its own.

    Signals:
        restore_requested: field name and old value, from the history.
    """

    restore_requested = Signal(str, object)

    def __init__(
        self,
        entity: Entity,
        jobs: Jobs,
        details: CardDetails,
        make_list: MakeList,
        names: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        me: uuid.UUID | None = None,
        timeline: TimelineView | None = None,
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._make_list = make_list
        self._record_id: uuid.UUID | None = None
        self._children: dict[int, tuple[Entity, str]] = {}  # with the link that says whose
        self._shown: set[int] = set()
        self._details = details
        self._timeline = timeline
        self._timeline_is_apart = False
        self.addTab(details, _("Details"))
        self._apart = _EmptyPage(self)
        self._apart_tab = self.addTab(self._apart, _("Timeline"))
        if timeline is not None:
            details.take_timeline(timeline)
        for child, link in tabs_of(entity.key):
            name = _(names.get(child.key, child.plural))
            self._children[self.addTab(_EmptyPage(self), name)] = (child, link)
        self._files = FilesPane(jobs, self) if owner_link(entity) else None
        self._files_tab = NO_TAB
        if self._files is not None:
            self._files_tab = self.addTab(self._files, _("Files"))
            self._files.counted.connect(self._on_files_counted)
        self._notes_tab = NO_TAB
        self._notes = self._add_own_notes(jobs, me) if entity.own_notes else None
        self._comments = CommentsPane(jobs, me, self)
        self._comments.counted.connect(self._on_comments_counted)
        self._comments_tab = self.addTab(self._comments, _("Comments"))
        self._history = HistoryPane(jobs, self)
        self._history.restore_requested.connect(self._on_restore_requested)
        self._history_tab = self.addTab(self._history, _("History"))
        self.currentChanged.connect(self._on_current_changed)

    def _add_own_notes(self, jobs: Jobs, me: uuid.UUID | None) -> OwnNotesPane:
        made = OwnNotesPane(jobs, me, self)
        self._notes_tab = self.addTab(made, _("Own notes"))
        made.counted.connect(self._on_notes_counted)
        return made

    def show_record(self, record_id: uuid.UUID | None) -> None:
        """Turn to a record; None while it does not exist yet."""
        if record_id != self._record_id:
            self._shown.clear()
        self._record_id = record_id
        for index in range(1, self.count()):
            self.offer(index, is_offered=record_id is not None)
        self._offer_timeline()
        self._shown.discard(self._history_tab)
        if record_id is not None:  # at once, as the tab tells how many there are
            self._comments.show_record(self._entity.key, record_id)
            if self._files is not None:
                self._files.show_record(self._entity, record_id)
            if self._notes is not None:
                self._notes.show_record(self._entity.key, record_id)
        self._fill(self.currentIndex())

    def show_timeline(self) -> None:
        """Bring the timeline to the front, wherever it stands."""
        self.setCurrentIndex(self._apart_tab if self._timeline_is_apart else 0)

    def show_comments(self) -> None:
        """Bring the comments to the front."""
        if self._record_id is not None:
            self.setCurrentIndex(self._comments_tab)

    def show_history(self) -> None:
        """Bring the history to the front."""
        if self._record_id is not None:
            self.setCurrentIndex(self._history_tab)

    def _place_timeline(self) -> None:
        """Give the timeline a tab of its own as long as the details have no room for it."""
        room = QSize(self.width(), self.height() - self.tabBar().height())
        is_apart = not has_room_for_two(room)
        if self._timeline is None or is_apart == self._timeline_is_apart:
            return
        self._timeline_is_apart = is_apart
        if is_apart:
            self._apart.hold(self._timeline)
        else:
            self._details.take_timeline(self._timeline)
            if self.currentIndex() == self._apart_tab:
                self.setCurrentIndex(0)
        self._offer_timeline()

    def _offer_timeline(self) -> None:
        is_there = self._timeline_is_apart and self._record_id is not None
        self.offer(self._apart_tab, is_offered=is_there)

    def _fill(self, index: int) -> None:
        if self._record_id is None or index in self._shown:
            return
        self._shown.add(index)
        if index == self._history_tab:
            self._history.show_record(self._entity.key, self._record_id)
        elif index in self._children:
            child, link = self._children[index]
            own = Group((Condition(link, Op.EQUALS, str(self._record_id)),))
            page = self.widget(index)
            if isinstance(page, _EmptyPage):
                page.put(self._make_list(child, own))

    @Slot(str, object)
    def _on_restore_requested(self, name: str, value: object) -> None:
        self.setCurrentIndex(0)
        self.restore_requested.emit(name, value)

    @Slot(object)
    def _on_comments_counted(self, count: int) -> None:
        text = _("Comments ({count})").format(count=count) if count else _("Comments")
        self.name(self._comments_tab, text)

    @Slot(object)
    def _on_files_counted(self, count: int) -> None:
        text = _("Files ({count})").format(count=count) if count else _("Files")
        self.name(self._files_tab, text)

    @Slot(object)
    def _on_notes_counted(self, count: int) -> None:
        text = _("Own notes ({count})").format(count=count) if count else _("Own notes")
        self.name(self._notes_tab, text)

    def _on_current_changed(self, index: int) -> None:
        self._fill(index)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the place of the timeline."""
        super().resizeEvent(event)
        self._place_timeline()


class _EmptyPage(QWidget):
    """Holds the list of a tab once somebody looks at it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._content: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def put(self, content: QWidget) -> None:
        """Show `content` instead of what was here."""
        if self._content is not None:
            self._layout.removeWidget(self._content)
            self._content.deleteLater()
        self._content = content
        self._layout.addWidget(content)

    def hold(self, content: QWidget) -> None:
        """Show `content` until somebody else takes it."""
        self._layout.addWidget(content)
