"""The dialog in which a filter is put together by mouse, with a live count of what it finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import Entity
from desktop.core.filter_line import tidy, write_line
from desktop.core.filters import EVERYTHING, Filter
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs
from desktop.views.records.lists.builder_rows import GroupBox
from desktop.views.records.lists.builder_values import MakeEditor
from desktop.views.records.lists.link_titles import LinkTitles, links_of
from desktop.views.theme import look

PAUSE: Final = 250  # ms after a change until it is counted anew


class FilterBuilder(QDialog):
    """Shows a filter as nested groups of conditions; may also be asked to keep it as a view."""

    def __init__(
        self,
        entity: Entity,
        filter_: Filter,
        jobs: Jobs,
        make_editor: MakeEditor,
        *,
        meant: Callable[[Filter], Filter],
        titles: LinkTitles,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._jobs = jobs
        self._meant = meant
        self._titles = titles
        self.wants_view = False
        self.setWindowTitle(_("Filter"))
        self._box = GroupBox(entity, tidy(filter_, entity), make_editor, self)
        self._box.changed.connect(self._on_changed)
        self._line = QLabel(self)
        self._line.setWordWrap(True)
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._line.setForegroundRole(self._line.palette().ColorRole.PlaceholderText)
        self._count = QLabel(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self._make_area(), 1)
        layout.addWidget(self._line)
        layout.addWidget(self._count)
        layout.addLayout(self._make_buttons())
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._count_hits)
        titles.learned.connect(self._show_line)
        self.resize(look().px(820), look().px(520))
        self._begin()
        self._on_changed()

    def _make_area(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        body = QWidget(area)
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._box)
        lines.addStretch(1)
        area.setWidget(body)
        return area

    def _begin(self) -> None:
        """Offer a first condition where there is none; it counts as soon as it has a value."""
        if self._box.is_empty:
            self._box.add_condition(self._entity.title)

    def filter(self) -> Filter:
        """Return the filter as it stands; conditions that are not complete are left out."""
        return tidy(self._box.group(), self._entity)

    def _make_buttons(self) -> QHBoxLayout:
        clear = QPushButton(_("Clear all"), self)
        save = QPushButton(_("Apply and save as a view…"), self)
        for button in (clear, save):
            button.setAutoDefault(False)
        clear.clicked.connect(self._on_clear_clicked)
        save.clicked.connect(self._on_save_clicked)
        buttons = QDialogButtonBox(self)
        accept = buttons.addButton(_("Apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        accept.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(clear)
        row.addWidget(save)
        row.addStretch(1)
        row.addWidget(buttons)
        return row

    @Slot()
    def _show_line(self) -> None:
        """Show the filter as the line that means the same."""
        text = write_line(self.filter(), "", self._entity, self._titles.title_of)
        self._line.setText(text)
        self._line.setVisible(bool(text))

    @Slot()
    def _on_changed(self) -> None:
        self._titles.learn_ids(links_of(self._entity, self.filter()))
        self._show_line()
        self._pause.start()

    @Slot()
    def _count_hits(self) -> None:
        condition, key = self._meant(self.filter()), self._entity.key

        def ask(reads: Reads) -> int:
            return reads.count(key, condition)

        self._jobs.cards.submit(
            ask, self._on_counted, self._on_count_failed, topic=f"filter builder {id(self)}"
        )

    @Slot(object)
    def _on_counted(self, count: int) -> None:
        number = format_number(count, language())
        self._count.setText(
            ngettext("{count} record fits", "{count} records fit", count).format(count=number)
        )

    @Slot(object)
    def _on_count_failed(self, error: Exception) -> None:
        self._count.setText(str(error))

    @Slot()
    def _on_clear_clicked(self) -> None:
        self._box.show_group(EVERYTHING)
        self._begin()
        self._on_changed()

    @Slot()
    def _on_save_clicked(self) -> None:
        self.wants_view = True
        self.accept()
