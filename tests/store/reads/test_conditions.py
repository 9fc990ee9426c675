"""Filters: SQL must let pass exactly what plain Python lets pass, for every operator and kind."""

from __future__ import annotations

import uuid
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.clock import local_day, to_micros
from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import EVERYTHING, Condition, Group, Op
from desktop.core.kinds import kind_of
from desktop.core.pages import ListQuery
from desktop.core.periods import RELATIVE_TOKENS
from desktop.core.permissions import Level
from desktop.core.words import fold
from desktop.store import folded
from desktop.store.conditions import Scope, where
from desktop.store.reads import LocalReads
from desktop.store.sql import Sql
from tests.store.reads.made import TODAY, WORDS, Record, Records, some_value
from tests.store.reads.oracle import fulfils

ENTITIES = ("account", "contact", "import_run")
PATHS = {
    "account": ("parent_id.name", "source_id.name", "parent_id.tax_code", "parent_id.employees"),
    "contact": ("account_id.tax_code", "account_id.source_id", "account_id.source_id.name"),
    "import_run": (),
}
TEXTS = (
    "hong", "Hồng", "duc", "đ", "n", "100%", "a_b", "[x]", "*", "?", "skoda", "strasse", "ß", "日",
    "x", "İ", "ω", "“", "cong ty tnhh", "\\", '"', "ﬁ", "kh-00", "–", "ne", "^", "]",
)  # fmt: skip
PIECES = ("0912", "345 67", "+84912", "1234", "12.34", "lan", "số cũ", "0", "650", "fax")
PLACES = (
    "ha noi",
    "Hà Nội",
    "lê lợi",
    "phường",
    "1, tp hcm",
    "ba dinh, hà nội",
    "quan 1",
    "xã,",
    "bình dương",
)


def named(entity: Entity, name: str) -> tuple[Entity, Field]:
    """Return the field at the end of a path, and its entity."""
    first, _dot, rest = name.partition(".")
    field = entity.field(first)
    return named(get_entity(field.target), rest) if rest else (entity, field)


def operators_of(field: Field) -> tuple[Op, ...]:
    """Return the operators that the kind offers, and those about a link's title."""
    own = kind_of(field).operators
    return (*own, Op.CONTAINS, Op.LACKS, Op.STARTS) if field.kind is Kind.LINK else own


def value_for(rnd: Random, field: Field, op: Op, records: Records) -> Any:
    """Return a value in JSON form that fits the operator."""
    if op in {Op.CONTAINS, Op.LACKS, Op.STARTS}:
        return _text_for(rnd, field)
    if op in {Op.ANY_OF, Op.NONE_OF, Op.ALL_OF}:
        return _list_for(rnd, field, records)
    return {
        Op.EMPTY: None,
        Op.FILLED: None,
        Op.DURING: rnd.choice(RELATIVE_TOKENS),
        Op.BETWEEN: [rnd.choice((None, _one(rnd, field, records))) for _ in range(2)],
    }.get(op, _one(rnd, field, records))


def _list_for(rnd: Random, field: Field, records: Records) -> Any:
    listed = [_one(rnd, field, records) for _ in range(rnd.randint(0, 3))]
    if value_kind(field) is Kind.TAGS:
        return sorted({tag for tags in listed for tag in tags})[:2]
    return listed + ([None] if rnd.random() < 0.2 else [])


def _text_for(rnd: Random, field: Field) -> str:
    if value_kind(field) is Kind.PHONES:
        return rnd.choice(PIECES)
    return rnd.choice(PLACES if value_kind(field) is Kind.ADDRESS else TEXTS)


def _one(rnd: Random, field: Field, records: Records) -> Any:
    kind, what = value_kind(field), kind_of(field)
    ids = {key: [one.id for one in found] for key, found in records.items()}
    value = some_value(rnd, field, ids)
    if kind is Kind.MOMENT and rnd.random() < 0.5:
        return local_day(value).isoformat()
    if kind is Kind.MOMENT:
        return to_micros(value)
    if kind is Kind.PHONES:
        return value[0]["number"]
    if kind is Kind.EMAILS:
        return value[0].upper()
    return what.to_json(value)


def ids_of(reads: LocalReads, entity: str, condition: Group, *, in_bin: bool = False) -> list[Any]:
    """Return the ids of a whole filtered list."""
    query = ListQuery(entity, (), condition, bin=in_bin)
    total = reads.snapshot(1, query).total
    return reads.ids_between(1, 0, total - 1)


def expected(records: Records, entity: str, condition: Group, *, in_bin: bool = False) -> set[Any]:
    """Return the ids that plain Python lets pass."""
    by_id = {key: {one.id: one for one in found} for key, found in records.items()}

    def find(key: str, record_id: uuid.UUID | None) -> Record | None:
        return by_id[key].get(record_id) if record_id else None

    return {
        one.id
        for one in records[entity]
        if one.deleted is in_bin and fulfils(one, get_entity(entity), condition, find)
    }


def every_condition() -> list[tuple[str, str, Op]]:
    """Return each entity's fields and paths with each operator."""
    found = []
    for key in ENTITIES:
        entity = get_entity(key)
        for name in (*entity.by_name, *PATHS[key]):
            _owner, field = named(entity, name)
            found += [(key, name, op) for op in operators_of(field)]
    return found


@pytest.mark.parametrize("key", ENTITIES)
def test_every_operator_of_every_field_lets_pass_what_python_does(key, reads, records):
    rnd = Random(5)
    for entity, name, op in every_condition():
        if entity != key:
            continue
        _owner, field = named(get_entity(key), name)
        for _ in range(3):
            condition = Group((Condition(name, op, value_for(rnd, field, op, records)),))
            found = ids_of(reads, key, condition)
            assert set(found) == expected(records, key, condition), condition
            assert len(found) == len(set(found))
            assert reads.count(key, condition) == len(found)


@st.composite
def groups(draw: st.DrawFn) -> tuple[str, int, Any]:
    """Draw the shape of a nested group: leaves are numbers of conditions."""
    leaf = st.integers(0, 10_000)
    tree = st.recursive(
        leaf,
        lambda inner: st.tuples(st.lists(inner, max_size=3), st.booleans(), st.booleans()),
        max_leaves=6,
    )
    return draw(st.sampled_from(ENTITIES)), draw(st.integers(0, 10_000)), draw(tree)


@given(drawn=groups())
def test_groups_of_groups_let_pass_what_python_does(drawn, reads, records):
    key, seed, tree = drawn
    rnd = Random(seed)
    possible = [(name, op) for entity, name, op in every_condition() if entity == key]

    def built(node: Any) -> Condition | Group:
        if isinstance(node, tuple):
            members, any_of, negated = node
            return Group(tuple(built(member) for member in members), any_of, negated)
        name, op = possible[node % len(possible)]
        _owner, field = named(get_entity(key), name)
        return Condition(name, op, value_for(rnd, field, op, records))

    condition = Group((built(tree),))
    assert set(ids_of(reads, key, condition)) == expected(records, key, condition)
    assert set(ids_of(reads, key, condition, in_bin=True)) == expected(
        records, key, condition, in_bin=True
    )


@given(text=st.text(min_size=1, max_size=4), other=st.sampled_from(WORDS))
def test_what_contains_a_text_is_what_the_fold_says(text, other, reads):
    with reads._reader.question() as reader:
        for held in (other, text, other + text, text.upper() + other):
            if "\x00" in held + text or not (held + text).isprintable():
                continue
            asked = folded.contains("x", text)
            sql = "SELECT " + asked + Sql(" FROM (SELECT ? AS x)", (held,))
            assert bool(reader.number(sql)) == (fold(text) in fold(held)), (held, text)
            asked = folded.starts("x", text)
            sql = "SELECT " + asked + Sql(" FROM (SELECT ? AS x)", (held,))
            assert bool(reader.number(sql)) == fold(held).startswith(fold(text)), (held, text)


def test_differs_holds_of_an_empty_field(reads, records):
    condition = Group((Condition("rating", Op.DIFFERS, "hot"),))
    found = set(ids_of(reads, "account", condition))
    empty = {one.id for one in records["account"] if not one.deleted and not one.values["rating"]}
    assert empty
    assert empty <= found


@pytest.mark.parametrize(
    ("field", "op", "value"),
    [
        ("nothing", Op.EQUALS, "x"),
        ("name.length", Op.EQUALS, "x"),
        ("name", Op.LESS, "x"),
        ("employees", Op.EQUALS, "three"),
        ("employees", Op.AT_LEAST, None),
        ("created_at", Op.DURING, "some_day"),
        ("created_at", Op.BETWEEN, ["2026-01-01"]),
        ("source_id", Op.EQUALS, "no id"),
        ("tags", Op.ANY_OF, "vip"),
        ("logo", Op.EQUALS, "x"),
    ],
)
def test_a_filter_that_does_not_fit_is_refused_with_a_sentence(field, op, value, reads):
    with pytest.raises(InvalidValueError, match=r"\w+"):
        reads.count("account", Group((Condition(field, op, value),)))


def test_joined_to_a_server_viewing_is_free_and_editing_needs_a_right():
    account = get_entity("account")
    free = where(account, EVERYTHING, Scope(Level.VIEW, joined=True), TODAY)
    assert "acl" not in free.text
    bound = where(account, EVERYTHING, Scope(Level.EDIT, joined=True), TODAY)
    assert "my_acl" in bound.text
    assert bound.params == (int(Level.EDIT),)
    alone = where(account, EVERYTHING, Scope(Level.DELETE), TODAY)
    assert "acl" not in alone.text
