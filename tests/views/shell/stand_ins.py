"""Small screens and a small database in memory, by which the shell is tested alone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QTreeView, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.entities import Entity
from desktop.core.filters import Filter
from desktop.core.pages import Hit, ListQuery, Page, Ref, Row
from desktop.core.ports import Outcome
from desktop.core.words import fold
from desktop.views.change_signal import ChangeSignal
from desktop.views.jobs import Jobs, Writing
from desktop.views.shell.screens import HandMade, ScreenContext, ScreenRegister
from desktop.views.shell.targets import Target
from desktop.views.theme import look

NAMES = (
    "Công ty TNHH Thương mại Hoa Sen Vàng",
    "Công ty Cổ phần Xây dựng Đại Phú",
    "Công ty TNHH Một thành viên Ễnh Ương",
    "Nguyễn Thị Hường",
    "Trần Minh Đức",
    "Doanh nghiệp tư nhân Ẩm thực Quê Hương",
    "Công ty Cổ phần Dược phẩm Bắc Ninh",
    "Hợp tác xã Nông nghiệp Tân Tiến",
    "Đặng Văn Lâm",
    "Công ty TNHH Nội thất Mộc Việt",
)
PROVINCES = ("Hà Nội", "Thành phố Hồ Chí Minh", "Đà Nẵng", "Cần Thơ", "Bắc Ninh")


def id_of(number: int) -> uuid.UUID:
    return uuid.UUID(int=number + 1)


class MemoryReads:
    """Answers the questions of the shell from a list of names."""

    def __init__(self) -> None:
        self.hits = [
            Hit(Ref("account", id_of(n), name), f"0912 345 {n:03d} · {PROVINCES[n % 5]}")
            for n, name in enumerate(NAMES)
        ]
        self.asked: list[str] = []
        self.counts: dict[str, int] = {}

    def search(self, text: str, limit: int = 40, entities: Sequence[str] = ()) -> list[Hit]:
        self.asked.append(text)
        words = fold(text).split()
        found = [hit for hit in self.hits if all(w in fold(hit.ref.title) for w in words)]
        return [h for h in found if not entities or h.ref.entity in entities][:limit]

    def refs(self, entity: str, record_ids: Sequence[uuid.UUID]) -> list[Ref]:
        return [hit.ref for hit in self.hits if hit.ref.id in record_ids]

    def count(self, entity: str, condition: Filter) -> int:
        return self.counts.get(entity, 0)

    def first_page(self, query: ListQuery) -> Page:
        rows = tuple(
            Row(id_of(n), (NAMES[n],), (NAMES[n], *("—" for _column in query.columns[1:])))
            for n in range(min(5, self.counts.get(query.entity, 0)))
        )
        return Page(0, rows, len(rows))

    def interrupt(self) -> None:
        pass


class MemoryCommands:
    """Carries out commands by noting them; each changes one account."""

    def __init__(self) -> None:
        self.ran: list[tuple[str, dict[str, object]]] = []
        self.groups = 0
        self.left = 0
        self.error: Exception | None = None
        self.heard: list[Changes] = []

    def hear(self, changes: Changes) -> None:
        self.heard.append(changes)

    def run(self, key: str, arguments: Mapping[str, object]) -> Outcome:
        self.ran.append((key, dict(arguments)))
        if self.error:
            raise self.error
        self.groups += 1
        changes = Changes({"account": frozenset({id_of(0)})}, self.groups, key)
        return Outcome({"left": self.left} if key == "undo.group" else None, changes)


class ListStandIn(QWidget):
    """A list of the names; knows nothing of the shell."""

    record_opened = Signal(str, object)
    selection_changed = Signal()
    status_changed = Signal()
    statistics_shown = Signal(bool)

    def __init__(self, entity: Entity) -> None:
        super().__init__()
        self.entity = entity
        self.targets: list[Target] = []
        self.done: list[str] = []
        self.state: dict[str, object] = {"sort": "name"}
        self.view = QTreeView(self)
        self.view.setRootIsDecorated(False)
        self.view.setUniformRowHeights(True)
        self.view.setAlternatingRowColors(True)
        self.view.setFrameShape(QTreeView.Shape.NoFrame)
        self.view.setAccessibleName("list")
        self.view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        model = QStandardItemModel(0, 3, self)
        model.setHorizontalHeaderLabels(["Tên", "Điện thoại", "Tỉnh"])
        for n in range(60):
            texts = (NAMES[n % len(NAMES)], f"0912 345 {n:03d}", PROVINCES[n % 5])
            items = [QStandardItem(text) for text in texts]
            for item in items:
                item.setEditable(False)
            model.appendRow(items)
        self.view.setModel(model)
        self.view.setColumnWidth(0, 280)
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def current_record(self) -> uuid.UUID | None:
        rows = self.view.selectionModel().selectedRows()
        return id_of(rows[0].row()) if len(rows) == 1 else None

    def show_target(self, target: Target) -> None:
        self.targets.append(target)

    def status_text(self) -> str:
        return f"60 {self.entity.plural.lower()}"

    def view_state(self) -> dict[str, object]:
        return self.state

    def restore_view_state(self, state: Mapping[str, object]) -> None:
        self.state = dict(state)

    def focus_first(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self.done.append("refresh")

    def open_selected(self) -> None:
        self.record_opened.emit(self.entity.key, self.current_record())

    def can_open_selected(self) -> bool:
        return self.current_record() is not None

    def delete_selected(self) -> None:
        self.done.append("delete")

    def choose_columns(self) -> None:
        self.done.append("columns")

    def import_file(self) -> None:
        self.done.append("import")

    def export_list(self) -> None:
        self.done.append("export")

    def show_filter(self) -> None:
        self.done.append("filter")

    def _on_activated(self) -> None:
        self.open_selected()

    def _on_selection_changed(self) -> None:
        self.selection_changed.emit()


class CardStandIn(QWidget):
    """A card with two fields; dirty when something was typed."""

    title_changed = Signal(str)
    record_opened = Signal(str, object)
    create_requested = Signal(str, object)
    saved = Signal(object)
    refused = Signal()

    def __init__(self, entity: Entity) -> None:
        super().__init__()
        self.entity = entity
        self.record_id: uuid.UUID | None = None
        self.refuses = False
        self.kept: list[str] = []
        self.given: Mapping[str, object] | None = None
        self.head = QLabel(self)
        self.head.setFont(look().font("title", 600))
        self.name = QLineEdit(self)
        self.name.setAccessibleName("Name")
        layout = QFormLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addRow(self.head)
        layout.addRow("Tên", self.name)

    def open(self, record_id: uuid.UUID) -> None:
        self.record_id = record_id
        self.head.setText(NAMES[(record_id.int - 1) % len(NAMES)])
        self.name.setText(self.head.text())
        self.name.setModified(False)
        self.title_changed.emit(self.head.text())

    def begin(self, values: Mapping[str, object], draft_id: str = "") -> None:
        self.given = values
        self.head.setText(f"New {self.entity.label}")

    def is_dirty(self) -> bool:
        return self.name.isModified()

    def save(self) -> None:
        if self.refuses:
            self.refused.emit()
            return
        self.name.setModified(False)
        self.record_id = self.record_id or id_of(99)
        self.saved.emit(self.record_id)

    def keep_typed(self) -> None:
        if self.is_dirty():
            self.kept.append(self.name.text())

    def discard(self) -> None:
        self.name.setModified(False)

    def focus_first(self) -> None:
        self.name.setFocus()

    def picture(self) -> str:
        is_person = self.name.text().startswith(("Nguyễn", "Trần", "Đặng"))
        return "user" if is_person else self.entity.icon


def make_list(context: ScreenContext, entity: Entity) -> QWidget:
    return ListStandIn(entity)


def make_card(context: ScreenContext, entity: Entity) -> QWidget:
    return CardStandIn(entity)


def make_register(*screens: HandMade) -> ScreenRegister:
    register = ScreenRegister(make_list, make_card)
    for screen in screens:
        register.add(screen)
    return register


class Backstage:
    """The jobs of a window, answered from memory; `close` ends their threads."""

    def __init__(self) -> None:
        self.reads = MemoryReads()
        self.commands = MemoryCommands()
        self.jobs = Jobs(ChangeSignal())
        self.jobs.cards.start(lambda: self.reads)
        self.jobs.lists.start(lambda: self.reads)
        self.jobs.store.start(lambda: Writing(self.commands, None, None))

    def close(self) -> None:
        for lane in (self.jobs.lists, self.jobs.cards, self.jobs.store):
            lane.close()
