"""What every declared entity must hold, today's and next week's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import Field, Kind
from desktop.core.workflow import transitions_of
from desktop.models.base import record_class
from desktop.services.commands import get_command, load_commands
from desktop.services.records import VERBS
from desktop.store.derived import list_indexes, sort_column
from desktop.store.shapes import shape_of
from tests.examples import MAKERS, writable
from tools.catalogue import read_parts

load_commands()  # and so every entity
ENTITIES = list(iter_entities())
NUMBERS = Path(__file__).with_name("entity_numbers.txt")
MOST_QUESTIONS = 7
NAMES = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# Names of things that are called so in every language.
UNTRANSLATED = re.compile(r"[A-Z]{3,8}")  # currencies and protocols

every_entity = pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.key)


def fields_named(entity: Entity, names: tuple[str, ...]) -> list[Field]:
    return [entity.field(name) for name in names if name]


def of_its_links(entity: Entity) -> list[Field]:
    return [field for field in entity.fields if field.kind in {Kind.LINK, Kind.TAGS}]


@every_entity
def test_its_key_is_its_table(entity):
    assert record_class(entity.key).__tablename__ == entity.key
    assert NAMES.fullmatch(entity.key)


@every_entity
def test_it_is_called_something(entity):
    assert entity.label
    assert entity.plural
    assert entity.icon
    assert entity.module
    assert record_class(entity.key).__doc__


@every_entity
def test_its_fields_have_names_and_labels(entity):
    names = [field.name for field in entity.fields]
    assert len(names) == len(set(names))
    assert all(NAMES.fullmatch(name) for name in names)
    assert all(field.label for field in entity.fields)


@every_entity
def test_the_fields_that_it_names_exist(entity):
    shown = (*entity.list_columns, *entity.search_columns, *entity.quick_columns)
    others = (entity.title, entity.sort, entity.parent, entity.timeline, entity.timeline_at)
    others += (entity.title_text,)
    named = fields_named(entity, (*shown, *others, entity.status, *entity.duplicate_keys))
    assert named
    assert entity.list_columns


@every_entity
def test_it_is_titled_by_a_text(entity):
    assert entity.field(entity.title).kind in {Kind.TEXT, Kind.PERSON_NAME}


@every_entity
def test_it_is_quickly_made_with_few_questions(entity):
    quick = fields_named(entity, entity.quick_columns)
    assert len(quick) <= MOST_QUESTIONS
    assert set(quick) <= set(writable(entity))
    if quick:
        asked = {field.name for field in quick}
        needed = {f.name for f in writable(entity) if f.required and f.default is None}
        assert needed <= asked


@every_entity
def test_lists_of_it_begin_in_an_order_that_has_an_index(entity):
    assert not entity.sort or entity.field(entity.sort).sortable


@every_entity
def test_what_it_is_ordered_and_linked_by_has_an_index(entity):
    statements = "\n".join(list_indexes(entity).values())
    columns = shape_of(entity).table.columns
    for field in entity.fields:
        is_link = field.kind is Kind.LINK and not field.system
        if field.name in columns and (field.sortable or is_link):
            assert f'("{sort_column(entity, field)}", acl_id)' in statements, field.name


@every_entity
def test_it_hangs_on_links_and_stands_at_moments(entity):
    for name in filter(None, (entity.parent, entity.timeline)):
        assert entity.field(name).kind is Kind.LINK
    assert bool(entity.timeline) == bool(entity.timeline_at)
    if entity.timeline:
        assert entity.field(entity.timeline_at).kind in {Kind.MOMENT, Kind.DATE}


@every_entity
def test_its_links_point_to_entities(entity):
    for field in of_its_links(entity):
        assert get_entity(field.target)


@every_entity
def test_what_it_requires_must_not_be_null(entity):
    columns = shape_of(entity).table.columns
    for field in entity.fields:
        if not field.part_of and not field.system and field.name not in {"owner_id", "org_unit_id"}:
            assert columns[field.name].nullable is not field.required, field.name


@every_entity
def test_its_choices_have_values_and_their_default_is_one(entity):
    for field in entity.fields:
        if field.kind is Kind.CHOICE and not field.part_of:
            values = [option.value for option in field.options]
            assert values
            assert len(values) == len(set(values))
            assert field.default is None or field.default in values


@every_entity
def test_its_money_has_a_currency(entity):
    for field in entity.fields:
        if field.kind is Kind.MONEY and field.currency_field:
            assert entity.field(field.currency_field).kind is Kind.CHOICE
        assert field.kind is not Kind.MONEY or field.currency


@every_entity
def test_its_computed_fields_are_made_from_fields(entity):
    for field in entity.fields:
        if field.kind is Kind.COMPUTED:
            assert fields_named(entity, field.depends)
            assert callable(getattr(record_class(entity.key), f"compute_{field.name}"))


@every_entity
def test_only_commands_move_its_state(entity):
    moves = list(transitions_of(entity.key))
    if not entity.status:
        assert not moves
        return
    status = entity.field(entity.status)
    states = {option.value for option in status.options}
    assert status.readonly
    assert status.default in states
    for move in moves:
        assert get_command(move.command).facts.entity == entity.key
        assert move.sources | {move.goal} <= states
    assert {move.goal for move in moves} | {status.default} == states, "no command leads there"


@every_entity
def test_what_can_be_done_with_every_record_needs_a_right(entity):
    for verb, *_rest in VERBS:
        assert get_command(f"{entity.key}.{verb}").facts.generic


@every_entity
def test_all_its_words_have_vietnamese(entity):
    known = {entry.singular for entry in read_parts()}
    words = {entity.label, entity.plural}
    for field in entity.fields:
        words |= {field.label, field.section, field.help}
        words |= set() if field.part_of else {option.label for option in field.options}
    missing = {w for w in words if w and w not in known and not UNTRANSLATED.fullmatch(w)}
    assert not missing


def test_the_numbers_of_entities_never_change():
    lines = NUMBERS.read_text("utf-8").splitlines()
    kept = {key: int(number) for number, key in (x.split() for x in lines if not x.startswith("#"))}
    assert len(set(kept.values())) == len(kept)
    for entity in ENTITIES:
        assert kept.get(entity.key) == entity.number, f"add {entity.number} {entity.key}"


def test_there_is_an_example_of_every_kind():
    assert set(MAKERS) == set(Kind)
