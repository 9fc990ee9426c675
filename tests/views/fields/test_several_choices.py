"""Editors of several choices and of colours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.core.fields import Kind
from tests.core.kinds.strategies import FIELDS


@pytest.fixture
def opened(make, qtbot):
    """Return an editor with its menu open, to be closed at the end."""
    made = []

    def open_menu(value=None):
        editor = make(Kind.CHOICES, value)
        editor.box.showPopup()
        made.append(editor)
        return editor, {action.text(): action for action in editor.menu.actions()}

    yield open_menu
    for editor in made:
        editor.menu.close()


def test_choices_are_ticked_and_stand_in_the_order_of_the_list(opened):
    editor, ticks = opened()
    ticks["Cold"].trigger()
    ticks["Hot"].trigger()
    assert editor.value() == ["hot", "cold"]
    assert editor.box.currentText() == "Hot, Cold"
    ticks["Hot"].trigger()
    assert editor.value() == ["cold"]
    ticks["Cold"].trigger()
    assert editor.value() is None


def test_a_choice_that_is_no_more_is_kept_until_it_is_unticked(opened):
    editor, ticks = opened(["hot", "boiling"])
    assert editor.value() == ["hot", "boiling"]
    ticks["boiling"].trigger()
    assert editor.value() == ["hot"]


def test_a_colour_is_typed_by_its_name_or_taken_from_the_menu(make, qtbot):
    editor = make(Kind.COLOUR)
    qtbot.keyClicks(editor.line, "Blue")
    assert editor.value() == "#1f5fd1"
    editor.spot.trigger()
    (red,) = (action for action in editor.menu.actions() if action.text() == "Red")
    red.trigger()
    editor.menu.close()
    assert editor.value() == "#d92d20"
    assert editor.line.text() == "#D92D20"


def test_what_is_no_colour_is_told_and_the_last_one_stays(make, qtbot):
    editor = make(Kind.COLOUR, "#1f5fd1")
    editor.line.selectAll()
    qtbot.keyClicks(editor.line, "xanh le")
    assert "xanh le" in editor.problem()
    assert editor.value() == "#1f5fd1"


def test_a_number_without_gaps_does_not_say_that_saving_gives_it(make):
    editor = make(replace(FIELDS[Kind.SEQUENCE], gapless=True, readonly=True))
    assert editor.line.placeholderText() == "Not given yet"


def test_a_code_says_that_it_is_given_when_saved(make, qtbot):
    editor = make(FIELDS[Kind.SEQUENCE])
    assert editor.line.placeholderText() == "Given when saved"
    qtbot.keyClicks(editor.line, "A-7")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "A-7"
