"""L12 to L15: the whole window in use, on a copy of the large profile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.data import fresh_copy
from bench.doors import OPENINGS
from bench.figures import Conditions, Figure, bench, median_of
from bench.large_profile import large_profile
from desktop.core.paths import Profile
from desktop.core.revision import program_revision
from desktop.core.settings import Settings, save_settings
from desktop.services.opening import open_for_window, write_manifest

ROOT = Path(__file__).resolve().parents[1]
JOURNEYS = 5
SECONDS = 900  # for one visit
TIMES = f"{OPENINGS} × open and close, of every dialog, list, card and form"


@bench(
    Figure("L12", "longest stall of the window in a journey", "ms", limit=100, goal=50),
    Figure("L13.open", "memory with all modules open", "MB", limit=350, goal=220),
    Figure("L13.list", "memory of the list of 1,000,000", "MB", limit=80, goal=40),
    Figure("L14", f"{TIMES}: objects left", "", limit=0, goal=0),
    Figure("L14.memory", f"{TIMES}: memory", "MB", limit=5, goal=2),
    Figure("L15.theme", "theme switch with all modules open", "ms", limit=150, goal=50),
    Figure("L15.language", "language switch with all modules open", "ms", limit=150, goal=50),
)
def measure_window(conditions: Conditions) -> dict[str, float]:
    """Start the program for each visit; what a visit tells is in `bench.visits`."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        profile = fresh_copy(large_profile(conditions.rows), Path(folder) / "profile")
        prepare(profile)
        journeys = [visit("journey", profile) for _time in range(max(JOURNEYS, conditions.repeats))]
        screens = visit("screens", profile)
        doors = visit("doors", profile)
    return {
        "L12": median_of(max(worst.values()) for worst in journeys),
        "L13.open": screens["open"],
        "L13.list": screens["list"],
        "L14": doors["wrappers"],
        "L14.memory": doors["memory"],
        "L15.theme": screens["theme"],
        "L15.language": screens["language"],
    }


def prepare(folder: Path) -> None:
    """Leave a profile as somebody does who used it before: the window comes at once."""
    profile = Profile(folder)
    opened = open_for_window(folder)
    try:
        write_manifest(profile, program_revision(), opened.actor)
    finally:
        opened.close()
    save_settings(profile, Settings(language="vi", theme="light", first_run_done=True))


def visit(name: str, folder: Path, *how: str) -> dict[str, float]:
    """Let somebody into the program, and return what they tell."""
    Profile(folder).ui.unlink(missing_ok=True)  # every visit finds the same window
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.visitor", name, str(folder), *how],
        cwd=ROOT,
        env={**kept, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    lines = done.stdout.splitlines()
    if not lines:
        raise RuntimeError(f"the visit {name} came to nothing:\n{done.stderr[-4000:]}")
    told: dict[str, float] = json.loads(lines[-1])
    return told
