"""The manifest carries the declarations whole."""

from __future__ import annotations

import copy
import pickle
from dataclasses import replace

import pytest

from desktop.core import manifest
from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, iter_entities
from desktop.core.fields import Field, Kind
from desktop.models import load_all


@pytest.fixture
def declared() -> manifest.Manifest:
    load_all()
    ask = Field("reason", "Reason", Kind.TEXT, required=True)
    command = CommandFacts("lead.drop", "Drop", form=(ask,), on_records=True)
    return manifest.Manifest("1", tuple(iter_entities()), (command,), "me")


def test_what_is_written_is_read_back(declared):
    assert manifest.load(manifest.dump(declared)) == declared


def test_a_manifest_of_another_revision_is_not_used(declared, tmp_path):
    manifest.write(tmp_path / "m.json", declared)
    assert manifest.read(tmp_path / "m.json", "1") == declared
    assert manifest.read(tmp_path / "m.json", "2") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format":1,"entities":[1]}'])
def test_a_broken_manifest_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        manifest.load(text)


def test_a_missing_manifest_is_none(tmp_path):
    assert manifest.read(tmp_path / "none.json", "1") is None


def test_fields_are_made_when_they_are_first_asked_for(declared):
    read = manifest.load(manifest.dump(declared)).entities[0]
    first = declared.entities[0]
    assert (read.key, read.label, read.list_columns) == (first.key, first.label, first.list_columns)
    assert "fields" not in vars(read)
    assert read.fields == first.fields
    assert read.fields is read.fields
    assert read.by_name == first.by_name


def test_an_entity_that_was_read_is_an_ordinary_one(declared):
    first = declared.entities[0]

    def read() -> Entity:
        return manifest.load(manifest.dump(declared)).entities[0]

    assert read() == first == copy.deepcopy(read()) == pickle.loads(pickle.dumps(read()))
    assert hash(read()) == hash(first)
    assert replace(read(), label="Other").fields == first.fields
    with pytest.raises(AttributeError):
        _ = read().nothing
