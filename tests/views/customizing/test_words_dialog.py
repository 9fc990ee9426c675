"""Words of a company's own, typed beside those of the program."""

from __future__ import annotations

import pytest

from desktop.views.customizing import words_dialog
from desktop.views.customizing.words_dialog import EN, VI, OwnWordsDialog


@pytest.fixture
def lines(qt_loop, window, backstage, monkeypatch):
    """Return a maker of the dialog's lines by what they say, in a language."""

    def make(language):
        monkeypatch.setattr(words_dialog, "language", lambda: language)
        dialog = OwnWordsDialog(backstage.jobs, (), window)
        items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
        return {item.text(0): item for item in items}

    return make


def test_in_english_one_and_many_have_words_of_their_own(lines, backstage, qtbot):
    shown = lines("en")
    shown["Customers"].setText(EN, "Students")
    qtbot.waitUntil(lambda: bool(backstage.commands.ran), timeout=10_000)
    ((command, said),) = backstage.commands.ran
    assert command == "word.rename"
    assert (said["message"], said["text_en"], said["also"]) == (
        "Customers",
        "Students",
        ["Customer"],
    )


def test_a_vietnamese_word_typed_in_english_is_that_of_one_and_of_many(lines, backstage, qtbot):
    shown = lines("en")
    shown["Customer"].setText(VI, "Học viên")
    qtbot.waitUntil(lambda: bool(backstage.commands.ran), timeout=10_000)
    assert shown["Customers"].text(VI) == "Học viên"
    assert [said["also"] for _command, said in backstage.commands.ran] == [["Customers"]]


def test_in_vietnamese_one_line_stands_for_both(lines):
    assert "Khách hàng" in lines("vi")
    assert "Customers" not in lines("vi")
