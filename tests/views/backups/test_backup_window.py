"""The screen of backups, by its buttons."""

from __future__ import annotations

import os
import zipfile
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.core.backups import DAILY, BackupFacts, Shelf
from desktop.core.clock import SystemClock
from desktop.views.backups.backup_window import BackupWindow
from desktop.views.backups.record_finder import RecordFinder
from desktop.views.backups.restore_dialog import RestoreDialog


def shown(kind):
    return next(
        (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None
    )


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def screen(qt_loop, window, worker, qtbot):
    window.commands.run("tools.backups")
    qtbot.waitUntil(lambda: shown(BackupWindow) is not None)
    found = shown(BackupWindow)
    qtbot.waitUntil(lambda: "Reading" not in found.state.text())
    yield found
    found.close()


@pytest.fixture
def backed_up(screen, qtbot):
    press(qtbot, screen.now)
    qtbot.waitUntil(lambda: screen.list.topLevelItemCount() == 1, timeout=10_000)
    return screen


def test_without_a_backup_it_says_so_and_offers_nothing_else(screen):
    assert screen.state.text() == "There is no good backup yet."
    assert not any(b.isEnabled() for b in (screen.check, screen.find_record, screen.restore))


def test_a_backup_made_now_is_on_the_list_and_chosen(backed_up, window, qtbot):
    assert "The last good backup was made on" in backed_up.state.text()
    assert backed_up.list.chosen().is_sound
    assert "backed up and checked" in window.snackbar.text
    assert window.status.warning == ""


def test_a_damaged_backup_cannot_be_gone_back_to(backed_up, profile, window, qtbot):
    path = profile.backups / backed_up.list.chosen().name
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(os.urandom(4096 * 50))
    press(qtbot, backed_up.check)
    qtbot.waitUntil(lambda: not backed_up.list.chosen().is_sound, timeout=10_000)
    assert not backed_up.restore.isEnabled()
    assert window.status.warning == "No good backup for a week"


def test_going_back_is_asked_with_what_it_means(backed_up, window, opened, qtbot):
    opened.commands.run("account.create", {"values": {"name": "A"}})
    press(qtbot, backed_up.restore)
    qtbot.waitUntil(lambda: shown(RestoreDialog) is not None, timeout=10_000)
    dialog = shown(RestoreDialog)
    rows = [
        [dialog.tree.topLevelItem(n).text(c) for c in range(4)]
        for n in range(dialog.tree.topLevelItemCount())
    ]
    assert ["Customers", "0", "1", "−1"] in rows
    assert dialog.stay.isDefault()
    with qtbot.waitSignal(window.restore_asked) as asked:
        press(qtbot, dialog.go)
    assert asked.args == [backed_up.list.chosen().name]


def test_a_deleted_record_is_found_compared_and_brought_back(screen, opened, qtbot):
    made = opened.commands.run("account.create", {"values": {"name": "Công ty Bình Minh"}}).value
    press(qtbot, screen.now)
    qtbot.waitUntil(lambda: screen.list.topLevelItemCount() == 1, timeout=10_000)
    opened.commands.run("account.delete", {"ids": [made]})
    press(qtbot, screen.find_record)
    qtbot.waitUntil(lambda: shown(RecordFinder) is not None)
    finder = shown(RecordFinder)
    qtbot.waitUntil(finder.back.isEnabled, timeout=10_000)
    assert finder.found.topLevelItem(0).text(0) == "Công ty Bình Minh"
    assert finder.found.topLevelItem(0).text(2) == "in the recycle bin"
    press(qtbot, finder.back)
    qtbot.waitUntil(
        lambda: "Nothing of the backup is missing" in finder.text.text(), timeout=10_000
    )
    finder.line.setText("binh minh")
    qtbot.waitUntil(lambda: "It is today as it was" in finder.text.text(), timeout=10_000)
    assert not finder.back.isEnabled()
    finder.close()


def test_what_was_changed_since_the_backup_stands_out(screen, opened, qtbot):
    values = {"name": "Công ty Bình Minh"}
    made = str(opened.commands.run("account.create", {"values": values}).value)
    press(qtbot, screen.now)
    qtbot.waitUntil(lambda: screen.list.topLevelItemCount() == 1, timeout=10_000)
    opened.commands.run("account.change", {"ids": [made], "values": {"name": "Công ty Hừng Đông"}})
    press(qtbot, screen.find_record)
    qtbot.waitUntil(lambda: shown(RecordFinder) is not None)
    finder = shown(RecordFinder)
    finder.line.setText("binh minh")
    qtbot.waitUntil(finder.back.isEnabled, timeout=10_000)
    (name,) = finder.fields.findItems("Công ty Bình Minh", Qt.MatchFlag.MatchExactly, 1)
    assert name.text(2) == "Công ty Hừng Đông"
    assert name.font(1).bold()
    finder.close()


def test_the_second_folder_is_chosen_and_a_missing_one_is_told(screen, settings, tmp_path, qtbot):
    folder = tmp_path / "usb"
    folder.mkdir()
    press(qtbot, screen.second.choose)
    dialog = screen.second.findChild(QFileDialog)
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    assert settings.settings.backup_folder == str(folder)
    qtbot.waitUntil(lambda: "is copied to" in screen.second.text.text())
    press(qtbot, screen.now)
    qtbot.waitUntil(lambda: screen.list.chosen() is not None, timeout=10_000)
    assert screen.list.chosen().is_copied
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    folder.rmdir()
    screen.read()
    qtbot.waitUntil(lambda: "is not there now" in screen.second.text.text())
    press(qtbot, screen.second.none)
    assert settings.settings.backup_folder == ""
    qtbot.waitUntil(lambda: "on the same disk" in screen.second.text.text())


def test_everything_goes_into_one_file(screen, window, tmp_path, qtbot):
    press(qtbot, screen.move_away)
    qtbot.waitUntil(lambda: shown(QFileDialog) is not None)
    dialog = shown(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.accept()
    qtbot.waitUntil(lambda: "Saved and checked" in window.snackbar.text, timeout=10_000)
    (path,) = tmp_path.glob("*.lienhe")
    assert str(path) in window.snackbar.text
    assert zipfile.is_zipfile(path)


def test_the_status_bar_warns_when_the_last_backup_is_old(window, worker, qtbot):
    def shelf(days):
        at = SystemClock().now() - timedelta(days=days)
        return Shelf((BackupFacts("main", at, DAILY, 1),))

    window.companions.backup.show_state(shelf(8))
    assert window.status.warning == "No good backup for a week"
    window.companions.backup.show_state(shelf(6))
    assert window.status.warning == ""


def test_a_program_that_runs_for_days_backs_up_each_day(qt_loop, window, worker, run_async):
    run_async(window.companions.backup.look())
    assert "backup.if_due" in worker.asked
    assert window.status.warning == ""
