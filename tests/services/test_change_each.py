"""Values of their own for many records, as a pasted table has them."""

from __future__ import annotations

import pytest

from desktop.core.errors import RuleBrokenError


@pytest.fixture
def ids(commands) -> list[str]:
    made = []
    for name in ("An", "Bình"):
        values = {"name": name, "party_type": "person"}
        made.append(str(commands.run("account.create", {"values": values}).value))
    return made


def test_each_record_gets_its_values_in_one_change(commands, ids, values_of):
    changes = [[ids[0], {"employees": 1}], [ids[1], {"employees": 2, "code": "B"}]]
    outcome = commands.run("account.change_each", {"changes": changes})
    assert values_of("account", ids[0])["employees"] == 1
    assert values_of("account", ids[1])["code"] == "B"
    commands.run("undo.group", {"group": outcome.changes.group})
    assert values_of("account", ids[1])["employees"] is None


def test_what_the_program_keeps_is_not_changed(commands, ids):
    with pytest.raises(RuleBrokenError):
        commands.run("account.change_each", {"changes": [[ids[0], {"created_at": 0}]]})
