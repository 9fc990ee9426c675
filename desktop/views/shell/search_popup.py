"""The results below the search box; imported when the box is used for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.i18n import _
from desktop.core.pages import Hit, Ref
from desktop.views.shell.page_words import picture_of
from desktop.views.shell.recents import Recents
from desktop.views.shell.targets import LIST, Target, record
from desktop.views.theme import look
from desktop.views.widgets.result_list import Result, ResultView

RECENT_SEARCHES: Final = 4
RECENT_RECORDS: Final = 8
MOST_LINES: Final = 14


class SearchPopup(QFrame):
    """Shows lines; a child of the window, so the keyboard stays in the box."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.results = ResultView(self)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setAccessibleName(_("Search results"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 5, 1, 5)
        layout.addWidget(self.results)
        self.hide()

    def show_below(self, box: QWidget, results: Sequence[Result]) -> None:
        """Show results at the lower edge of the box."""
        self.results.show_results(results)
        if not results:
            self.hide()
            return
        corner = box.mapTo(self.window(), QPoint(0, box.height() + 4))
        width = max(box.width(), look().px(560))
        left = min(corner.x(), self.window().width() - width - 8)
        self.setGeometry(
            max(8, left), corner.y(), width, self.results.wanted_height(MOST_LINES) + 12
        )
        self.raise_()
        self.show()


def found_lines(text: str, hits: Sequence[Hit], entity_key: str) -> list[Result]:
    """Return the lines for what was typed, and the offer to look in the list in view."""
    lines = [_line_of(hit) for hit in hits]
    if not lines:
        lines.append(Result(_("Nothing found for “{text}”").format(text=text), is_head=True))
    entity = _entity(entity_key)
    if entity:
        label = _("Search for “{text}” in {list}").format(text=text, list=_(entity.plural))
        lines.append(
            Result(label, icon="list-filter", payload=Target(LIST, entity.key, search=text))
        )
    return lines


def recent_lines(recents: Recents) -> list[Result]:
    """Return the lines shown before anything is typed."""
    searches = recents.searches[:RECENT_SEARCHES]
    records = recents.records[:RECENT_RECORDS]
    lines = []
    if searches:
        lines.append(Result(_("Recent searches"), is_head=True))
        lines += [Result(text, icon="history", payload=text) for text in searches]
    if records:
        lines.append(Result(_("Recent records"), is_head=True))
        lines += [_line_of(Hit(ref)) for ref in records]
    return lines


def target_of(ref: Ref) -> Target:
    """Return the place of a record."""
    return record(ref.entity, ref.id, ref.title, ref.icon)


def _line_of(hit: Hit) -> Result:
    entity = _entity(hit.ref.entity)
    return Result(
        hit.ref.title,
        hit.detail,
        picture_of(entity, hit.ref.icon) if entity else "file",
        _(entity.label) if entity else "",
        target_of(hit.ref),
    )


def _entity(key: str) -> Entity | None:
    try:
        return get_entity(key) if key else None
    except UnknownEntityError:
        return None
