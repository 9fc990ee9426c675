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


def test_a_program_that_copied_something_ends_well():
    assert subprocess.run([sys.executable, "-c", PROGRAM], check=False).returncode == 0
