"""Entries of dictionaries that are joined into one."""

from __future__ import annotations

import pytest

from desktop.core.errors import RuleBrokenError
from desktop.services.seeding import shipped_id


def test_records_have_the_entry_that_stays(commands, make, values_of):
    kept, gone = make("industry", name="Cơ khí"), make("industry", name="Cơ khi")
    account, other = make("account", industry_id=gone), make("account", industry_id=kept)
    assert commands.run("industry.join", {"ids": [gone], "into_id": kept}).value == 1
    assert values_of("account", account)["industry_id"] == kept
    assert values_of("account", other)["industry_id"] == kept


def test_a_record_with_both_tags_has_one_of_them_once(commands, make, values_of):
    kept, gone = (str(shipped_id("tag", key)) for key in ("vip", "loyal"))
    account = make("account", tags=[kept, gone])
    commands.run("tag.join", {"ids": [gone], "into_id": kept})
    assert values_of("account", account)["tags"] == [kept]


def test_what_was_joined_is_taken_back_at_once(commands, make, values_of):
    kept, gone = make("source"), make("source")
    lead = make("lead", source_id=gone)
    done = commands.run("source.join", {"ids": [gone], "into_id": kept})
    commands.run("undo.group", {"group": done.changes.group})
    assert values_of("lead", lead)["source_id"] == gone


@pytest.mark.parametrize("entity", ["tag", "source", "industry", "card_group", "stop_reason"])
def test_an_entry_is_not_joined_into_itself(commands, make, entity):
    only = make(entity)
    with pytest.raises(RuleBrokenError):
        commands.run(f"{entity}.join", {"ids": [only], "into_id": only})


def test_nothing_is_joined_into_a_deleted_entry(commands, make):
    kept, gone = make("tag"), make("tag")
    commands.run("tag.delete", {"ids": [kept]})
    with pytest.raises(RuleBrokenError):
        commands.run("tag.join", {"ids": [gone], "into_id": kept})
