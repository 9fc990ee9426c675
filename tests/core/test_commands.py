"""What the screens know of commands."""

from __future__ import annotations

import pytest

from desktop.core.commands import CommandFacts, is_list_deed

COMMANDS = (
    CommandFacts("account.hand_over", "Hand over", on_records=True),
    CommandFacts("account.anonymise", "Anonymise", on_records=True, undo=False),
    CommandFacts("account.report", "Report"),
)


@pytest.mark.parametrize(
    ("command", "is_one"),
    [
        ("account.hand_over", True),
        ("account.change", True),
        ("import.run", True),
        ("account.anonymise", False),
        ("account.report", False),
        ("bin.expire", False),
    ],
)
def test_what_a_person_let_be_done_in_a_list_can_be_taken_back_there(command, is_one):
    assert is_list_deed(command, COMMANDS) is is_one
