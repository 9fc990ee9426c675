"""The tabs of a card: details, what hangs on the record, comments, history."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.core.entities import Entity, tabs_of
from desktop.core.filters import Condition, Filter, Group, Op
from desktop.core.i18n import _
from desktop.views.activities.comments_pane import CommentsPane
from desktop.views.jobs import Jobs
from desktop.views.records.files.files_pane import FilesPane, owner_link
from desktop.views.records.history_pane import HistoryPane

NO_TAB = -1
MakeList = Callable[[Entity, Filter], QWidget]


class CardTabs(QTabWidget):
    """Shows the details given and, filled when first looked at, lists of the children.

    Signals:
        restore_requested: field name and old value, from the history.
    """

    restore_requested = Signal(str, object)

    def __init__(
        self,
        entity: Entity,
        jobs: Jobs,
        details: QWidget,
        make_list: MakeList,
        names: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        me: uuid.UUID | None = None,
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._make_list = make_list
        self._record_id: uuid.UUID | None = None
        self._children: dict[int, tuple[Entity, str]] = {}  # with the link that says whose
        self._shown: set[int] = set()
        self.setDocumentMode(True)
        self.addTab(details, _("Details"))
        for child, link in tabs_of(entity.key):
            name = _(names.get(child.key, child.plural))
            self._children[self.addTab(_EmptyPage(self), name)] = (child, link)
        self._files = FilesPane(jobs, self) if owner_link(entity) else None
        self._files_tab = NO_TAB
        if self._files is not None:
            self._files_tab = self.addTab(self._files, _("Files"))
            self._files.counted.connect(self._on_files_counted)
        self._comments = CommentsPane(jobs, me, self)
        self._comments.counted.connect(self._on_comments_counted)
        self._comments_tab = self.addTab(self._comments, _("Comments"))
        self._history = HistoryPane(jobs, self)
        self._history.restore_requested.connect(self._on_restore_requested)
        self._history_tab = self.addTab(self._history, _("History"))
        self.currentChanged.connect(self._on_current_changed)

    def show_record(self, record_id: uuid.UUID | None) -> None:
        """Turn to a record; None while it does not exist yet."""
        if record_id != self._record_id:
            self._shown.clear()
        self._record_id = record_id
        for index in range(1, self.count()):
            self.setTabVisible(index, record_id is not None)
        self._shown.discard(self._history_tab)
        if record_id is not None:  # at once, as the tab tells how many there are
            self._comments.show_record(self._entity.key, record_id)
            if self._files is not None:
                self._files.show_record(self._entity, record_id)
        self._fill(self.currentIndex())

    def show_comments(self) -> None:
        """Bring the comments to the front."""
        if self._record_id is not None:
            self.setCurrentIndex(self._comments_tab)

    def show_history(self) -> None:
        """Bring the history to the front."""
        if self._record_id is not None:
            self.setCurrentIndex(self._history_tab)

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
        self.setTabText(self._comments_tab, text)

    @Slot(object)
    def _on_files_counted(self, count: int) -> None:
        text = _("Files ({count})").format(count=count) if count else _("Files")
        self.setTabText(self._files_tab, text)

    def _on_current_changed(self, index: int) -> None:
        self._fill(index)


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
