"""The manifest carries the declarations whole."""

from __future__ import annotations

import pytest

from desktop.core import manifest
from desktop.core.commands import CommandFacts
from desktop.core.entities import iter_entities
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
