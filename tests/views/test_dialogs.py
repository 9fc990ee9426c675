"""Questions are asked without a second event loop, and may go with the window they belong to."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QDialog, QFileDialog

from desktop.views.dialogs import begin_in_documents, show


def test_a_dialog_that_goes_with_its_window_is_a_no(qt_loop, qtbot):
    dialog = QDialog()
    task = qt_loop.create_task(show(dialog))
    qtbot.waitUntil(dialog.isVisible)
    dialog.reject()
    shiboken6.delete(dialog)
    qtbot.waitUntil(task.done)
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
