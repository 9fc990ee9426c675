"""Writing formatted text: keys, lists, what is pasted from elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from desktop.core.fields import Kind

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def editor(make):
    return make(Kind.RICH_TEXT)


def pasted(html="", text=""):
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    return data


def test_keys_make_bold_italic_and_underlined(editor, qtbot):
    for key, word in ((Qt.Key.Key_B, "a"), (Qt.Key.Key_I, "b"), (Qt.Key.Key_U, "c")):
        qtbot.keyClick(editor.text, key, CONTROL)
        qtbot.keyClicks(editor.text, word)
        qtbot.keyClick(editor.text, key, CONTROL)
    assert editor.value() == "<p><strong>a</strong><em>b</em><u>c</u></p>"
    assert editor.edits[-1] == editor.value()


def test_a_list_goes_on_with_enter_and_ends_with_an_empty_item(editor, qtbot):
    editor.bullets.click()
    qtbot.keyClicks(editor.text, "gia")
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.text, "hang")
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.text, "xong")
    assert editor.value() == "<ul>\n<li>gia</li>\n<li>hang</li>\n</ul>\n<p>xong</p>"


def test_behind_a_heading_a_paragraph_begins(editor, qtbot):
    qtbot.keyClicks(editor.text, "Hop")
    editor.heading.click()
    qtbot.keyClick(editor.text, Qt.Key.Key_End)
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.text, "ban gia")
    assert editor.value() == "<h1>Hop</h1>\n<p>ban gia</p>"


def test_a_heading_becomes_smaller_and_a_paragraph_again(editor, qtbot):
    qtbot.keyClicks(editor.text, "Hop")
    seen = []
    for _click in range(4):
        editor.heading.click()
        seen.append(editor.value())
    assert seen == ["<h1>Hop</h1>", "<h2>Hop</h2>", "<h3>Hop</h3>", "<p>Hop</p>"]


def test_several_lines_become_a_numbered_list_and_back(editor):
    editor.set_value("<p>a</p>\n<p>b</p>")
    editor.text.selectAll()
    editor.numbers.click()
    assert editor.value() == "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"
    editor.numbers.click()
    assert editor.value() == "<p>a</p>\n<p>b</p>"


def test_what_is_pasted_keeps_its_looks_and_nothing_foreign(editor):
    html = (
        "<html><body><!--StartFragment--><p style='font-family:Arial'>Giá <b>mới</b>"
        "<img src='https://x.vn/y.png'><script>x()</script>"
        "<a href='javascript:x()' onclick='x()'>ở đây</a></p><!--EndFragment--></body></html>"
    )
    editor.text.insertFromMimeData(pasted(html, "Giá mới ở đây"))
    assert editor.value() == "<p>Giá <strong>mới</strong>ở đây</p>"


def test_text_with_angle_brackets_is_pasted_as_it_stands(editor):
    editor.text.insertFromMimeData(pasted(text="a < b\nc > d"))
    assert editor.value() == "<p>a &lt; b</p>\n<p>c &gt; d</p>"


def test_ctrl_shift_v_pastes_without_looks(editor, qtbot):
    QGuiApplication.clipboard().setMimeData(pasted("<b>đậm</b>", "đậm"))
    qtbot.keyClick(editor.text, Qt.Key.Key_V, CONTROL | SHIFT)
    assert editor.value() == "<p>đậm</p>"


def test_what_was_typed_is_undone_and_the_record_is_not(editor, qtbot):
    editor.set_value("<p>cũ</p>")
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor.text, " moi")
    editor.text.undo()
    editor.text.undo()
    editor.text.undo()
    assert editor.value() == "<p>cũ</p>"


def test_a_link_is_made_of_an_address_and_only_of_a_safe_one(editor):
    editor.set_value("<p>trang web</p>")
    editor.text.selectAll()
    editor.asks.set_link("javascript:x()")
    assert editor.value() == "<p>trang web</p>"
    editor.text.selectAll()
    editor.asks.set_link("lienhe.vn")
    assert editor.value() == '<p><a href="https://lienhe.vn">trang web</a></p>'


def test_looks_are_taken_away(editor):
    editor.set_value("<p><strong>a</strong> <em>b</em></p>")
    editor.text.selectAll()
    editor.plain.click()
    assert editor.value() == "<p>a b</p>"


def test_plain_text_of_an_import_is_shown_as_it_is(editor):
    editor.set_value("dòng một\ndòng hai")
    assert editor.text.toPlainText() == "dòng một\ndòng hai"
    assert editor.edits == []
