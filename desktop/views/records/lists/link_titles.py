"""Titles and ids of the records that filters name, kept after they were read once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.entities import Entity
from desktop.core.field_paths import find_field
from desktop.core.fields import Kind
from desktop.core.filters import ME, Filter
from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.core.words import fold
from desktop.views.jobs import Jobs

Named = tuple[str, str]  # entity, and a title or an id
FOUND_AT_ONCE = 12
_LINKED = frozenset({Kind.LINK, Kind.TAGS})


class LinkTitles(QObject):
    """Resolves titles to ids and ids to titles, without making the window wait.

    Signals:
        learned: something that was asked for is known now.
    """

    learned = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._ids: dict[Named, str | None] = {}
        self._titles: dict[Named, str] = {}

    def id_of(self, entity: str, title: str) -> str | None:
        """Return the id of the record called so, as far as it is known."""
        return self._ids.get((entity, fold(title)))

    def title_of(self, entity: str, record_id: str) -> str | None:
        """Return the title of a record, as far as it is known."""
        return self._titles.get((entity, record_id))

    def is_known(self, entity: str, title: str) -> bool:
        """Tell whether somebody asked for that title already."""
        return (entity, fold(title)) in self._ids

    def learn_titles(self, wanted: Iterable[Named]) -> None:
        """Read the ids of titles that are not known yet; `learned` follows if any are not."""
        missing = [one for one in dict.fromkeys(wanted) if not self.is_known(*one)]
        if missing:

            def ask(reads: Reads) -> list[tuple[Named, list[Ref]]]:
                return [
                    (one, [hit.ref for hit in reads.choices(*one, FOUND_AT_ONCE)])
                    for one in missing
                ]

            self._jobs.cards.submit(ask, self._on_titles_read)

    def learn_ids(self, wanted: Iterable[Named]) -> None:
        """Read the titles of ids that are not known yet; `learned` follows if any are not."""
        by_entity: dict[str, list[uuid.UUID]] = {}
        for entity, record_id in dict.fromkeys(wanted):
            if (entity, record_id) not in self._titles:
                by_entity.setdefault(entity, []).append(uuid.UUID(record_id))
        if by_entity:

            def ask(reads: Reads) -> list[Ref]:
                return [ref for entity, ids in by_entity.items() for ref in reads.refs(entity, ids)]

            self._jobs.cards.submit(ask, self._on_refs_read)

    def take(self, refs: Iterable[Ref]) -> None:
        """Keep records that are known from elsewhere."""
        for ref in refs:
            self._titles[ref.entity, str(ref.id)] = ref.title
            self._ids[ref.entity, fold(ref.title)] = str(ref.id)

    @Slot(object)
    def _on_titles_read(self, found: Sequence[tuple[Named, list[Ref]]]) -> None:
        for (entity, title), refs in found:
            self.take(refs)
            self._ids.setdefault((entity, fold(title)), None)
        self.learned.emit()

    @Slot(object)
    def _on_refs_read(self, refs: Sequence[Ref]) -> None:
        self.take(refs)
        if refs:
            self.learned.emit()


def links_of(entity: Entity, filter_: Filter) -> list[Named]:
    """Return the records that a filter names by their ids."""
    found: list[Named] = []
    for condition in filter_.conditions():
        field = find_field(entity, condition.field)
        if field.kind not in _LINKED:
            continue
        values = condition.value if isinstance(condition.value, list) else [condition.value]
        found += [(field.target, str(one)) for one in values if _is_id(one)]
    return found


def _is_id(value: object) -> bool:
    if not isinstance(value, str) or value == ME:
        return False
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
