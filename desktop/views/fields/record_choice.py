"""Suggestions of records: the hits of a search and, below them, the entry that makes a new one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.i18n import _
from desktop.core.pages import Hit, Ref
from desktop.core.words import fold
from desktop.views.fields.context import EditorContext
from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.suggestions import Suggestion
from desktop.views.fields.type_ahead import TypeAhead

_MOST_HITS: Final = 20


@dataclass(frozen=True, slots=True)
class _New:
    """The wish for a record that is not there yet."""

    title: str


class _Manage:
    """The wish to rename, join or delete entries of the list."""


class RecordChoice(QObject):
    """Finds records of one entity for what is typed in a line.

    Signals:
        chosen: the Ref of a record that was picked, or made.
    """

    chosen = Signal(object)

    def __init__(self, entity: str, context: EditorContext, line: EditLine) -> None:
        super().__init__(line)
        self._entity = entity
        self._context = context
        self._line = line
        self._hits: Sequence[Hit] = ()
        self._hits_text: str | None = None
        self.left_out: Callable[[], Collection[UUID]] = frozenset
        self.ahead = TypeAhead(line, self._ask, lists_all=True)
        self.ahead.list.picked.connect(self._on_list_picked)

    def read_titles(self, ids: Sequence[UUID], done: Callable[[Sequence[Ref]], None]) -> None:
        """Ask for the titles of records."""
        if self._context.choices is not None and ids:
            self._context.choices.titles(self._entity, ids, done)

    def only_fit(self, text: str) -> Ref | None:
        """Return the one record found for `text` whose title it is, accents and case apart."""
        if self._hits_text != text:
            return None
        same = [hit.ref for hit in self._hits if fold(hit.ref.title) == fold(text.strip())]
        return same[0] if len(same) == 1 else None

    def resolve(self, text: str) -> None:
        """Choose the record whose title `text` is, now or when the answer comes."""
        if found := self.only_fit(text):
            self.chosen.emit(found)
        elif text.strip() and self._hits_text != text:
            self._ask(text)

    def open(self, ref: Ref) -> None:
        """Show the record."""
        if self._context.open_record is not None:
            self._context.open_record(ref)

    def _ask(self, text: str) -> None:
        if self._context.choices is not None:
            self._context.choices.find(self._entity, text, self._take_hits)

    def _take_hits(self, text: str, hits: Sequence[Hit]) -> None:
        if not isValid(self) or self._line.isReadOnly():
            return
        is_typed = text == self._line.text()
        if is_typed:
            self._hits, self._hits_text = hits, text
        if self.ahead.is_awaited(text):
            self.ahead.list.offer(
                self._suggestions(text, hits), "" if is_typed else self._line.text()
            )
        elif not is_typed:
            return
        elif found := self.only_fit(text):  # the line was left before the answer came
            self.chosen.emit(found)

    def _suggestions(self, text: str, hits: Sequence[Hit]) -> list[Suggestion]:
        out = self.left_out()
        rows = [
            Suggestion(hit.ref.title, hit.detail, hit.ref) for hit in hits if hit.ref.id not in out
        ][:_MOST_HITS]
        title = text.strip()
        if title and self._context.create is not None and self.only_fit(text) is None:
            label = _("Add “{title}”").format(title=title)
            rows.append(Suggestion(label, self._entity_label(), _New(title), eager=False))
        if self._may_manage():
            rows.append(Suggestion(_("Edit the list…"), "", _Manage(), eager=False))
        return rows

    def _may_manage(self) -> bool:
        """Tell whether the whole list can be shown: of a dictionary, and behind no dialog."""
        if self._context.manage is None or self._line.window().isModal():
            return False
        try:
            return get_entity(self._entity).dictionary
        except UnknownEntityError:
            return False

    def _entity_label(self) -> str:
        try:
            return _(get_entity(self._entity).label)
        except UnknownEntityError:
            return ""

    @Slot(object)
    def _on_list_picked(self, suggestion: Suggestion) -> None:
        if isinstance(suggestion.data, Ref):
            self.chosen.emit(suggestion.data)
        elif isinstance(suggestion.data, _New) and self._context.create is not None:
            self._context.create(self._entity, suggestion.data.title, self._take_new)
        elif isinstance(suggestion.data, _Manage) and self._context.manage is not None:
            self._context.manage(self._entity)

    def _take_new(self, ref: Ref) -> None:
        if isValid(self):  # the form may have been closed meanwhile
            self.chosen.emit(ref)
