"""Questions are asked without a second event loop, and may go with the window they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from desktop.views.dialogs import begin_in_documents, confirm, show

YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.Cancel


def is_asked() -> bool:
    return isinstance(QApplication.activeModalWidget(), QMessageBox)


@pytest.fixture
def question(qt_loop, qtbot):
    """Return what asks whether to delete: the box that is shown, and the task of the answer."""

    def ask(**how):
        task = qt_loop.create_task(confirm(None, "Delete it?", deed="Delete", **how))
        qtbot.waitUntil(is_asked, timeout=10_000)
        return QApplication.activeModalWidget(), task

    return ask


def test_a_question_is_answered_by_the_deed(question, qtbot):
    box, task = question()
    assert {button.text() for button in box.buttons()} == {"Delete", "Cancel"}
    qtbot.mouseClick(box.button(YES), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(task.done, timeout=10_000)
    assert task.result() is True


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_a_key_pressed_in_haste_changes_nothing(question, qtbot, key):
    box, task = question()
    qtbot.keyClick(box, key)
    qtbot.waitUntil(task.done, timeout=10_000)
    assert task.result() is False


@pytest.mark.parametrize(
    ("key", "is_done"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)]
)
def test_what_loses_nothing_is_done_by_enter(question, qtbot, key, is_done):
    box, task = question(is_harmless=True)
    qtbot.keyClick(box, key)
    qtbot.waitUntil(task.done, timeout=10_000)
    assert task.result() is is_done


def test_a_dialog_that_goes_with_its_window_is_a_no(qt_loop, qtbot):
    dialog = QDialog()
    task = qt_loop.create_task(show(dialog))
    qtbot.waitUntil(dialog.isVisible)
    dialog.reject()
    shiboken6.delete(dialog)
    qtbot.waitUntil(task.done, timeout=10_000)
    assert task.result() is False


def test_the_first_question_for_a_file_begins_where_people_keep_theirs(
    qapp, qtbot, tmp_path, monkeypatch
):
    documents = tmp_path / "Documents"
    documents.mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    dialog = QFileDialog(None, "", QDir.currentPath())
    qtbot.addWidget(dialog)
    begin_in_documents(dialog)
    assert dialog.directory() == QDir(str(documents))


def test_a_folder_that_somebody_chose_before_stays(qapp, qtbot, tmp_path):
    dialog = QFileDialog(None, "", str(tmp_path))
    qtbot.addWidget(dialog)
    begin_in_documents(dialog)
    assert dialog.directory() == QDir(str(tmp_path))


def test_every_question_for_a_file_begins_where_people_keep_theirs():
    sources = [path.read_text("utf-8") for path in Path("desktop/views").rglob("*.py")]
    asking = [text for text in sources if "QFileDialog(" in text]
    assert asking
    for text in asking:
        assert text.count("QFileDialog(") <= text.count("begin_in_documents("), text[:80]
