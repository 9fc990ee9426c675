"""Typing the title of an entry on its place in the diary."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.clock import Clock
from desktop.core.diary.entry import Entry
from desktop.core.diary.spans import Span
from desktop.views.diary.canvas.spoken_canvas import SpokenCanvas
from desktop.views.diary.canvas.title_edit import TitleEdit
from desktop.views.theme import look


class TitledCanvas(SpokenCanvas):
    """A surface with at most one line in which a title is typed."""

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__(clock, parent)
        self.title_edit: TitleEdit | None = None
        self._titled: tuple[Span, Entry | None] | None = None

    def type_title(
        self, span: Span, text: str = "", entry: Entry | None = None
    ) -> TitleEdit | None:
        """Open the line for a title: of a new entry, or of one that gets another."""
        self.bring_into_view(span)
        rect = self.rect_of(span)
        if rect.isEmpty():
            return None
        edit = TitleEdit(text, self.viewport())
        edit.setFont(look().font("note"))
        edit.setGeometry(_roomy(rect, edit.sizeHint().height(), self.viewport().rect()))
        self.title_edit = edit
        self._titled = (span, entry)
        edit.typed.connect(self._on_title_typed)
        edit.ended.connect(self._on_title_ended)
        edit.show()
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if entry is not None:
            edit.selectAll()
        return edit

    @Slot(object)
    def _on_title_typed(self, title: str) -> None:
        if self._titled is None:
            return
        span, entry = self._titled
        if entry is None:
            self.title_typed.emit(span, title)
        elif title != entry.title:
            self.entry_renamed.emit(entry, title)

    @Slot()
    def _on_title_ended(self) -> None:
        edit, self.title_edit = self.title_edit, None
        if edit is not None:
            had_focus = edit.hasFocus()
            edit.hide()
            edit.deleteLater()
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)


def _roomy(rect: QRect, height: int, area: QRect) -> QRect:
    """Return the place of the line for a title: as high as it needs, within the surface."""
    placed = QRect(rect.x(), rect.y(), max(rect.width(), look().px(90)), height)
    placed.moveLeft(min(placed.left(), area.right() - placed.width()))
    placed.moveTop(max(area.top(), min(placed.top(), area.bottom() - height)))
    return placed
