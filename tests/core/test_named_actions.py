"""Every action that somebody may lack a right for can be permitted by a role."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import desktop
from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.named_actions import GROUPS, all_actions
from desktop.services.commands import iter_commands
from desktop.services.opening import declare

ROOT = Path(desktop.__file__).parent
ASKS = ("may", "require")
IN_SQL = re.compile(r"(?:sync\.(?:may|require)\(\w+, |ARRAY\['\*', )'([a-z_]+\.[a-z_]+)'")
ALONE = {"demo.fill"}  # the demo company joins no server, and alone all is permitted


@pytest.fixture(scope="module")
def known():
    declare()
    import_module("desktop.files.importing")
    return {facts.key: facts for facts in all_actions(one.facts for one in iter_commands())}


def asked_in_python() -> Iterator[tuple[str, str]]:
    """Yield the entity ("" for any) and the verb of each right that is asked for by its name."""
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if not is_call or node.func.attr not in ASKS or not node.args:
                continue
            told = node.args[0]
            if isinstance(told, ast.Constant) and isinstance(told.value, str):
                entity, _dot, verb = told.value.partition(".")
                yield entity, verb
            elif isinstance(told, ast.JoinedStr) and isinstance(told.values[-1], ast.Constant):
                yield "", str(told.values[-1].value).lstrip(".")


def test_what_the_program_asks_for_can_be_permitted(known):
    asked = set(asked_in_python())
    assert ("import_run", "undo") in asked
    verbs = {key.partition(".")[2] for key in known}
    missing = {
        f"{entity}.{verb}"
        for entity, verb in asked
        if (f"{entity}.{verb}" not in known if entity else verb not in verbs)
    }
    assert missing <= ALONE


def test_what_the_centre_asks_for_can_be_permitted(known):
    asked = {
        right
        for file in (ROOT / "server" / "sql").rglob("*.sql")
        for right in IN_SQL.findall(file.read_text("utf-8"))
    }
    assert "server.manage" in asked
    assert asked <= known.keys()


def test_every_action_belongs_to_something_with_a_name(known):
    for facts in known.values():
        try:
            assert facts.label
            assert facts.entity in GROUPS or get_entity(facts.entity).plural
        except UnknownEntityError:
            pytest.fail(facts.key)


def test_no_action_is_named_twice():
    declare()
    keys = [facts.key for facts in all_actions(one.facts for one in iter_commands())]
    assert len(keys) == len(set(keys))
