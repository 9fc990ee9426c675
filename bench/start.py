"""L1, L2 and L13: starting on the large profile, against a bare window with one label."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from bench.figures import Conditions, Figure, bench, median_of
from bench.large_profile import large_profile

SECONDS = 60  # for one start
STARTS = 21  # of each; the ratio of two short times needs many
BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Lienhe"))
window.resize(1400, 900)
window.show()
def first_idle():
    print(time.monotonic(), flush=True)
    app.quit()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, first_idle))
app.exec()
"""


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "QT_QPA_PLATFORM": "offscreen"}


def _start_bare() -> float:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", BARE],
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
    )
    return (float(done.stdout) - began) * 1000


def _start_program(profile: Path, folder: Path) -> dict[str, float]:
    """Return the marks of one start in ms since the spawn, and memory at two of them in MB."""
    marks = folder / "marks.json"
    marks.unlink(missing_ok=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "desktop", "--profile", str(profile)]
    command += ["--offscreen", "--size", "1400x900", "--marks", str(marks)]
    with subprocess.Popen(command, env=_environment(), stderr=subprocess.DEVNULL) as started:
        memory = {
            f"rss_{step}": _memory_at(started, marks, step) for step in ("rows_painted", "mapped")
        }
        started.wait(SECONDS)
    found = json.loads(marks.read_text("utf-8"))
    return {step: (at - began) * 1000 for step, at in found.items()} | memory


def _memory_at(started: subprocess.Popen[bytes], marks: Path, step: str) -> float:
    process = psutil.Process(started.pid)
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and started.poll() is None:
        if marks.exists() and step in json.loads(marks.read_text("utf-8")):
            return float(process.memory_info().rss) / 1e6
        time.sleep(0.005)
    raise TimeoutError(f"the program never came to {step}")


@bench(
    Figure("L1", "spawn to shell painted", "ms", limit=1.6, goal=1.25, ratio_of="T0"),
    Figure("L2", "spawn to list painted, typing works", "ms", 2.5, 1.8, ratio_of="T0", cap=1000),
    Figure("L13.start", "memory at first idle", "MB", limit=160, goal=110),
    Figure("L13.mapped", "memory after mapped classes", "MB", limit=230, goal=180),
)
def measure_start(conditions: Conditions) -> dict[str, float]:
    """Start bare window and program in turns."""
    profile = large_profile(conditions.rows)
    bare: list[float] = []
    starts: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        _start_program(profile, Path(folder))  # warms the page cache and makes the manifest
        for _repeat in range(max(STARTS, conditions.repeats)):
            bare.append(_start_bare())
            starts.append(_start_program(profile, Path(folder)))

    def middle(mark: str) -> float:
        return median_of(start[mark] for start in starts)

    return {
        "T0": median_of(bare),
        "L1": middle("shell_painted"),
        "L2": middle("rows_painted"),
        "L13.start": middle("rss_rows_painted"),
        "L13.mapped": middle("rss_mapped"),
    }
