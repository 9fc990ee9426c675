"""The window shows places, remembers them, and passes on what the screens say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.entities import get_entity
from desktop.core.filters import Condition, Group, Op
from desktop.views.shell.list_page import BOTTOM, OFF, RIGHT
from desktop.views.shell.page_words import words_of
from desktop.views.shell.targets import LIST, Target, new_record, record
from desktop.views.shell.window_state import StateKeeper
from tests.views.shell.stand_ins import NAMES, id_of

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def page_list(window):
    return window.workspace.current_page().records


def test_the_first_module_is_shown_at_the_start(window):
    assert window.workspace.current_target() == Target(LIST, "account")
    assert window.workspace.tabs.count() == 1
    assert not window.workspace.tabs.isVisible()


def test_opening_a_row_shows_the_record_in_a_tab(window, qtbot):
    page_list(window).view.setCurrentIndex(page_list(window).view.model().index(2, 0))
    page_list(window).open_selected()
    assert window.workspace.current_target().record_id == id_of(2)
    assert window.workspace.tabs.tabText(1) == NAMES[2]
    assert window.recents.records[0].title == NAMES[2]


def test_the_tab_and_the_list_of_the_last_show_a_person_as_a_person(window):
    assert NAMES[3].startswith("Nguyễn")
    for number in (2, 3):
        window.navigate(record("account", id_of(number)))
    tabs = window.workspace.tabs
    pictures = [words_of(tabs.target_at(n), window.register)[1] for n in (1, 2)]
    assert pictures == [get_entity("account").icon, "user"]
    assert [ref.icon for ref in window.recents.records] == ["user", get_entity("account").icon]


def test_a_picture_that_nobody_can_draw_any_more_gives_way(window):
    target = record("account", id_of(3), NAMES[3], "no-such-drawing")
    assert words_of(target, window.register)[1] == get_entity("account").icon


def test_a_record_is_opened_once(window):
    window.navigate(record("account", id_of(1)))
    window.navigate(Target(LIST, "lead"))
    window.navigate(record("account", id_of(1)))
    assert window.workspace.tabs.count() == 2
    assert window.workspace.tabs.currentIndex() == 1


def test_two_new_records_are_two_tabs(window):
    window.create_record("account", {"name": "A"})
    window.navigate(new_record("account", {"name": "B"}))
    assert window.workspace.tabs.count() == 3


def test_a_new_record_keeps_its_tab_when_it_is_saved(window):
    window.create_record("account", {})
    window.workspace.current_page().save()
    assert window.workspace.current_target().record_id == id_of(99)
    assert window.workspace.tabs.count() == 2


def test_closing_a_tab_shows_the_one_beside_it(window):
    window.navigate(record("account", id_of(1)))
    window.commands.run("tab.close")
    assert window.workspace.current_target() == Target(LIST, "account")
    assert not window.commands.is_enabled("tab.close")


def test_back_and_forward_lead_through_the_places(window, qtbot):
    window.navigate(Target(LIST, "lead"))
    window.navigate(record("account", id_of(1)))
    page = window.workspace.current_page()
    QTest.keyClick(page, Qt.Key.Key_Left, ALT)
    assert window.workspace.current_target() == Target(LIST, "lead")
    QTest.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.workspace.current_target() == Target(LIST, "account")
    QTest.keyClick(window, Qt.Key.Key_Right, ALT)
    assert window.workspace.current_target() == Target(LIST, "lead")


def test_a_condition_reaches_the_list(window):
    hot = Group((Condition("rating", Op.EQUALS, "hot"),))
    window.navigate(Target(LIST, "account", filter=hot, title="Hot"))
    assert page_list(window).targets[-1].filter == hot
    window.navigate(Target(LIST, "account"))
    assert len(page_list(window).targets) == 1


def test_a_place_without_a_screen_is_told(window):
    window.navigate(Target("spaceship"))
    assert "no screen" in window.snackbar.text


def test_the_selected_record_is_read_in_the_pane(window, qtbot):
    page = window.workspace.current_page()
    page.records.view.setCurrentIndex(page.records.view.model().index(3, 0))
    qtbot.waitUntil(lambda: page._card is not None and page._card.record_id == id_of(3))
    assert page.screens() == [page.records, page._card]


@pytest.mark.parametrize(("height", "stays"), [(640, False), (1000, True)])
def test_the_pane_below_gives_way_to_statistics_where_there_is_little_height(window, height, stays):
    window.resize(1024, height)
    page = window.workspace.current_page()
    page.set_pane(BOTTOM)
    assert not page._reader.isHidden()
    page.records.statistics_shown.emit(True)
    assert page._reader.isHidden() is not stays
    page.records.statistics_shown.emit(False)
    assert not page._reader.isHidden()


def test_the_reading_pane_moves_and_is_remembered(window, make_window, profile, settings):
    window.commands.run("pane.bottom")
    assert window.workspace.current_page().pane == BOTTOM
    assert window.commands.is_checked("pane.bottom")
    window.close_for_good()
    again = make_window()
    assert again.workspace.current_page().pane == BOTTOM
    again.commands.run("pane.off")
    assert again.workspace.current_page().pane == OFF
    assert len(again.workspace.current_page().panes()) == 1


def test_a_narrow_window_has_the_pane_below_and_a_bar_of_pictures(make_window):
    window = make_window(size=(1024, 640))
    page = window.workspace.current_page()
    assert page.pane == RIGHT
    assert page._side() == BOTTOM
    assert window.modules.width() < 60


def test_tabs_and_look_come_back(window, make_window):
    window.navigate(Target(LIST, "lead"))
    page_list(window).state = {"sort": "company"}
    window.navigate(record("account", id_of(4), NAMES[4]))
    window.close_for_good()
    again = make_window()
    assert again.workspace.current_target() == Target(LIST, "lead")
    assert page_list(again).state == {"sort": "company"}
    assert [again.workspace.tabs.tabText(i) for i in (0, 1)] == ["Leads", NAMES[4]]
    again.workspace.tabs.setCurrentIndex(1)
    assert again.workspace.current_page().record_id == id_of(4)


def test_a_tab_that_was_never_looked_at_is_not_forgotten(window, make_window):
    window.navigate(record("account", id_of(4), NAMES[4]))
    window.close_for_good()
    make_window().close_for_good()
    assert make_window().workspace.tabs.count() == 2


def test_a_broken_state_file_gives_a_fresh_window(profile, make_window):
    profile.ui.write_text('{"format": 1, "box": "x", "tabs": [7], "sizes": {"a": "b"}}')
    window = make_window()
    assert window.workspace.tabs.count() == 1


def test_the_window_never_opens_outside_the_screens(profile, make_window):
    keeper = StateKeeper(profile)
    keeper.state.box = (50_000, 50_000, 800, 600)
    keeper.close()
    window = make_window()
    assert QApplication.primaryScreen().availableGeometry().intersects(window.geometry())


def test_module_keys_go_to_the_modules(window):
    window.navigate(Target(LIST, "lead"))
    assert window.commands.keys("module.contacts") == ("Ctrl+1",)
    assert window.commands.run("module.contacts")
    assert window.workspace.current_target().entity == "account"


def test_f6_goes_round_the_panes_that_take_the_keyboard(window, qtbot):
    seen = []
    for _step in range(5):
        window.commands.run("go.next_pane")
        seen.append(pane_with_keyboard(window))
    assert seen == [window.bar, window.search, window.modules, window.navigation, page_list(window)]
    window.commands.run("go.previous_pane")
    assert pane_with_keyboard(window) is window.navigation


def pane_with_keyboard(window):
    focused = window.focusWidget()
    return next(p for p in window.panes() if p is focused or p.isAncestorOf(focused))


def test_the_status_bar_says_what_the_list_says(window):
    assert window.status._text.text() == "60 customers"


def test_a_dropped_table_is_offered_for_import(window, qtbot, tmp_path):
    path = tmp_path / "khách.xlsx"
    path.touch()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    here, left = QPointF(50, 50), Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(here.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    with qtbot.waitSignal(window.import_asked) as asked:
        drop = QDropEvent(here, Qt.DropAction.CopyAction, data, left, none)
        QApplication.sendEvent(window, drop)
    assert asked.args == ["account", str(path)]


def test_import_is_offered_only_where_somebody_imports(window, qtbot):
    window.navigate(Target(LIST, "account"))
    assert not window.register.can_show(Target("nothing"))
    with qtbot.waitSignal(window.import_asked) as asked:
        window.import_file("")
    assert asked.args == ["account", ""]


def test_a_favourite_is_pinned_and_taken_out_again(window):
    window.navigation.favourite_toggled.emit(Target(LIST, "lead"))
    assert [t.entity for t in window._state.favourites] == ["lead"]
    window.navigation.favourite_toggled.emit(Target(LIST, "lead"))
    assert window._state.favourites == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_theme_paints_the_window(window, settings, theme):
    settings.change(theme=theme)
    assert not window.grab().isNull()


def test_a_page_with_a_pane_of_its_own_gets_the_room_of_the_navigation(window):
    page = QWidget()
    page.has_own_navigation = True
    window.fit_navigation(page)
    assert not window.has_navigation()
    window.toggle_navigation()  # for once
    assert window.has_navigation()
    window.fit_navigation(window.workspace.current_page())
    assert window.has_navigation()
    window.fit_navigation(page)
    assert not window.has_navigation()
    window.fit_navigation(None)
    assert window.has_navigation()
