"""Own notes: for everybody involved or for oneself, by their authors alone."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.entities import iter_entities
from desktop.core.errors import InvalidValueError, NotAllowedError, RecordGoneError, RuleBrokenError
from desktop.core.permissions import Actor, Visibility
from desktop.models import load_all
from desktop.services.commands import UNDO, LocalCommands

load_all()
TAKING = [entity.key for entity in iter_entities() if entity.own_notes]


@pytest.fixture
def write(commands, make):
    """Return what writes a note on a new project and returns the note's id."""

    def run(text="Gọi lại trước 9h", audience="people"):
        about = {"record_type": "project", "record_id": make("project")}
        return commands.run("own_note.write", {**about, "text": text, "audience": audience}).value

    return run


@pytest.fixture
def colleague(store):
    return LocalCommands(store, Actor(uuid.uuid4()))


def test_events_tasks_and_projects_take_own_notes():
    assert {"event", "task", "project"} <= set(TAKING)


@pytest.mark.parametrize("key", TAKING)
def test_a_note_names_its_record(commands, make, values_of, key):
    record_id = make(key, **({"zone": None, "rule": None} if key == "event" else {}))
    about = {"record_type": key, "record_id": record_id, "text": "Mang hợp đồng\ngốc"}
    held = values_of("own_note", commands.run("own_note.write", about).value)
    assert (held["record_type"], held["record_id"]) == (key, record_id)
    assert (held["title"], held["body"]) == ("Mang hợp đồng", "Mang hợp đồng\ngốc")


def test_a_note_for_oneself_is_private_until_it_is_for_all(commands, store, write):
    made = write(audience="me")

    def visibility():
        query = "SELECT visibility FROM own_note WHERE id = ?"
        with store.reading() as connection:
            return connection.execute(query, (uuid.UUID(made).bytes,)).fetchone()[0]

    assert visibility() == Visibility.PRIVATE
    commands.run("own_note.rewrite", {"id": made, "text": "Cho cả nhóm", "audience": "people"})
    assert visibility() is None
    commands.run("own_note.rewrite", {"id": made, "text": "Thôi", "audience": "me"})
    assert visibility() == Visibility.PRIVATE


@pytest.mark.parametrize("key", ["own_note.save", "own_note.change"])
def test_for_whom_it_is_changes_by_its_own_command_alone(commands, write, key):
    made = write(audience="me")
    named = {"id": made} if key.endswith("save") else {"ids": [made]}
    value = [None, "people"] if key.endswith("save") else "people"
    with pytest.raises(RuleBrokenError):
        commands.run(key, {**named, "values": {"audience": value}})


@pytest.mark.parametrize(
    ("key", "arguments"),
    [
        ("own_note.rewrite", {"text": "Khác"}),
        ("own_note.delete", {}),
        ("own_note.purge", {}),
    ],
)
def test_nobody_else_changes_or_deletes_it(colleague, write, values_of, key, arguments):
    made = write()
    before = values_of("own_note", made)
    named = {"id": made} if key.endswith("rewrite") else {"ids": [made]}
    with pytest.raises(NotAllowedError, match="Only the person who wrote this"):
        colleague.run(key, {**named, **arguments})
    assert values_of("own_note", made) == before


@pytest.mark.parametrize("said", [{"text": ""}, {"text": " \n"}, {"text": "x" * 20_001}])
def test_nothing_and_too_much_are_refused(write, said):
    with pytest.raises(InvalidValueError):
        write(**said)


def test_a_note_for_nobody_known_is_refused(write):
    with pytest.raises(InvalidValueError):
        write(audience="everyone")


@pytest.mark.parametrize("record", [("project", str(uuid.uuid4())), ("account", None)])
def test_what_is_gone_or_takes_none_gets_no_note(commands, make, record):
    key, record_id = record
    about = {"record_type": key, "record_id": record_id or make(key), "text": "A"}
    with pytest.raises(RecordGoneError):
        commands.run("own_note.write", about)


def test_a_note_is_taken_back_as_one_step(commands, store, make):
    about = {"record_type": "project", "record_id": make("project"), "text": "Nhầm"}
    outcome = commands.run("own_note.write", about)
    commands.run(UNDO, {"group": outcome.changes.group})
    query = "SELECT deleted_at FROM own_note WHERE id = ?"
    with store.reading() as connection:
        found = connection.execute(query, (uuid.UUID(outcome.value).bytes,)).fetchone()
    assert found is None or found[0] is not None
