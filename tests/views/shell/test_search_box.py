"""The search box finds while one types, opens, and gives the keyboard back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.pages import Ref
from desktop.views.shell.targets import LIST, Target, record
from tests.views.shell.stand_ins import NAMES, id_of

KEY = Qt.Key


@pytest.fixture
def box(window, qtbot):
    window.commands.run("app.search")
    qtbot.waitUntil(window.search.hasFocus)
    return window.search


def texts(box) -> list[str]:
    return [line.text for line in box.popup.results.results]


def test_typing_without_accents_finds_names_with_accents(box, vi_type, qtbot):
    vi_type(box, "huong")
    qtbot.waitUntil(lambda: "Nguyễn Thị Hường" in texts(box))
    assert box.popup.isVisible()


def test_enter_opens_the_first_result(box, window, vi_type, qtbot):
    vi_type(box, "thị hường")
    qtbot.waitUntil(lambda: "Nguyễn Thị Hường" in texts(box))
    QTest.keyClick(box, KEY.Key_Return)
    assert window.workspace.current_target() == record(
        "account", id_of(3), "Nguyễn Thị Hường", "user"
    )
    assert window.recents.searches[0] == "thị hường"
    assert box.text() == ""


def test_enter_before_the_answer_opens_it_when_it_comes(box, window, vi_type, qtbot):
    vi_type(box, "duc")
    QTest.keyClick(box, KEY.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.current_target().record_id == id_of(4))
    assert window.workspace.tabs.count() == 2


def test_the_arrows_choose_among_the_results(box, window, vi_type, qtbot):
    vi_type(box, "cong ty")
    qtbot.waitUntil(lambda: len(texts(box)) > 2)
    QTest.keyClick(box, KEY.Key_Down)
    QTest.keyClick(box, KEY.Key_Return)
    assert window.workspace.current_target().record_id == id_of(1)


def test_escape_clears_and_returns_to_the_list(window, box, vi_type, qtbot):
    vi_type(box, "abc")
    QTest.keyClick(box, KEY.Key_Escape)
    assert box.text() == ""
    assert not box.popup.isVisible()
    assert window.workspace.current_page().isAncestorOf(window.focusWidget())


def test_the_empty_box_shows_what_was_used_lately(window, qtbot):
    window.recents.add_search("hoa sen")
    window.recents.add_record(Ref("account", id_of(5), NAMES[5]))
    window.search.start()
    qtbot.waitUntil(window.search.popup.isVisible)
    assert {"hoa sen", NAMES[5]} <= set(texts(window.search))


def test_a_recent_search_is_searched_again(window, qtbot):
    window.recents.add_search("duc")
    window.search.start()
    window.search.popup.results.choose()
    qtbot.waitUntil(lambda: "Trần Minh Đức" in texts(window.search))
    assert window.search.text() == "duc"


def test_the_last_line_searches_in_the_list_in_view(box, window, vi_type, qtbot):
    vi_type(box, "hoa")
    qtbot.waitUntil(lambda: len(texts(box)) > 1)
    QTest.keyClick(box, KEY.Key_Up)
    QTest.keyClick(box, KEY.Key_Return)
    page = window.workspace.current_page()
    assert page.records.targets[-1] == Target(LIST, "account", search="hoa")


def test_nothing_found_is_said(box, vi_type, qtbot):
    vi_type(box, "xyzzy")
    qtbot.waitUntil(lambda: any("Nothing found" in text for text in texts(box)))
    assert box.popup.isVisible()


def test_keys_in_a_hurry_ask_once(box, backstage, vi_type, qtbot):
    vi_type(box, "duoc pham")
    qtbot.waitUntil(lambda: "duoc pham" in backstage.reads.asked)
    assert len(backstage.reads.asked) <= 2


def test_the_popup_goes_with_the_keyboard(box, window, vi_type, qtbot):
    vi_type(box, "cong")
    qtbot.waitUntil(box.popup.isVisible)
    window.navigation.setFocus()
    assert not box.popup.isVisible()
