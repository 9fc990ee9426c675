"""A record of any entity survives everything that people do with records."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.core import manifest
from desktop.core.clock import SystemClock
from desktop.core.entities import Entity, iter_entities
from desktop.core.fields import Kind
from desktop.core.imports.importable import importable_fields
from desktop.core.kinds import kind_of
from desktop.core.pages import ListQuery, Row
from desktop.core.paths import Profile
from desktop.services.commands import UNDO, LocalCommands, load_commands
from desktop.services.opening import open_for_window, write_manifest
from desktop.store.reads import LocalReads
from desktop.store.work import Store
from tests.examples import ExampleMaker, writable
from tests.store.states import documents, records

load_commands()  # and so every entity
LIST = 7
changed_entity = pytest.mark.parametrize(
    "entity", [one for one in iter_entities() if not one.ledger], ids=lambda e: e.key
)
every_entity = pytest.mark.parametrize("entity", list(iter_entities()), ids=lambda e: e.key)


@dataclass
class Workplace:
    """A profile in use; every test makes records of its own in it."""

    store: Store
    commands: LocalCommands
    reads: LocalReads
    make: ExampleMaker

    def card(self, entity: Entity, record_id: str):
        return self.reads.card(entity.key, uuid.UUID(record_id))

    def row(self, query: ListQuery, record_id: str) -> Row | None:
        """Return the record's row out of the list as a person would scroll to it."""
        wanted = uuid.UUID(record_id)
        snapshot = self.reads.snapshot(LIST, query)
        place = self.reads.positions(LIST, [wanted]).get(wanted)
        if place is None:
            return None
        assert place < snapshot.total
        page = self.reads.page(LIST, query, place)
        return next(row for row in page.rows if row.id == wanted)

    def changes_of(self, record_id: str) -> int:
        query = "SELECT count(*) FROM change WHERE row_id = ?"
        return self.store.driver.execute(query, (uuid.UUID(record_id).bytes,)).fetchone()[0]

    def state(self):
        return records(self.store.driver), documents(self.store.driver)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    opened = open_for_window(tmp_path_factory.mktemp("life") / "profile", "Nguyễn Văn An")
    reads = LocalReads(opened.store.path, SystemClock())
    yield Workplace(opened.store, opened.commands, reads, ExampleMaker(opened.commands))
    reads.close()
    opened.close()


def all_columns(entity: Entity) -> tuple[str, ...]:
    return tuple(field.name for field in entity.fields)


@every_entity
def test_it_is_kept_as_it_was_given(place: Workplace, entity: Entity):
    values = place.make.values(entity.key)
    made = place.commands.run(f"{entity.key}.create", {"values": values})
    card = place.card(entity, made.value)
    for field in writable(entity):
        if values[field.name] is not None:  # else it may get what new records begin with
            kind = kind_of(field)
            saved = kind.normalise(field, kind.from_json(values[field.name]))
            assert card.values[field.name] == kind.to_json(saved), field.name
    assert card.version == 1
    assert not card.deleted
    assert made.changes.touches(entity.key, uuid.UUID(made.value))


@every_entity
def test_it_stands_in_its_list_as_on_its_card(place: Workplace, entity: Entity):
    record_id = place.make(entity.key)
    row = place.row(ListQuery(entity.key, all_columns(entity)), record_id)
    card = place.card(entity, record_id)
    assert row is not None
    assert dict(zip(all_columns(entity), row.texts, strict=True)) == card.texts
    for field, value in zip(entity.fields, row.values, strict=True):
        assert kind_of(field).to_json(value) == card.values[field.name]


@every_entity
def test_it_is_found_by_its_title(place: Workplace, entity: Entity):
    record_id = place.make(entity.key)
    title = place.card(entity, record_id).title
    assert title
    found = [hit.ref.id for hit in place.reads.choices(entity.key, title, limit=50)]
    assert not entity.search_columns or uuid.UUID(record_id) in found


@every_entity
def test_saving_it_unchanged_changes_nothing(place: Workplace, entity: Entity):
    record_id = place.make(entity.key)
    held = place.card(entity, record_id)
    edits = {field.name: [held.values[field.name]] * 2 for field in writable(entity)}
    outcome = place.commands.run(f"{entity.key}.save", {"id": record_id, "values": edits})
    assert not outcome.changes
    assert place.changes_of(record_id) == 1
    assert place.card(entity, record_id) == held


@every_entity
def test_what_is_exported_can_be_imported(place: Workplace, entity: Entity):
    record_id = place.make(entity.key)
    row = place.row(ListQuery(entity.key, all_columns(entity)), record_id)
    assert row is not None
    values = dict(zip(all_columns(entity), row.values, strict=True))
    for field in importable_fields(entity):
        is_named = field.kind in {Kind.LINK, Kind.TAGS}  # written by name; the import's tests
        if field.name in values and not is_named:  # some columns only files have
            kind = kind_of(field)
            cell = kind.export(field, values[field.name])
            assert kind.from_cell(field, cell) == values[field.name], field.name


@every_entity
def test_what_a_person_edits_reads_back_as_it_was(place: Workplace, entity: Entity):
    values = place.make.values(entity.key)
    for field in writable(entity):
        if field.kind is not Kind.LINK:
            kind = kind_of(field)
            value = kind.normalise(field, kind.from_json(values[field.name]))
            assert kind.parse(field, kind.edit_text(field, value)) == value, field.name


@changed_entity
def test_its_making_is_undone_and_redone(place: Workplace, entity: Entity):
    values = place.make.values(entity.key)
    before = place.state()
    made = place.commands.run(f"{entity.key}.create", {"values": values})
    after = place.state()
    undone = place.commands.run(UNDO, {"group": made.changes.group})
    assert place.state() == before
    assert undone.value == 0
    place.commands.run(UNDO, {"group": undone.changes.group})
    assert place.state() == after


@changed_entity
def test_it_goes_into_the_bin_and_comes_back(place: Workplace, entity: Entity):
    record_id = place.make(entity.key)
    query, binned = (ListQuery(entity.key, (entity.title,), bin=bin_) for bin_ in (False, True))
    before = place.state()
    place.commands.run(f"{entity.key}.delete", {"ids": [record_id]})
    assert place.row(query, record_id) is None
    assert place.row(binned, record_id) is not None
    assert place.card(entity, record_id).deleted
    place.commands.run(f"{entity.key}.restore", {"ids": [record_id]})
    assert place.row(binned, record_id) is None
    assert place.state() == before


@changed_entity
def test_its_history_tells_who_did_what(place: Workplace, entity: Entity):
    record_id = place.make(entity.key)
    title = entity.field(entity.title)
    base = place.card(entity, record_id).values[title.name]
    edits = {title.name: [base, "Lê Thị Mới"]}
    place.commands.run(f"{entity.key}.save", {"id": record_id, "values": edits})
    place.commands.run(f"{entity.key}.delete", {"ids": [record_id]})
    told = place.reads.history(entity.key, uuid.UUID(record_id))
    verbs = [entry.command.partition(".")[2] for entry in told]
    assert verbs == ["delete", "save", "create"]
    assert [entry.op for entry in told] == ["D", "U", "I"]
    assert {entry.actor for entry in told} == {"Nguyễn Văn An"}
    (change,) = told[1].fields
    assert (change.field, change.old, change.new) == (title.name, base, "Lê Thị Mới")


@every_entity
def test_the_window_knows_it_from_the_manifest(place: Workplace, entity: Entity, tmp_path: Path):
    written = write_manifest(Profile(tmp_path), "1", place.store.owner())
    read = manifest.read(Profile(tmp_path).manifest, "1")
    assert read == written
    assert entity in read.entities
