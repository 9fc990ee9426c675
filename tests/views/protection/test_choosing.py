"""Choosing what opens the data: at the first start, and later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.paths import Profile
from desktop.core.protection import Choice, Protected
from desktop.core.recovery_key import write_recovery_key
from desktop.core.settings import Settings
from desktop.views.protection import clipboard_cleaner, recovery_sheet
from desktop.views.protection.clipboard_cleaner import ClipboardCleaner
from desktop.views.protection.opening_dialog import OpeningDialog
from desktop.views.protection.password_fields import PasswordFields
from desktop.views.protection.protection_dialog import ProtectionDialog, RecoveryDialog
from desktop.views.protection.recovery_sheet import RecoverySheet
from desktop.views.protection.unlock_window import UnlockWindow
from desktop.views.shell.first_run import FirstRunDialog
from desktop.views.shell.first_run_pages import Mode
from desktop.views.shell.settings_keeper import SettingsKeeper
from tests.views.protection.conftest import KEY, PASSWORD, MemoryKeys

GROUPS = write_recovery_key(KEY).split("-")


@pytest.fixture
def keeper(tmp_path):
    made = SettingsKeeper(Profile(tmp_path), Settings(language="en"))
    yield made
    made.close()


@pytest.fixture
def first_run(keeper, jobs, qtbot):
    def make(keys):
        dialog = FirstRunDialog(keeper, protecting=(jobs, keys))
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.go_on.click()
        dialog.go_on.click()
        return dialog

    return make


def switch_on(dialog, qtbot):
    dialog.mode_page.encrypts.box.click()
    opening, recovery = dialog.protection.pages
    qtbot.waitUntil(lambda: opening.choice._has_safe is not None)
    dialog.go_on.click()
    assert opening.isVisible()
    return opening, recovery


def confirm(recovery):
    for at, line in zip(recovery.asked, recovery.lines, strict=True):
        line.setText(GROUPS[at].lower())


def finish(dialog):
    while dialog.isVisible():
        dialog.go_on.click()
    return dialog.result_of_steps().choice


def test_nothing_is_encrypted_unless_one_wants_it(first_run):
    assert finish(first_run(MemoryKeys())) is None


def test_without_a_keyring_a_password_is_chosen(first_run, qtbot):
    dialog = first_run(MemoryKeys())
    opening, recovery = switch_on(dialog, qtbot)
    assert not opening.choice.asks.isVisible()
    assert not dialog.go_on.isEnabled()
    assert not dialog.skip.isVisible()
    opening.choice.fields.first.setText(PASSWORD)
    assert not dialog.go_on.isEnabled()
    opening.choice.fields.again.setText(PASSWORD)
    dialog.go_on.click()
    assert recovery.sheet.groups() == GROUPS
    assert not dialog.go_on.isEnabled()
    confirm(recovery)
    assert finish(dialog) == Choice(KEY, PASSWORD)


def test_the_keyring_needs_no_password_unless_one_wants_it(first_run, qtbot):
    dialog = first_run(MemoryKeys(has_safe=True))
    opening, recovery = switch_on(dialog, qtbot)
    assert dialog.go_on.isEnabled()
    opening.choice.asks.click()
    assert opening.choice.fields.isVisible()
    assert not dialog.go_on.isEnabled()
    opening.choice.asks.click()
    dialog.go_on.click()
    confirm(recovery)
    assert finish(dialog) == Choice(KEY, "")


def test_a_recovery_key_that_was_not_kept_holds_one_up(first_run, qtbot):
    dialog = first_run(MemoryKeys(has_safe=True))
    _opening, recovery = switch_on(dialog, qtbot)
    dialog.go_on.click()
    recovery.lines[0].setText(GROUPS[recovery.asked[0]])
    recovery.lines[1].setText("WRONG")
    assert not dialog.go_on.isEnabled()
    assert dialog.result_of_steps().choice is None


def test_escape_gives_the_encryption_up_where_one_sees_it(first_run, qtbot):
    dialog = first_run(MemoryKeys(has_safe=True))
    switch_on(dialog, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.mode_page.isVisible()
    assert not dialog.mode_page.encrypts.is_on()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.result_of_steps().choice is None


def test_the_demo_company_is_not_encrypted(first_run, qtbot):
    dialog = first_run(MemoryKeys(has_safe=True))
    dialog.mode_page.encrypts.box.click()
    dialog.mode_page.buttons[Mode.DEMO].click()
    assert finish(dialog) is None


def test_the_hint_follows_what_is_typed(qtbot):
    fields = PasswordFields()
    qtbot.addWidget(fields)
    for text, hint in (("", "At least 8"), ("12345678", "Easy to guess"), (PASSWORD, "very good")):
        fields.first.setText(text)
        assert hint in fields.hint.text()
    fields.again.setText("quả tảo")
    assert "not the same" in fields.hint.text()
    assert not fields.is_good()
    fields.shows.click()
    assert fields.first.echoMode() is fields.first.EchoMode.Normal


def test_the_key_does_not_stay_on_the_clipboard(jobs, qtbot, qapp, monkeypatch):
    monkeypatch.setattr(clipboard_cleaner, "SHORT_MS", 20)
    sheet, clipboard = RecoverySheet(jobs), QGuiApplication.clipboard()
    qtbot.addWidget(sheet)
    sheet.show_key(KEY)
    sheet.copy.click()
    assert clipboard.text() == "-".join(GROUPS)
    sheet.close()  # the key goes all the same
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_what_was_copied_since_stays_on_the_clipboard(qtbot, qapp):
    cleaner, clipboard = ClipboardCleaner("a key"), QGuiApplication.clipboard()
    clipboard.setText("something else")
    cleaner.clean()
    assert clipboard.text() == "something else"


def test_the_key_is_saved_with_its_numbers(jobs, qtbot, tmp_path, monkeypatch):
    async def choose(*_words):
        return str(tmp_path / "key.txt")

    monkeypatch.setattr(recovery_sheet, "choose_file_to_save", choose)
    sheet = RecoverySheet(jobs)
    qtbot.addWidget(sheet)
    sheet.show_key(KEY)
    sheet.show()
    sheet.save.click()
    qtbot.waitUntil(sheet.told.isVisible)
    written = (tmp_path / "key.txt").read_text("utf-8")
    assert all(f"{at + 1:2}.  {group}" in written for at, group in enumerate(GROUPS))
    assert "Saved" in sheet.told.text()


def test_the_key_is_printed_on_paper(jobs, qtbot, tmp_path, monkeypatch):
    asked = []

    async def accept(dialog):
        dialog.printer().setOutputFileName(str(tmp_path / "key.pdf"))
        asked.append(dialog)
        return True

    monkeypatch.setattr(recovery_sheet, "show", accept)
    sheet = RecoverySheet(jobs)
    qtbot.addWidget(sheet)
    sheet.show_key(KEY)
    sheet.print.click()
    qtbot.waitUntil((tmp_path / "key.pdf").exists)
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")
    asked.pop().deleteLater()


def dialog_of(kind):
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found[0] if found else None


@pytest.fixture
def protection(jobs, qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)

    def make(keys):
        dialog = ProtectionDialog(jobs, keys, keys.how, owner)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def unlock(qtbot):
    qtbot.waitUntil(lambda: dialog_of(UnlockWindow) is not None)
    window = dialog_of(UnlockWindow)
    window.password.setText(PASSWORD)
    window.open_it.click()


def test_the_password_is_changed_by_who_knows_it(protection, qtbot):
    keys = MemoryKeys()
    dialog = protection(keys)
    dialog.change.click()
    unlock(qtbot)
    qtbot.waitUntil(lambda: dialog_of(OpeningDialog) is not None)
    opening = dialog_of(OpeningDialog)
    opening.choice.fields.first.setText("another password")
    opening.choice.fields.again.setText("another password")
    with qtbot.waitSignal(dialog.noticed):
        opening.save.click()
    assert keys.password == "another password"


def test_one_changes_from_password_to_keyring(protection, qtbot):
    keys = MemoryKeys(has_safe=True)
    dialog = protection(keys)
    dialog.change.click()
    unlock(qtbot)
    qtbot.waitUntil(lambda: dialog_of(OpeningDialog) is not None)
    opening = dialog_of(OpeningDialog)
    assert opening.choice.asks.isChecked()
    opening.choice.asks.click()
    with qtbot.waitSignal(dialog.noticed):
        opening.save.click()
    assert keys.how is Protected.BY_SAFE
    assert "keyring" in dialog._words.text()


def test_the_recovery_key_is_shown_again(protection, qtbot):
    dialog = protection(MemoryKeys(Protected.BY_SAFE, has_safe=True))
    dialog.recovery.click()
    qtbot.waitUntil(lambda: dialog_of(RecoveryDialog) is not None)
    shown = dialog_of(RecoveryDialog)
    assert shown.sheet.groups() == GROUPS
    shown.reject()


def test_of_a_plain_profile_it_is_said_so(protection):
    dialog = protection(MemoryKeys(Protected.NOT))
    assert "not encrypted" in dialog._head.text()
    assert not dialog.change.isVisible()
    assert not dialog.recovery.isVisible()
