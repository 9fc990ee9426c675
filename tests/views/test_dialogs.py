"""Questions are asked without a second event loop, and may go with the window they belong to."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QDialog

from desktop.views.dialogs import show


def test_a_dialog_that_goes_with_its_window_is_a_no(qt_loop, qtbot):
    dialog = QDialog()
    task = qt_loop.create_task(show(dialog))
    qtbot.waitUntil(dialog.isVisible)
    dialog.reject()
    shiboken6.delete(dialog)
    qtbot.waitUntil(task.done)
    assert task.result() is False
