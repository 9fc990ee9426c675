"""A list with its reading pane: at the right, at the bottom, or off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, cast, runtime_checkable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from desktop.core.entities import Entity
from desktop.core.filters import Filter, Json
from desktop.core.json_file import JsonObject
from desktop.views.shell.pane_hint import PaneHint
from desktop.views.shell.screens import (
    KeepsTyped,
    KeepsView,
    OpensRecords,
    ScreenContext,
    ScreenRegister,
    ShowsTarget,
    TakesFocus,
    TellsStatus,
    connect,
)
from desktop.views.shell.targets import LIST, RECORD, Target, record
from desktop.views.theme import look

if TYPE_CHECKING:
    import uuid

    from PySide6.QtCore import SignalInstance

RIGHT, BOTTOM, OFF = "right", "bottom", "off"
SETTLE_MS: Final = 120  # a selection that moves on quickly opens no card
NARROW: Final = 1000  # logical pixels: below, a pane at the right moves to the bottom
LOW: Final = 760  # logical pixels of height that list, statistics and a card below them need
LIST_SHARE, CARD_SHARE = 60, 40


@runtime_checkable
class HasCurrentRecord(Protocol):
    """A list with one record that the keyboard is on."""

    def current_record(self) -> uuid.UUID | None:
        """Return its id; None where nothing or more than one is selected."""
        ...


class ListPage(QWidget):
    """Places a list and the card of the selected record.

    Signals:
        target_chosen: a record that was opened, as a Target.
        status_changed: the text for the status bar.
        import_asked: the person wants to import into this list.
    """

    target_chosen = Signal(object)
    status_changed = Signal(str)
    import_asked = Signal()

    def __init__(
        self,
        context: ScreenContext,
        entity: Entity,
        records: QWidget,
        register: ScreenRegister,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.entity = entity
        self.records = records
        self._context = context
        self._register = register
        self._card: QWidget | None = None
        self._shown: uuid.UUID | None = None
        self._pane = RIGHT
        self._counts = False
        self._sizes: dict[str, list[int]] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._show_selected)
        self._hint = PaneHint(entity, context, records)
        self._reader = QWidget(self)
        self._stack = QStackedLayout(self._reader)
        self._stack.addWidget(self._hint)
        self._splitter = self._make_splitter()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self._listen()
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._hint.show_selection()

    # --- what the shell asks
    @property
    def first_shown(self) -> SignalInstance | None:
        """Tells that the first records are on the screen; None if the list does not say so."""
        return getattr(self.records, "first_shown", None)

    @property
    def bar_keys(self) -> Sequence[str]:
        """The actions of the command bar, as the list wishes."""
        return cast("Sequence[str]", getattr(self.records, "bar_keys", ()))

    def screens(self) -> list[QWidget]:
        """Return the parts that carry out actions, the list first."""
        return [self.records, *([self._card] if self._card and self._pane != OFF else [])]

    def show_target(self, target: Target) -> None:
        """Show the part of the list that `target` asks for."""
        if isinstance(self.records, ShowsTarget):
            self.records.show_target(target)

    def status_text(self) -> str:
        """Return what the list says of itself."""
        return self.records.status_text() if isinstance(self.records, TellsStatus) else ""

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        if isinstance(self.records, TakesFocus):
            self.records.focus_first()
        else:
            self.records.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_typed(self) -> None:
        """Keep what is typed in the reading pane, which waits there as a draft."""
        card = self._card
        if card is not None and isinstance(card, KeepsTyped):
            card.keep_typed()

    def panes(self) -> list[QWidget]:
        """Return the parts between which F6 moves."""
        return [self.records, *([self._reader] if self._reader.isVisible() else [])]

    def view_state(self) -> JsonObject:
        """Return how list and pane look."""
        state = self.records.view_state() if isinstance(self.records, KeepsView) else {}
        sizes: dict[str, Json] = {pane: list(found) for pane, found in self._sizes.items()}
        return {"list": state, "sizes": sizes}

    def restore_view_state(self, state: Mapping[str, Json]) -> None:
        """Look so again."""
        inner, sizes = state.get("list"), state.get("sizes")
        if isinstance(self.records, KeepsView) and isinstance(inner, dict) and inner:
            self.records.restore_view_state(inner)
        if isinstance(sizes, dict):
            self._sizes = {
                pane: [size for size in found if isinstance(size, int)]
                for pane, found in sizes.items()
                if isinstance(found, list)
            }
            self._apply_sizes()

    # --- the reading pane
    @property
    def pane(self) -> str:
        """Where the reading pane is wanted: RIGHT, BOTTOM or OFF."""
        return self._pane

    def set_pane(self, pane: str) -> None:
        """Move the reading pane; a narrow window has it at the bottom instead of the right."""
        self._pane = pane
        self._place()
        if pane != OFF:
            self._settle.start()

    def _place(self) -> None:
        narrow = self.width() < look().px(NARROW)
        right = self._pane == RIGHT and not narrow
        wanted = Qt.Orientation.Horizontal if right else Qt.Orientation.Vertical
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
            self._apply_sizes()
        is_crowded = self._counts and not right and self.height() < look().px(LOW)
        self._reader.setVisible(self._pane != OFF and not is_crowded)

    def _side(self) -> str:
        return RIGHT if self._splitter.orientation() == Qt.Orientation.Horizontal else BOTTOM

    @Slot()
    def _on_splitter_moved(self, *_place: object) -> None:
        self._sizes[self._side()] = self._splitter.sizes()

    def _apply_sizes(self) -> None:
        """Share the room as the person left it, or else as is usual, whatever the parts wish."""
        side, splitter = self._side(), self._splitter
        room = splitter.width() if side == RIGHT else splitter.height()
        above = room * LIST_SHARE // (LIST_SHARE + CARD_SHARE)
        sizes = self._sizes.get(side, [above, room - splitter.handleWidth() - above])
        if len(sizes) == splitter.count():
            splitter.setSizes(sizes)

    # --- the list and its card
    def _make_splitter(self) -> QSplitter:
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(5)
        splitter.addWidget(self.records)
        splitter.addWidget(self._reader)
        splitter.setStretchFactor(0, LIST_SHARE)
        splitter.setStretchFactor(1, CARD_SHARE)
        splitter.splitterMoved.connect(self._on_splitter_moved)
        return splitter

    def _listen(self) -> None:
        connect(self.records, "record_opened", self._on_record_opened)
        connect(self.records, "create_requested", self._on_create_requested)
        connect(self.records, "selection_changed", self._on_selection_changed)
        connect(self.records, "import_requested", self._on_import_requested)
        connect(self.records, "status_changed", self._on_status_changed)
        connect(self.records, "part_requested", self._on_part_requested)
        connect(self.records, "statistics_shown", self._on_statistics_shown)

    def _on_statistics_shown(self, is_shown: bool) -> None:
        """Leave the room to list and statistics where there is not enough for three parts."""
        self._counts = is_shown
        self._place()

    def _on_record_opened(self, entity: str, record_id: uuid.UUID) -> None:
        self.target_chosen.emit(record(entity, record_id))

    def _on_part_requested(self, before: Filter, after: Filter, search: str) -> None:
        """Go to a part of the list, from where Back leads to what was shown before."""
        in_bin = bool(getattr(self.records, "in_bin", False))
        for part in (before, after):
            whole = not part.items and not search
            place = Target(LIST, self.entity.key, filter=part, search=search, bin=in_bin)
            self.target_chosen.emit(replace(place, whole=whole))

    def _on_create_requested(self, entity: str, values: object = None) -> None:
        self._context.create(entity, values if isinstance(values, Mapping) else {})

    def _on_import_requested(self, *_entity: object) -> None:
        self.import_asked.emit()

    def _on_selection_changed(self, *_selection: object) -> None:
        self._context.actions.refresh()
        self.status_changed.emit(self.status_text())
        if self._pane != OFF:
            self._settle.start()

    def _on_dirty_changed(self, _is_dirty: bool) -> None:
        self._context.actions.refresh()

    def _on_status_changed(self, *_text: object) -> None:
        self.status_changed.emit(self.status_text())

    @Slot()
    def _show_selected(self) -> None:
        if self._pane == OFF or not isinstance(self.records, HasCurrentRecord):
            return
        current = self.records.current_record()
        if current is None:
            self._hint.show_selection()
            self._stack.setCurrentWidget(self._hint)
            self._shown = None
        elif current != self._shown:
            self._open(current)

    def _open(self, record_id: uuid.UUID) -> None:
        card = self._card or self._add_card()
        if isinstance(card, OpensRecords):
            card.open(record_id)
        self._shown = record_id
        self._stack.setCurrentWidget(card)

    def _add_card(self) -> QWidget:
        target = Target(RECORD, self.entity.key)
        card = self._card = self._register.make(target, self._context)
        self._stack.addWidget(card)
        connect(card, "record_opened", self._on_record_opened)
        connect(card, "create_requested", self._on_create_requested)
        connect(card, "dirty_changed", self._on_dirty_changed)
        self._context.actions.show_screens(self.screens())
        return card

    # Qt's names
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the pane where it has room."""
        super().resizeEvent(event)
        self._place()
        if self._side() not in self._sizes:
            self._apply_sizes()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
