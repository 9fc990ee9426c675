"""A further start of the program that prints what it says before it gives up, and ends.

`python -m tests.journeys.further_start ARGUMENTS` is `python -m desktop ARGUMENTS` but for its
patience, and that nobody has to press the button of its message.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMessageBox

import desktop.app
from desktop.__main__ import main
from desktop.views import dialogs

PATIENCE_SECONDS = 1.0


def tell_and_end(app: QApplication, sentence: str, detail: str = "") -> QMessageBox:
    """Tell it as the program does, and press the button once it is shown."""
    box = tell(app, sentence, detail)
    sys.stdout.write(f"{box.text()}\n")
    sys.stdout.flush()
    box.button(QMessageBox.StandardButton.Ok).animateClick()
    return box


if __name__ == "__main__":
    tell = dialogs.tell_and_quit
    desktop.app.PATIENCE_SECONDS = PATIENCE_SECONDS
    dialogs.tell_and_quit = tell_and_end
    sys.exit(main())
