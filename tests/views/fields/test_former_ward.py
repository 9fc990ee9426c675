"""What an old ward became is told below the address, and taken at one click."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.core.fields import Kind

BA_DINH = {"street": "12 Lê Lợi", "commune": "00004", "province": "01"}


def type_commune(editor, vi_type, qtbot, text):
    editor.commune.setFocus()
    vi_type(editor.commune, text)
    editor.commune.ahead.ask_now()


def offers(editor):
    return [button.text() for button in editor.former.buttons]


def test_an_old_ward_that_is_typed_is_told_what_it_became_and_taken_at_one_click(
    make, vi_type, qtbot
):
    editor = make(Kind.ADDRESS, {"street": "12 Lê Lợi"})
    type_commune(editor, vi_type, qtbot, "Bến Nghé")
    assert offers(editor) == ["Phường Sài Gòn, Hồ Chí Minh"]
    assert "Phường Bến Nghé, Quận 1" in editor.former._label.text()
    next(iter(editor.former.buttons)).click()
    assert editor.value() == {
        "street": "12 Lê Lợi",
        "commune": "26740",
        "province": "79",
        "legacy": "Phường Bến Nghé, Quận 1",
    }
    assert editor.problem() == ""
    assert editor.former.isHidden()


def test_of_a_divided_ward_that_is_typed_all_parts_are_offered(make, vi_type, qtbot):
    editor = make(Kind.ADDRESS, {"province": "01"})
    type_commune(editor, vi_type, qtbot, "Cống Vị")
    assert offers(editor) == [
        "Phường Ngọc Hà, Hà Nội (most of the old ward)",
        "Phường Giảng Võ, Hà Nội",
    ]


def test_a_commune_of_today_gets_no_hint(make, vi_type, qtbot):
    editor = make(Kind.ADDRESS)
    type_commune(editor, vi_type, qtbot, "Ba Đình")
    assert editor.former.isHidden()


def test_the_hint_goes_with_the_text(make, vi_type, qtbot):
    editor = make(Kind.ADDRESS)
    type_commune(editor, vi_type, qtbot, "Bến Nghé")
    assert editor.former.isVisible()
    editor.commune.selectAll()
    qtbot.keyClick(editor.commune, Qt.Key.Key_Delete)
    assert editor.former.isHidden()


def test_another_record_begins_without_the_hint(make, vi_type, qtbot):
    editor = make(Kind.ADDRESS)
    type_commune(editor, vi_type, qtbot, "Bến Nghé")
    editor.set_value(BA_DINH)
    assert editor.former.isHidden()
