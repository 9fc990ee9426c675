"""An action is carried out by the screen nearest to the keyboard, and by nobody that is gone."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from desktop.views.shell.action_set import ActionSet, UnknownActionError
from desktop.views.shell.actions_records import RECORD_ACTIONS
from desktop.views.shell.actions_window import WINDOW_ACTIONS


class Pane(QWidget):
    """A screen that can save, when it may."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.done: list[str] = []
        self.may = True
        layout = QVBoxLayout(self)
        self.list = QListView(self)
        self.edit = QLineEdit(self)
        layout.addWidget(self.list)
        layout.addWidget(self.edit)
        parent.layout().addWidget(self)

    def save(self) -> None:
        self.done.append("save")

    def next(self) -> None:
        self.done.append("next")

    def may_save(self) -> bool:
        return self.may


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    return made


@pytest.fixture
def actions(window):
    return ActionSet(window, (*WINDOW_ACTIONS, *RECORD_ACTIONS))


@pytest.fixture
def panes(window, actions, qtbot):
    made = [Pane(window), Pane(window)]
    for pane in made:
        actions.bind("record.save", pane.save, enabled=pane.may_save)
        actions.bind("record.next", pane.next)
    actions.show_screens(made)
    actions.install_keys()
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return made


def focus(widget: QWidget, qtbot) -> None:
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def test_the_screen_with_the_focus_is_asked(panes, actions, qtbot):
    focus(panes[1].edit, qtbot)
    assert actions.run("record.save")
    assert (panes[0].done, panes[1].done) == ([], ["save"])


def test_without_focus_the_first_screen_in_view_is_asked(panes, actions, window):
    window.setFocus()
    assert actions.run("record.save")
    assert panes[0].done == ["save"]


def test_what_may_not_be_done_is_not_done(panes, actions, qtbot):
    focus(panes[0].edit, qtbot)
    panes[0].may = False
    assert not actions.run("record.save")
    assert panes[0].done == []


def test_a_key_reaches_the_screen(panes, qtbot):
    focus(panes[1].list, qtbot)
    QTest.keyClick(panes[1].list, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert panes[1].done == ["save"]


def test_a_screen_that_is_closed_is_asked_no_more(panes, actions, qtbot):
    focus(panes[1].edit, qtbot)
    actions.release(panes[1])
    assert actions.run("record.save")
    assert panes[0].done == ["save"]


def test_nothing_is_kept_alive(window, actions, qtbot):
    pane = Pane(window)
    actions.bind("record.save", pane.save)
    gone = weakref.ref(pane)
    actions.release(pane)
    pane.setParent(None)
    del pane
    gc.collect()
    assert gone() is None


def test_an_action_without_anybody_in_view_leaves_its_key_alone(panes, actions):
    for pane in panes:
        actions.release(pane)
    assert not actions.action("record.save").isEnabled()


def test_a_letter_is_typed_in_a_field_and_an_action_in_a_list(panes, actions, qtbot):
    actions.set_keys("thunderbird", {})
    focus(panes[0].edit, qtbot)
    QTest.keyClick(panes[0].edit, Qt.Key.Key_F)
    assert (panes[0].edit.text(), panes[0].done) == ("f", [])
    focus(panes[0].list, qtbot)
    QTest.keyClick(panes[0].list, Qt.Key.Key_F)
    assert panes[0].done == ["next"]


def test_own_keys_work_at_once(panes, actions, qtbot):
    actions.set_keys("outlook", {"record.save": ("F12",)})
    focus(panes[0].list, qtbot)
    QTest.keyClick(panes[0].list, Qt.Key.Key_F12)
    assert panes[0].done == ["save"]


def test_a_menu_shows_what_can_be_done_now(panes, actions, qtbot):
    focus(panes[0].edit, qtbot)
    panes[0].may = False
    assert not actions.update_action("record.save").isEnabled()
    actions.settle(["record.save"])
    assert actions.action("record.save").isEnabled()


def test_the_trail_holds_what_was_done_by_key_only(panes, actions, qtbot):
    focus(panes[0].edit, qtbot)
    actions.run("record.save")
    assert list(actions.trail) == ["record.save"]


def test_the_words_follow_the_language(panes, actions, vietnamese):
    actions.retranslate()
    assert actions.action("record.save").text() == actions.label("record.save")


def test_the_tip_names_the_keys(actions):
    assert actions.tip("record.save") == "Save (Ctrl+S)"
    assert actions.tip("list.columns") == "Columns"


def test_an_unknown_action_is_a_mistake(actions, window):
    with pytest.raises(UnknownActionError):
        actions.bind("record.explode", window.show)


def test_a_handler_must_belong_to_a_widget(actions):
    with pytest.raises(TypeError):
        actions.bind("record.save", print)
