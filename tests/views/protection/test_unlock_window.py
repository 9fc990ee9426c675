"""The window before the window: a password, growing pauses, the recovery key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.protection import Protected
from desktop.core.recovery_key import write_recovery_key
from desktop.views.protection.unlock_window import LONGEST_PAUSE, UnlockWindow, pause_after
from tests.views.protection.conftest import KEY, PASSWORD, MemoryKeys

RECOVERY = write_recovery_key(KEY)


@pytest.fixture
def keys():
    return MemoryKeys()


@pytest.fixture
def window(jobs, keys, qtbot):
    made = UnlockWindow(jobs, keys, Protected.BY_PASSWORD)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_password_opens_it(window, qtbot):
    assert not window.open_it.isEnabled()
    window.password.setText(PASSWORD)
    QTest.keyClick(window.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.opened is not None)
    assert window.opened.key == KEY
    assert not window.opened.is_recovered
    assert not window.isVisible()


def test_a_wrong_password_is_told_and_can_be_typed_again(window, qtbot):
    window.password.setText("quả táo")
    window.open_it.click()
    assert not window.open_it.isEnabled()
    qtbot.waitUntil(lambda: window.problem.text() == "The password is not right.")
    assert window.password.isEnabled()
    assert window.password.selectedText()
    window.password.setText(PASSWORD)
    window.open_it.click()
    qtbot.waitUntil(lambda: window.opened is not None)


def test_pauses_grow_up_to_a_minute():
    assert [pause_after(count) for count in range(1, 10)] == [0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert pause_after(1000) == LONGEST_PAUSE


def test_after_several_wrong_passwords_one_must_wait(window, keys, qtbot):
    for number in range(3):
        window.password.setText(f"wrong {number}")
        window.open_it.click()
        qtbot.waitUntil(window.password.isEnabled)
    assert len(keys.tried) == 3
    assert not window.open_it.isEnabled()
    assert window.open_it.text() == "Wait 2 seconds"
    window.password.setText(PASSWORD)
    QTest.keyClick(window.password, Qt.Key.Key_Return)
    assert len(keys.tried) == 3
    for _second in range(2):
        window._on_clock_timeout()
    assert window.open_it.isEnabled()


def test_the_recovery_key_opens_it_too(window, qtbot):
    window.other.click()
    assert window.recovery.isVisible()
    assert not window.password.isVisible()
    window.recovery.setPlainText(RECOVERY.lower().replace("-", " "))
    window.open_it.click()
    qtbot.waitUntil(lambda: window.opened is not None)
    assert window.opened.is_recovered
    assert window.opened.password == ""


def test_a_slip_in_the_recovery_key_is_named(window, qtbot):
    window.other.click()
    group = RECOVERY.split("-")[4]
    wrong = "Z" + group[1:] if group[0] != "Z" else "Y" + group[1:]
    window.recovery.setPlainText(RECOVERY.replace(group, wrong))
    window.open_it.click()
    qtbot.waitUntil(lambda: "Group 5" in window.problem.text())
    assert window.open_it.isEnabled()
    window.other.click()
    assert window.problem.text() == ""


@pytest.mark.parametrize("how", [Protected.BY_SAFE, Protected.LOST])
def test_where_no_password_opens_it_none_is_asked(jobs, qtbot, how):
    window = UnlockWindow(jobs, MemoryKeys(how), how, "The keyring is locked.")
    qtbot.addWidget(window)
    window.show()
    assert window.recovery.isVisible()
    assert not window.other.isVisible()
    assert window._reason.isVisible()


def test_whoever_gives_up_gets_nothing(window):
    window.quit.click()
    assert window.opened is None
    assert not window.isVisible()
