"""Own fields that hold a picture or a file: their bytes stay, their name is shown."""

from __future__ import annotations

import pytest

from desktop.core.entities import get_entity
from desktop.core.fields import Kind
from desktop.core.kinds import kind_of
from desktop.core.kinds.files import name_of
from desktop.services.commands import LocalCommands
from desktop.store.blobs import named_blobs

SAMPLES = (f"{'a' * 64}", "b" * 64)


@pytest.fixture
def define(commands: LocalCommands):
    def make(label, kind):
        said = {"entity": "account", "kind": kind, "label_vi": label}
        return str(commands.run("custom_field.define", said).value)

    return make


@pytest.mark.parametrize("kind", [Kind.IMAGE, Kind.FILE])
def test_the_bytes_of_a_file_are_named_now_and_in_the_history(kind, define, commands, store):
    first, second = SAMPLES
    define("Ảnh chụp", kind)
    name = "x_anh_chup"
    made = str(commands.run("account.create", {"values": {"name": "A", name: first}}).value)
    commands.run("account.save", {"id": made, "values": {name: [first, second]}})
    assert {"a" * 64, "b" * 64} <= set(named_blobs(store.driver))


def test_a_file_is_shown_by_its_name(define):
    define("Hợp đồng", Kind.FILE)
    field = get_entity("account").field("x_hop_dong")
    value = kind_of(field).normalise(field, f"{'A' * 64}/C:\\x/../Hợp đồng?.pdf")
    kind_of(field).check(field, value)
    assert value.startswith("a" * 64)
    assert "/" not in name_of(value)
    assert kind_of(field).format(field, value).endswith(".pdf")
