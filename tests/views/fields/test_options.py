"""Editors of one of a closed list, and of yes or no."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from desktop.core.fields import Field, Kind, Option
from desktop.core.i18n import N_

CITIES = Field(
    "city",
    N_("Province"),
    Kind.CHOICE,
    options=tuple(Option(name, name) for name in ("Đà Nẵng", "Đồng Nai", "Hà Nội", "Huế")),
)


def test_a_choice_is_made_by_letters_without_accents(make, qtbot):
    editor = make(CITIES)
    qtbot.keyClicks(editor.combo, "don")
    assert editor.value() == "Đồng Nai"
    assert editor.edits[-1] == "Đồng Nai"


def test_the_same_letter_goes_through_all_that_begin_with_it(make, qtbot):
    editor = make(CITIES)
    seen = []
    for _ in range(3):
        qtbot.keyClick(editor.combo, Qt.Key.Key_H)
        seen.append(editor.value())
    assert seen == ["Hà Nội", "Huế", "Hà Nội"]


def test_a_value_that_is_no_option_any_more_is_kept(make, leave):
    editor = make(Kind.CHOICE, "boiling")
    leave()
    assert editor.value() == "boiling"
    assert editor.combo.currentText() == "boiling"


def test_the_wheel_changes_no_choice(make, qtbot):
    editor = make(Kind.CHOICE, "hot")
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(editor.combo, turned)
    assert editor.value() == "hot"


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.CHOICES])
def test_the_wheel_takes_no_cursor_along(make, kind):
    box = make(kind).focus_widget()
    assert box.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_options_have_dots_in_their_colours(make):
    combo = make(Kind.CHOICE).combo
    icons = {combo.itemData(row): combo.itemIcon(row).isNull() for row in range(combo.count())}
    assert icons == {None: True, "hot": False, "warm": False, "cold": True}


def test_a_flag_stays_unknown_until_it_is_clicked(make, qtbot):
    editor = make(Kind.FLAG)
    assert editor.value() is None
    qtbot.keyClick(editor.box, Qt.Key.Key_Space)
    qtbot.keyClick(editor.box, Qt.Key.Key_Space)
    assert editor.edits == [True, False]
