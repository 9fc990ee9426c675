"""The button that says whose and which work is shown, and offers the others."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStyleOptionToolButton, QToolButton, QWidget

from desktop.core.entities import get_entity
from desktop.core.fields import Field, Kind
from desktop.core.i18n import _
from desktop.core.pages import Ref
from desktop.views.dialogs import show
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.form_dialog import FormDialog
from desktop.views.records.record_form import MakeEditor
from desktop.views.theme import look
from desktop.views.widgets.roomy_menu import RoomyMenu
from desktop.views.work.work_scope import (
    ALL,
    ICONS,
    LABELS,
    OF_ONE,
    PERSONAL,
    WorkScope,
)

LONGEST: Final = 320
BESIDE: Final = 20  # margins, and the gap between picture and words
_RECORD: Final = "record"


class _ScopeAction(QAction):
    """One scope in the menu.

    Signals:
        chosen: the kind of scope.
    """

    chosen = Signal(str)

    def __init__(self, kind: str, parent: QObject) -> None:
        super().__init__(icon(ICONS[kind]), _(LABELS[kind]), parent)
        self._kind = kind
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.chosen.emit(self._kind)


class ScopeButton(QToolButton):
    """Says which scope is shown.

    Signals:
        scope_chosen: another WorkScope.
    """

    scope_chosen = Signal(object)

    def __init__(self, jobs: Jobs, make_editor: MakeEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._make_editor = make_editor
        self._menu = RoomyMenu(self)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        self.setFont(look().font("title", 600))
        self._label = ""
        self._menu.aboutToShow.connect(self._fill)

    def show_scope(self, scope: WorkScope) -> None:
        """Say which scope is shown."""
        self.setIcon(icon(ICONS[scope.kind], "accent"))
        self._label = scope.label
        self.setText(self._shortened(look().px(LONGEST)))
        self.setAccessibleName(_("Which work is shown: {what}").format(what=scope.label))
        self.setToolTip(_("Choose whose and which work is shown"))

    def _shortened(self, width: int) -> str:
        words = self.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, width)
        return words.replace("&", "&&")

    # Qt's name
    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Shorten the text to the room that there is, with an ellipsis: the style only cuts it."""
        super().initStyleOption(option)
        around = self.iconSize().width() + look().px(BESIDE)
        option.text = self._shortened(min(self.width() - around, look().px(LONGEST)))

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        for group in (PERSONAL, (ALL,), tuple(OF_ONE)):
            for kind in group:
                action = _ScopeAction(kind, self._menu)
                action.chosen.connect(self._on_chosen)
                self._menu.addAction(action)
            self._menu.addSeparator()

    @Slot(str)
    def _on_chosen(self, kind: str) -> None:
        if kind in OF_ONE:
            self._jobs.start(self._ask(kind), name=_("Reading"))
        else:
            self.scope_chosen.emit(WorkScope(kind))

    async def _ask(self, kind: str) -> None:
        """Ask which record is meant."""
        entity = get_entity(OF_ONE[kind])
        field = Field(_RECORD, entity.label, Kind.LINK, required=True, target=entity.key)
        title = _(LABELS[kind]).rstrip("…")
        dialog = FormDialog(title, (field,), self._make_editor, _("Show"), self.window())
        if not await show(dialog):
            return
        chosen = uuid.UUID(str(dialog.values()[_RECORD]))

        refs: list[Ref] = await self._jobs.read(lambda reads: reads.refs(entity.key, [chosen]))
        if refs:
            self.scope_chosen.emit(WorkScope(kind, chosen, refs[0].title))
