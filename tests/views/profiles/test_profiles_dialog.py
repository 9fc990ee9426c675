"""Choosing, making and switching profiles from the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import paths, profiles
from desktop.core.paths import Profile
from desktop.core.settings import Settings, save_settings
from desktop.views.profiles.profiles_action import ProfilesAction
from desktop.views.profiles.profiles_dialog import ProfilesDialog


@pytest.fixture
def home(tmp_path, monkeypatch):
    def default_profile(name=paths.OWN):
        return Profile(tmp_path / "home" / name)

    monkeypatch.setattr(profiles, "default_profile", default_profile)
    for name, server in (("main", ""), ("Sông Hương", "an@may-chu.vn")):
        made = default_profile(name)
        made.make()
        made.main.touch()
        save_settings(made, Settings(server=server))
    return tmp_path / "home"


@pytest.fixture
def started():
    return []


@pytest.fixture
def dialog(qt_loop, first, home, started, qtbot):
    first.settings.profile = Profile(home / "main")
    first.settings.start_profile = started.append
    ProfilesAction(first)
    first.commands.run("tools.profiles")
    found = shown()
    qtbot.waitUntil(lambda: found.list.topLevelItemCount() == 2, timeout=10_000)
    yield found
    if shown():
        found.close()


def shown():
    top = QApplication.topLevelWidgets()
    return next((w for w in top if isinstance(w, ProfilesDialog) and w.isVisible()), None)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(dialog):
    rows = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [(one.text(0), one.text(1)) for one in rows]


def test_the_profiles_are_listed_with_their_companies(dialog):
    assert texts(dialog) == [
        ("Main profile (open now)", "none"),
        ("Sông Hương", "may-chu.vn (an)"),
    ]


def test_the_one_in_use_is_not_opened_again(dialog, started):
    assert not dialog.beside.isEnabled()
    assert not dialog.instead.isEnabled()
    dialog.list.itemActivated.emit(dialog.list.topLevelItem(0), 0)
    assert started == []


def test_another_is_opened_beside(dialog, home, started, qtbot):
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    press(qtbot, dialog.beside)
    assert started == [(home / "Sông Hương").resolve()]
    assert shown() is None


def test_switching_opens_the_other_and_ends_this_program(dialog, started, qtbot):
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    with qtbot.waitSignal(dialog.switched):
        press(qtbot, dialog.instead)
    assert len(started) == 1


def test_a_new_one_is_begun(dialog, home, started, qtbot):
    assert not dialog.make.isEnabled()
    dialog.name.setText(" Sao  Mai ")
    press(qtbot, dialog.make)
    qtbot.waitUntil(lambda: started == [home / "Sao Mai"], timeout=10_000)
    assert not (home / "Sao Mai").exists()  # the program that begins it makes it


@pytest.mark.parametrize("name", ["a/b", "sông hương"])
def test_a_name_that_cannot_be_is_told(dialog, started, name, qtbot):
    dialog.name.setText(name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.problem.isVisible, timeout=10_000)
    assert started == []
