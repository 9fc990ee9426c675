"""Takes all pictures: `python -m tools.shots`, or some: `python -m tools.shots list card`.

A take of any other look is named by it: `python -m tools.shots --take vi-contrast-1366x768@2`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.shots.company import copy_company, make_company
from tools.shots.takes import README, TAKES, Take, find_take

ROOT: Final = Path(__file__).resolve().parents[2]
COMPANY: Final = ROOT / "build" / "demo-profile"
PICTURES: Final = ROOT / "build" / "shots"
README_PICTURE: Final = Path("docs", "pictures", "customers.png")
AT_ONCE: Final = 3  # takes; each waits more than it works


def main() -> None:
    """Take the pictures and end with a failure if a scene could not be played."""
    parser = argparse.ArgumentParser(prog="python -m tools.shots", description=__doc__)
    parser.add_argument("scenes", nargs="*", help="parts of the names of scenes; none: all")
    names = [take.name for take in TAKES]
    told = f"only: {', '.join(names)}, or any LANGUAGE-THEME-WIDTHxHEIGHT@SCALE"
    parser.add_argument("--take", metavar="NAME", action="append", help=told)
    parser.add_argument("--readme", action="store_true", help="the picture of the README anew")
    parser.add_argument("--profile", type=Path, help=argparse.SUPPRESS)  # of a child
    asked = parser.parse_args()
    if asked.profile:
        sys.exit(play_here(find_take(asked.take[0]), asked.profile, asked.scenes))
    started = time.monotonic()
    wanted = [README.name] if asked.readme else asked.take or names
    takes = [find_take(name) for name in wanted]
    make_company(COMPANY)
    failed = play_all(takes, asked.scenes)
    if asked.readme and not failed:
        keep_small(PICTURES / README.name / "list-right.png", ROOT / README_PICTURE)
    print(f"{PICTURES.relative_to(ROOT)}: {time.monotonic() - started:.0f} s")
    if failed:
        sys.exit(f"shots: {', '.join(failed)} failed")


def play_here(take: Take, profile: Path, only: Sequence[str]) -> int:
    """Play one take in this process, which Qt scales as a whole."""
    from tools.shots.playing import play

    return play(take, profile, PICTURES / take.name, only)


def keep_small(picture: Path, target: Path) -> None:
    """Keep a picture in the repository, packed as tightly as the format can."""
    from PySide6.QtGui import QImage, QImageWriter

    target.parent.mkdir(parents=True, exist_ok=True)
    writer = QImageWriter(str(target))
    writer.setCompression(100)
    if not writer.write(QImage(str(picture))):
        sys.exit(f"shots: {writer.errorString()}")


def play_all(takes: Sequence[Take], only: Sequence[str]) -> list[str]:
    """Play takes in processes of their own, some at once; return those that failed."""
    failed: list[str] = []
    waiting, running = list(takes), dict[str, subprocess.Popen[bytes]]()
    with tempfile.TemporaryDirectory(prefix="shots-") as folder:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                take = waiting.pop(0)
                running[take.name] = start(take, Path(folder, take.name), only)
            for name, process in list(running.items()):
                try:
                    code = process.wait(0.1)
                except subprocess.TimeoutExpired:
                    continue
                del running[name]
                if code:
                    failed.append(name)
    return failed


def start(take: Take, profile: Path, only: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the process of a take on its own copy of the company."""
    copy_company(COMPANY, profile)
    command = [sys.executable, "-m", "tools.shots", "--take", take.name, "--profile", str(profile)]
    return subprocess.Popen([*command, *only], cwd=ROOT)


if __name__ == "__main__":
    main()
