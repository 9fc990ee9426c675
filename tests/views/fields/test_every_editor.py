"""What the editor of every kind must hold."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)

from desktop.core.fields import Kind
from desktop.core.kinds import kind_of
from desktop.views.fields import inline_editor
from desktop.views.fields.cells import CellStyle, cell_look
from desktop.views.fields.editors import EDITORS
from tests.core.kinds.strategies import FIELDS, values

every_kind = pytest.mark.parametrize("kind", list(Kind))
EXAMPLES = {
    Kind.TEXT: "Công ty Ánh Dương",
    Kind.LONG_TEXT: "dòng một\ndòng hai",
    Kind.INTEGER: 1200,
    Kind.MONEY: "1200000",
    Kind.PERCENT: "7.5",
    Kind.DATE: "2026-11-21",
    Kind.MOMENT: 1_763_700_000_000_000,
    Kind.FLAG: False,
    Kind.CHOICE: "warm",
    Kind.TAGS: ["00000000-0000-0000-0000-00000000000b"],
    Kind.LINK: "00000000-0000-0000-0000-000000000001",
    Kind.EMAILS: ["an@abc.vn", "binh@abc.vn"],
    Kind.PHONES: [{"number": "+84912345678", "label": "Lan"}],
    Kind.ADDRESS: {"street": "12 Lê Lợi", "commune": "00004", "province": "01"},
    Kind.PERSON_NAME: "Nguyễn Thị Minh Khai",
    Kind.URL: "https://abc.vn",
    Kind.TAX_CODE: "9990000018",
    Kind.IMAGE: "ab" * 32,
    Kind.COMPUTED: "x",
    Kind.JSON: {"a": [1, 2]},
    Kind.DURATION: 90,
    Kind.RATING: 4,
    Kind.CHOICES: ["hot", "cold"],
    Kind.COLOUR: "#1f5fd1",
    Kind.RICH_TEXT: "<h2>Họp</h2>\n<p>giá <strong>mới</strong></p>\n<ul>\n<li>a</li>\n</ul>",
    Kind.SEQUENCE: "KH2026-00012",
    Kind.FILE: "ab" * 32,
}


def test_every_kind_has_an_editor():
    assert set(EDITORS) == set(Kind)


@every_kind
def test_it_shows_a_value_and_gives_it_back(kind, make):
    editor = make(kind, EXAMPLES[kind])
    assert editor.value() == EXAMPLES[kind]
    assert editor.problem() == ""
    editor.set_value(None)
    assert editor.value() is None
    assert editor.edits == []


@every_kind
def test_opening_and_leaving_is_no_edit(kind, make, leave):
    editor = make(kind, EXAMPLES[kind])
    leave()
    assert editor.value() == EXAMPLES[kind]
    assert editor.edits == []


@every_kind
def test_any_value_of_the_store_comes_back_as_it_was(kind, make):
    editor = make(kind)
    known = kind_of(FIELDS[kind])

    @settings(
        max_examples=15,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(data=st.data())
    def check(data):
        value = json.loads(json.dumps(known.to_json(data.draw(values(kind)))))
        editor.set_value(value)
        assert editor.value() == value
        assert editor.problem() == ""

    check()


@every_kind
def test_it_says_what_it_is_for_to_screen_readers(kind, make):
    editor = make(kind, EXAMPLES[kind])
    parts = [
        widget
        for widget in editor.findChildren(QWidget)
        if isinstance(
            widget, QAbstractButton | QComboBox | QLineEdit | QPlainTextEdit | QTextEdit | QSlider
        )
        and widget.isVisibleTo(editor)
    ]
    assert parts
    for part in parts:
        read = QAccessible.queryAccessibleInterface(part)
        assert read.text(QAccessible.Text.Name), part


@every_kind
def test_a_readonly_field_cannot_be_typed_in(kind, make, qtbot):
    field = replace(FIELDS[kind], readonly=True)
    editor = make(field, EXAMPLES[kind])
    qtbot.keyClicks(editor.focus_widget(), "1")
    assert editor.value() == EXAMPLES[kind]
    assert editor.edits == []


@every_kind
def test_its_focus_goes_to_the_place_to_type(kind, make):
    editor = make(kind, EXAMPLES[kind])
    assert editor.focus_widget() is not editor
    assert editor.isAncestorOf(editor.focus_widget())


@every_kind
def test_tab_goes_through_it_and_leaves(kind, make, form, qtbot):
    make(kind, EXAMPLES[kind])
    stops = 0
    while not form.other.hasFocus() and stops < 10:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        stops += 1
    assert form.other.hasFocus()
    while form.other.hasFocus() and stops < 12:
        qtbot.keyClick(form.other, Qt.Key.Key_Backtab)
        stops += 1
    assert not form.other.hasFocus()


@every_kind
def test_a_list_knows_how_to_draw_its_cells(kind):
    look = cell_look(FIELDS[kind])
    assert look.style in CellStyle
    assert look.width > 0
    assert look.right == kind_of(FIELDS[kind]).right


@every_kind
def test_a_cell_has_an_editor_of_one_line_or_none(kind, around, qtbot):
    editor = inline_editor(FIELDS[kind], around.context)
    if kind in {Kind.IMAGE, Kind.JSON, Kind.COMPUTED, Kind.RICH_TEXT, Kind.FILE}:
        assert editor is None
        return
    qtbot.addWidget(editor)
    editor.set_value(EXAMPLES[kind])
    assert editor.value() == EXAMPLES[kind]
    height = (
        editor.heightForWidth(400) if editor.hasHeightForWidth() else editor.sizeHint().height()
    )
    assert height < 60


def test_badges_have_the_colours_of_their_options():
    look = cell_look(FIELDS[Kind.CHOICE])
    assert look.style is CellStyle.BADGE
    assert [look.colour(value) for value in ("hot", "cold", "?", None)] == ["red", "", "", ""]


def test_nobody_edits_a_derived_field_in_a_cell(around):
    field = replace(FIELDS[Kind.TEXT], part_of="address")
    assert inline_editor(field, around.context) is None
