"""The menu from which a filter's field is chosen, with those of linked records."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.core.collation import sort_key
from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.fields import Field, Kind
from desktop.core.filter_line.names import filtered_fields
from desktop.core.i18n import _
from desktop.views.widgets.roomy_menu import RoomyMenu


class FieldMenu(RoomyMenu):
    """The fields of an entity, and behind each link those of its record.

    Signals:
        path_chosen: the path of a field.
    """

    path_chosen = Signal(object)

    def __init__(self, entity: Entity, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for field in _sorted_fields(entity):
            self._offer(self, field.name, field)
        self.addSeparator()
        for field in _sorted_fields(entity):
            target = _target_of(field)
            if target is not None:
                below = RoomyMenu(self)
                below.setTitle(_("Of “{record}”").format(record=_(field.label)))
                self.addMenu(below)
                for other in _sorted_fields(target):
                    self._offer(below, f"{field.name}.{other.name}", other)

    def _offer(self, menu: QMenu, path: str, field: Field) -> None:
        action = _PathAction(path, _(field.label), menu)
        action.path_chosen.connect(self.path_chosen)
        menu.addAction(action)


class _PathAction(QAction):
    """One field.

    Signals:
        path_chosen: its path.
    """

    path_chosen = Signal(object)

    def __init__(self, path: str, label: str, parent: QObject) -> None:
        super().__init__(label.replace("&", "&&"), parent)
        self._path = path
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.path_chosen.emit(self._path)


def _sorted_fields(entity: Entity) -> list[Field]:
    return sorted(filtered_fields(entity), key=_label_key)


def _label_key(field: Field) -> bytes:
    return sort_key(_(field.label))


def _target_of(field: Field) -> Entity | None:
    if field.kind is not Kind.LINK:
        return None
    try:
        return get_entity(field.target)
    except UnknownEntityError:
        return None
