"""What is on the clipboard when the program ends."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from PySide6.QtWidgets import QApplication
from desktop.views.widgets.clipboard_data import put_on_clipboard
app = QApplication(["test", "-platform", "offscreen"])
put_on_clipboard("text", "<b>html</b>")
data = app.clipboard().mimeData()
assert (data.text(), data.html()) == ("text", "<b>html</b>")
assert set(data.formats()) == {"text/plain", "text/html"}
"""


ENTRIES = """
from datetime import datetime
from uuid import UUID
from PySide6.QtWidgets import QApplication
from desktop.core.diary.entry import Entry
from desktop.views.diary.entry_clip import entries_as_mime, entries_in
from desktop.views.widgets.clipboard_data import keep_on_clipboard
app = QApplication(["test", "-platform", "offscreen"])
at = datetime(2026, 11, 24, 9)
keep_on_clipboard(entries_as_mime([Entry(UUID(int=1), "", "Plan", at, at)]))
(found,) = entries_in(app.clipboard().mimeData())
assert (found.event, found.start) == (UUID(int=1), at)
"""


def test_a_program_that_copied_an_entry_of_the_diary_ends_well():
    assert subprocess.run([sys.executable, "-c", ENTRIES], check=False).returncode == 0


def test_a_program_that_copied_something_ends_well():
    assert subprocess.run([sys.executable, "-c", PROGRAM], check=False).returncode == 0
