"""The line in which a list is searched and filtered while one types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QWidget

from desktop.core.entities import Entity
from desktop.core.fields import Field
from desktop.core.filters import EVERYTHING, Filter
from desktop.core.i18n import _
from desktop.views.fields.edit_line import EditLine
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.lists.link_titles import LinkTitles, links_of
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.core.filter_line import Completion, Line, Problem
    from desktop.core.pages import Hit, Ref
    from desktop.core.ports import Reads
    from desktop.views.fields.suggestions import Suggestion, SuggestionList

PAUSE: Final = 60  # ms after a key until suggestions are looked for
_LEAVING: Final = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterEdit(EditLine):
    """Reads the filter line and offers what may follow.

    What understands the line, and the list of suggestions, are imported when something stands in
    it: a start need not wait for them.

    Signals:
        line_typed: the Line that stands there after a key.
        left_downwards: Enter, Down or Escape: the list shall have the keyboard.
        escaped: what was typed is given up.
    """

    line_typed = Signal(object)
    left_downwards = Signal()
    escaped = Signal()

    def __init__(
        self, entity: Entity, jobs: Jobs, titles: LinkTitles, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._jobs = jobs
        self._titles = titles
        self._line: Line | None = None
        self._shown: tuple[Filter, str] | None = None
        self._completions: dict[str, Completion] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._on_pause)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "muted"), EditLine.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._on_text_edited)
        self.textChanged.connect(self._on_text_changed)
        titles.learned.connect(self._on_titles_learned)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language of now."""
        self.setPlaceholderText(_("Search, or filter: “source: Facebook created: this month”"))
        self.setAccessibleName(_("Search and filter this list"))
        if self._shown:
            self.show_filter(*self._shown)

    @property
    def line(self) -> Line:
        """What stands there."""
        from desktop.core.filter_line import Line

        if self._line is None:
            self._line = Line(*(self._shown or (EVERYTHING, "")))
        return self._line

    @property
    def problems(self) -> Sequence[Problem]:
        """What in it was not understood."""
        return self._line.problems if self._line else ()

    @cached_property
    def _list(self) -> SuggestionList:
        from desktop.views.fields.suggestions import SuggestionList

        made = SuggestionList(self)
        made.picked.connect(self._on_list_picked)
        return made

    def show_filter(self, filter_: Filter, search: str) -> None:
        """Write a filter that came from elsewhere."""
        self._shown = (filter_, search)
        self._titles.learn_ids(links_of(self._entity, filter_))
        text = self._written(filter_, search)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(len(text))
        self._line = None

    def _written(self, filter_: Filter, search: str) -> str:
        if not filter_.items and not search:
            return ""
        from desktop.core.filter_line import write_line

        return write_line(filter_, search, self._entity, self._titles.title_of)

    def begin(self) -> None:
        """Take the keyboard for words to search for; the terms of the filter stay behind them."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        filter_, search = self.line.filter, self.line.search
        words = self._written(EVERYTHING, search)
        if self.problems or not filter_.items or not self.text().startswith(words):
            self.selectAll()
            return
        if not words and not self.text().startswith(" "):
            self.setText(f" {self.text()}")
        self.setSelection(0, len(words))

    def take_typed(self, text: str) -> None:
        """Go on with letters that were typed over the list."""
        if not self.hasFocus():
            self.begin()
        end = self.selectionEnd()
        if end >= 0:
            self.setCursorPosition(end)
        self.deselect()
        self.insert(text)
        self._on_text_edited(self.text())

    def _read(self) -> None:
        from desktop.core.filter_line import links_in, parse_line

        self._shown = None
        text = self.text()
        self._titles.learn_titles(links_in(text, self._entity))
        self._line = parse_line(text, self._entity, self._titles.id_of)
        first = self._line.problems[:1]
        self.setToolTip(first[0].sentence if first else "")
        self.line_typed.emit(self._line)
        self.update()

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self._read()
        self._list.wait()
        self._pause.start()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        if not text and self._shown is None and (self.problems or _says_something(self.line)):
            self._read()  # the button that clears the line

    @Slot()
    def _on_titles_learned(self) -> None:
        if self._shown is not None:
            if not self.hasFocus():
                self.show_filter(*self._shown)
            return
        from desktop.core.filter_line import parse_line

        before = self.line
        self._line = parse_line(self.text(), self._entity, self._titles.id_of)
        if self._line != before:
            self.line_typed.emit(self._line)
            self.update()

    @Slot()
    def _on_pause(self) -> None:
        from desktop.core.filter_line import wanted_at

        wanted = wanted_at(self.text(), self.cursorPosition(), self._entity)
        if not wanted.target:
            self._offer([])
            return
        target, typed = wanted.target, wanted.typed.strip()

        def ask(reads: Reads) -> list[Hit]:
            return reads.choices(target, typed)

        self._jobs.cards.submit(ask, self._on_choices_read, topic=f"filter line {id(self)}")

    @Slot(object)
    def _on_choices_read(self, hits: Sequence[Hit]) -> None:
        self._titles.take(hit.ref for hit in hits)
        self._offer([hit.ref for hit in hits])

    def _offer(self, refs: Sequence[Ref]) -> None:
        """Show what may follow, unless the person has gone elsewhere."""
        from desktop.core.filter_line import complete
        from desktop.views.fields.suggestions import Suggestion

        def values(_field: Field, _typed: str) -> Sequence[str]:
            return [ref.title for ref in refs]

        if not self.hasFocus():
            return
        found = complete(self.text(), self.cursorPosition(), self._entity, values)
        self._completions = {completion.label: completion for completion in found}
        is_begun = bool(self.text().strip())
        self._list.offer(
            [Suggestion(c.label, c.detail, c, eager=False) for c in found] if is_begun else []
        )

    @Slot(object)
    def _on_list_picked(self, suggestion: Suggestion) -> None:
        from desktop.core.filter_line import Completion

        completion = suggestion.data
        if isinstance(completion, Completion):
            text = self.text()
            self.setText(text[: completion.start] + completion.text + text[completion.end :])
            self.setCursorPosition(completion.start + len(completion.text))
            self._on_text_edited(self.text())

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down into the list, or give up what was typed."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._pause.stop()
            self._list.forget()
            self.escaped.emit()
            self.left_downwards.emit()
        elif key in _LEAVING and event.modifiers() != Qt.KeyboardModifier.AltModifier:
            self._list.forget()
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the line as it was understood."""
        super().focusOutEvent(event)
        self._pause.stop()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underline what was not understood."""
        super().paintEvent(event)
        if not self.problems or self._pause.isActive():
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        area = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        painter = QPainter(self)
        painter.setPen(QPen(look().colour("danger"), 1.5, Qt.PenStyle.DotLine))
        start = self.cursorRect().center().x() - self._width_of(
            self.text()[: self.cursorPosition()]
        )
        for problem in self.problems:
            left = start + self._width_of(self.text()[: problem.start])
            right = start + self._width_of(self.text()[: problem.end])
            y = area.bottom() - 3
            painter.drawLine(max(area.left(), left), y, min(area.right(), right), y)
        painter.end()

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)


def _says_something(line: Line) -> bool:
    return bool(line.filter.items or line.search)
