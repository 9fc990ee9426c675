"""What every command must hold, and that what it did can be taken back."""

from __future__ import annotations

import inspect
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from desktop.core.entities import get_entity, iter_entities
from desktop.core.errors import NotAllowedError, RuleBrokenError
from desktop.core.fields import Kind
from desktop.core.filters import Json
from desktop.core.permissions import Actor
from desktop.core.workflow import Transition, transitions_of
from desktop.services.commands import (
    UNDO,
    Command,
    LocalCommands,
    get_command,
    iter_commands,
    load_commands,
)
from desktop.services.opening import OpenProfile
from tests.examples import ExampleMaker, writable
from tests.services.diary_arguments import OWN as DIARY_ARGUMENTS
from tests.services.mail_arguments import OWN as MAIL_ARGUMENTS
from tests.services.trying import Lent, lend_profiles, one_of_each_sort
from tests.services.work_arguments import OWN as WORK_ARGUMENTS
from tests.store.states import documents, records
from tools.catalogue import read_parts

load_commands()
TRIED = one_of_each_sort()
COMMANDS = [
    command
    for command in iter_commands()
    # Entries of a ledger are made and never changed.
    if not command.facts.generic
    or command.facts.key.endswith(".create")
    or (command.facts.entity in TRIED and not get_entity(command.facts.entity).ledger)
]
KEYS = re.compile(r"[a-z_]+\.[a-z_]+")
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.facts.key)
# Arguments that are no ids and no answers to questions.
OWN_ARGUMENTS = {"create", "save", "change", "change_each", "post", "rewrite"}


@pytest.fixture(scope="module")
def profiles(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Lent]:
    """Lend a profile to each test."""
    lent = lend_profiles(lambda: tmp_path_factory.mktemp("commands") / "profile")
    yield lent
    lent.close()


@pytest.fixture
def used(profiles: Lent) -> OpenProfile:
    """Return a profile in which every test makes records of its own."""
    return next(profiles)


@pytest.fixture
def make_used(used: OpenProfile) -> ExampleMaker:
    return ExampleMaker(used.commands)


def state_of(opened: OpenProfile) -> Any:
    return records(opened.store.driver), documents(opened.store.driver)


def move_of(key: str) -> Transition | None:
    entity = key.partition(".")[0]
    return next((move for move in transitions_of(entity) if move.command == key), None)


def put_into_state(opened: OpenProfile, key: str, record_id: str) -> None:
    """Bring a new record into a state from which the command may be run."""
    if key == "account.anonymise":
        with opened.store.work(opened.actor, "test") as work:
            work.bulk_update("account", [uuid.UUID(record_id)], {"party_type": "person"})
    move = move_of(key)
    if move is not None:
        entity = get_entity(move.entity)
        with opened.store.work(opened.actor, "test") as work:
            values = {entity.status: min(move.sources)}
            work.bulk_update(entity.key, [uuid.UUID(record_id)], values)
        return
    facts = get_command(key).facts
    if facts.offered and "-" not in facts.offered:
        name, value, *_others = facts.offered
        given = {"": None, "*": opened.store.clock.now()}.get(value, value)
        with opened.store.work(opened.actor, "test") as work:
            work.bulk_update(facts.entity, [uuid.UUID(record_id)], {name: given})


def arguments_for(opened: OpenProfile, make: ExampleMaker, command: Command) -> dict[str, Any]:
    """Return arguments with which the command has something to do."""
    key, (entity, _dot, verb) = command.facts.key, command.facts.key.partition(".")
    if made := (WORK_ARGUMENTS | DIARY_ARGUMENTS | MAIL_ARGUMENTS).get(key):
        return made(opened, make)
    if verb in {"create", "set", "mark_read", "attach"}:
        return arguments_without_record(opened, make, entity, verb)
    record_id = make(entity)
    put_into_state(opened, key, record_id)
    if verb in {"restore", "purge"}:
        opened.commands.run(f"{entity}.delete", {"ids": [record_id]})
    if verb in {"merge", "keep_apart"}:
        master = {"master": record_id} if verb == "merge" else {}
        return {"ids": [record_id, make(entity)], **master}
    if verb == "move":
        return {"id": record_id, "parent_id": make(entity)}
    if verb in {"define", "redefine", "arrange", "rename"}:
        return customizing_arguments(opened, verb, record_id)
    answers = {question.name: make.field_value(question) for question in command.facts.form}
    own = own_arguments(entity, verb, record_id)
    return {**own, **answers, **({"ids": [record_id]} if command.facts.on_records else {})}


def arguments_without_record(
    opened: OpenProfile, make: ExampleMaker, entity: str, verb: str
) -> dict[str, Any]:
    if verb == "create":
        return {"values": make.values(entity)}
    if entity == "share":
        some = {"ids": [make("account")], "who": make("app_user"), "kind": "user", "level": "edit"}
        return {"entity": "account", **some}
    if verb == "set":
        return {"entity": "account", "field": "code", "pattern": "C{NNN}"}
    if verb == "mark_read":
        said = {"record_type": "account", "record_id": make("account"), "text": "@Nguyễn Văn An"}
        return {"ids": [str(opened.commands.run("comment.post", said).value)]}
    file = {"name": "a.pdf", "blob": "ab" * 32, "size": 3}
    return {"entity": "account", "id": make("account"), "files": [file]}


def customizing_arguments(opened: OpenProfile, verb: str, word: str) -> dict[str, Any]:
    said = {"entity": "account", "kind": "integer"}
    if verb == "rename":
        return {"message": "Customer", "text_vi": word}
    if verb == "define":
        return {**said, "label_vi": word}
    first, second = (
        str(opened.commands.run("custom_field.define", {**said, "label_vi": label}).value)
        for label in (f"{word} 1", f"{word} 2")
    )
    return {"ids": [second, first]} if verb == "arrange" else {"id": first, "label_en": word}


def own_arguments(entity: str, verb: str, record_id: str) -> dict[str, Any]:
    title: dict[str, Json] = {get_entity(entity).title: "Phạm Văn Đổi"}
    if verb == "save":
        return {"id": record_id, "values": {name: [None, new] for name, new in clear(entity)}}
    if verb == "change":
        return {"values": title}
    if verb == "post":
        return {"record_type": entity, "record_id": record_id}
    if verb == "rewrite":
        return {"id": record_id}
    if verb == "place_addresses":
        return {"communes": {record_id: "00004"}}
    return {"changes": [[record_id, title]]} if verb == "change_each" else {}


def clear(entity: str) -> list[tuple[str, Json]]:
    """Return a field that is empty in examples, with a value for it."""
    owner = str(uuid.UUID(int=7))
    fields = [f for f in writable(get_entity(entity)) if f.name == "org_unit_id"]
    return [(field.name, owner) for field in fields]


@every_command
def test_it_acts_on_an_entity(command: Command):
    assert KEYS.fullmatch(command.facts.key)
    assert get_entity(command.facts.entity)


@every_command
def test_all_its_words_have_vietnamese(command: Command):
    known = {entry.singular for entry in read_parts()}
    words = {command.facts.label, *(question.label for question in command.facts.form)}
    assert all(words)
    assert words <= known


def _taken(service) -> set[str]:
    """Return the names of all arguments, those of an unpacked TypedDict too."""
    parameters = inspect.signature(service).parameters.values()
    names = {one.name for one in parameters}
    for one in parameters:
        if one.kind is inspect.Parameter.VAR_KEYWORD:
            (answers,) = get_args(get_type_hints(service)[one.name])
            names |= set(get_type_hints(answers))
    return names


@every_command
def test_it_takes_the_answers_to_its_questions(command: Command):
    if command.facts.generic:
        return
    service = inspect.unwrap(command.run)
    taken = _taken(service)
    assert {question.name for question in command.facts.form} <= set(taken)
    assert not command.facts.on_records or "ids" in taken
    assert inspect.getdoc(service)


@every_command
def test_its_questions_can_be_asked(command: Command):
    for question in command.facts.form:
        assert question.kind is not Kind.COMPUTED
        if question.kind in {Kind.LINK, Kind.TAGS}:
            assert get_entity(question.target)


@every_command
def test_it_is_refused_without_the_right(used: OpenProfile, command: Command):
    stranger = LocalCommands(used.store, Actor(uuid.uuid4(), frozenset({"other.right"})))
    before = records(used.store.driver)
    with pytest.raises(NotAllowedError, match=re.escape(command.facts.key)):
        stranger.run(command.facts.key, {})
    assert records(used.store.driver) == before


@every_command
def test_it_is_done_with_the_right_alone(
    used: OpenProfile, make_used: ExampleMaker, command: Command
):
    arguments = arguments_for(used, make_used, command)
    clerk = Actor(used.actor.user_id, frozenset({command.facts.key}))
    assert LocalCommands(used.store, clerk).run(command.facts.key, arguments).changes


@every_command
def test_what_it_did_is_taken_back_and_done_again(
    opened: OpenProfile, make: ExampleMaker, command: Command
):
    arguments = arguments_for(opened, make, command)
    before = state_of(opened)
    done = opened.commands.run(command.facts.key, arguments)
    after = state_of(opened)
    assert after != before
    if not command.facts.undo:
        with pytest.raises(RuleBrokenError):
            opened.commands.run(UNDO, {"group": done.changes.group})
        assert state_of(opened) == after
        return
    undone = opened.commands.run(UNDO, {"group": done.changes.group})
    assert undone.value == 0
    assert state_of(opened) == before
    assert opened.commands.run(UNDO, {"group": undone.changes.group}).value == 0
    assert state_of(opened) == after


@every_command
def test_it_moves_only_from_the_states_it_says(
    used: OpenProfile, make_used: ExampleMaker, command: Command
):
    move = move_of(command.facts.key)
    if move is None:
        return
    entity = get_entity(move.entity)
    states = {option.value for option in entity.field(entity.status).options}
    record_id = make_used(entity.key)
    answers = {question.name: make_used.field_value(question) for question in command.facts.form}
    for state in sorted(states - move.sources):
        with used.store.work(used.actor, "test") as work:
            work.bulk_update(entity.key, [uuid.UUID(record_id)], {entity.status: state})
        with pytest.raises(RuleBrokenError):
            used.commands.run(command.facts.key, {"ids": [record_id], **answers})


def test_every_entity_has_the_commands_that_all_have():
    for entity in iter_entities():
        assert get_command(f"{entity.key}.create")


def test_no_service_is_a_command_by_accident():
    folder = Path(__file__).resolve().parents[2] / "desktop" / "services"
    declared = [
        found
        for path in folder.rglob("*.py")
        for found in re.findall(r'^@command\(\s*"([^"]+)"', path.read_text("utf-8"), re.MULTILINE)
    ]
    assert len(declared) == len(set(declared))
    assert set(declared) == {c.facts.key for c in COMMANDS if not c.facts.generic}
