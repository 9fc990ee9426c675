"""The worker process is killed while it imports for the wizard."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from desktop.views.worker_link import WorkerLink
from tests.files.makers import make_xlsx
from tests.views.records.import_wizard.steps import IMPORT, TABLE, go_on


@pytest.fixture
def link(qapp, folder):
    """The window's end of a real worker process."""
    made = WorkerLink([sys.executable, "-m", "desktop", "--worker", str(folder)])
    yield made
    made.close()
    made.deleteLater()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_was_imported_before_is_told_and_taken_back(make_wizard, jobs, link, tmp_path, qtbot):
    jobs.worker = link
    rows = [[f"Khách {number}"] for number in range(8000)]
    wizard = make_wizard(make_xlsx(tmp_path / "many.xlsx", [["Tên khách hàng"], *rows]))
    page = wizard.pages[IMPORT]
    qtbot.waitUntil(lambda: wizard.step == TABLE, timeout=10_000)
    go_on(wizard, IMPORT, qtbot)
    qtbot.waitUntil(lambda: page._bar.value() >= 1000, timeout=20_000)
    os.kill(link._process.processId(), signal.SIGKILL)
    qtbot.waitUntil(lambda: not wizard.job.is_running, timeout=15_000)
    assert page._title.text() == "The import could not be finished."
    assert "can be taken back" in page._detail.text()
    assert 1000 <= wizard.job.result.counts.created < 8000
    page.take_back()
    qtbot.waitUntil(lambda: not wizard.job.is_running, timeout=15_000)
    assert page._title.text() == "The import was taken back."
