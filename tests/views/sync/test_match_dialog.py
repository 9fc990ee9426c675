"""What the company has already, beside mine: decided row by row or for all; codes asked once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.core.join_plan import Alike, Choice, Comparison
from desktop.services.opening import declare
from desktop.views.sync.match_dialog import SHOWN, MatchDialog

declare()


def pair(number=0, *reasons, **values):
    told = {"name": (f"Sen {number}", f"Hoa Sen {number}")} | values
    return Alike("account", f"mine{number}", f"theirs{number}", reasons or ("phones",), told)


@pytest.fixture
def make(qtbot, qt_loop):
    def show(*pairs, **facts):
        found = Comparison(facts.pop("count", 10), pairs, facts.pop("codes", 0), **facts)
        dialog = MatchDialog(found, None)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_name_alone_is_kept_apart_and_gaps_are_filled_at_first(make):
    dialog = make(pair(0, "name"), pair(1, website=("https://sen.vn", None)))
    first, second = dialog.decisions()
    assert first.choice is Choice.BOTH
    assert (second.choice, second.fields) == (Choice.MERGE, ("website",))


def test_the_marked_rows_are_decided_together(make, qtbot):
    dialog = make(*(pair(number) for number in range(3)))
    dialog.list.clearSelection()
    for row in (0, 2):
        dialog.list.topLevelItem(row).setSelected(True)
    press(qtbot, dialog.buttons[Choice.THEIRS])
    assert [one.choice for one in dialog.decisions()] == [
        Choice.THEIRS,
        Choice.MERGE,
        Choice.THEIRS,
    ]
    assert dialog.list.topLevelItem(0).text(3) == "Take the company's"


def test_all_rows_stand_for_those_that_are_not_shown(make, qtbot):
    dialog = make(*(pair(number) for number in range(SHOWN + 500)))
    assert dialog.list.topLevelItemCount() == SHOWN
    dialog.list.selectAll()
    press(qtbot, dialog.buttons[Choice.BOTH])
    assert {one.choice for one in dialog.decisions()} == {Choice.BOTH}


def test_each_value_of_mine_is_taken_by_its_box(make):
    dialog = make(pair(0, "phones", website=("https://sen.vn", "https://hoasen.vn")))
    values = dialog.values.list
    texts = [values.topLevelItem(row).text(0) for row in range(values.topLevelItemCount())]
    assert texts == ["Name", "Website"]
    values.topLevelItem(1).setCheckState(0, Qt.CheckState.Checked)
    (decided,) = dialog.decisions()
    assert decided.fields == ("website",)


def test_codes_stay_or_get_the_letters_of_a_branch_with_an_example(make, qtbot):
    dialog = make(codes=12, code="KH00012")
    assert dialog.branch.value() == ""
    assert not dialog.list.isVisible()
    press(qtbot, dialog.branch.own)
    dialog.branch.letters.setText("HN-")
    assert dialog.branch.value() == "HN-"
    assert "HN-KH00012" in dialog.branch.example.text()
    dialog.branch.letters.clear()
    assert not dialog.join.isEnabled()


def test_where_codes_clash_the_letters_are_proposed(make):
    dialog = make(codes=12, code="KH00012", clashes=3)
    assert dialog.branch.value() == "CN1-"
    assert "3" in dialog.branch.goes_on.text()


def test_whoever_does_not_want_to_compare_keeps_everything(make, qtbot):
    dialog = make(*(pair(number) for number in range(3)))
    press(qtbot, dialog.skip)
    assert dialog.result() == dialog.DialogCode.Accepted
    assert {one.choice for one in dialog.decisions()} == {Choice.BOTH}
