"""Targets: turned into leads, or dropped."""

from __future__ import annotations

import pytest

from desktop.core.errors import RuleBrokenError


def test_a_target_becomes_a_lead_with_what_is_known_of_it(commands, make, values_of):
    target = make("target", full_name="Lê Văn Nam", company="Hoa Sen")
    (lead,) = commands.run("target.convert", {"ids": [target]}).value
    known, made = values_of("target", target), values_of("lead", lead)
    assert (known["status"], known["lead_id"]) == ("converted", lead)
    assert made["status"] == "new"
    for name in ("full_name", "company", "phones", "emails", "address", "source_id", "owner_id"):
        assert made[name] == known[name], name


def test_many_targets_become_as_many_leads(commands, make):
    targets = [make("target") for _ in range(3)]
    assert len(set(commands.run("target.convert", {"ids": targets}).value)) == 3


@pytest.mark.parametrize("first", ["convert", "drop"])
@pytest.mark.parametrize("second", ["convert", "drop"])
def test_what_is_done_with_a_target_is_done_once(commands, make, first, second):
    target = make("target")
    commands.run(f"target.{first}", {"ids": [target]})
    with pytest.raises(RuleBrokenError):
        commands.run(f"target.{second}", {"ids": [target]})
