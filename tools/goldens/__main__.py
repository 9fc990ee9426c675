"""Paints the main screens and compares them: `python -m tools.goldens`; `--write` renews them."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tools.goldens.takes import TAKES

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = ROOT / "tests" / "goldens" / "pictures"
TOLD: Final = ROOT / "build" / "goldens"
MINUTES: Final = 5


def main() -> None:
    """Compare, or renew; end with a failure where a screen looks otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tools.goldens", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the pictures as they are now")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goldens-") as folder:
        paint(Path(folder))
        told = renew(Path(folder)) if asked.write else compare(Path(folder))
    print("\n".join(told) or "goldens: all screens look as they did")
    sys.exit(bool(told) and not asked.write)


def paint(folder: Path) -> None:
    """Paint every take into a folder of its own; raise RuntimeError if a scene fails."""
    company = folder / "company"
    _run("company", str(company))
    for name in TAKES:
        _run(name, str(company), str(folder / name))


def compare(folder: Path) -> list[str]:
    """Return what looks otherwise; its pictures are put into build/goldens."""
    from PySide6.QtGui import QImage

    from tools.goldens.comparing import ALLOWED, differences, marked

    shutil.rmtree(TOLD, ignore_errors=True)
    told = []
    for name, (_take, pictures) in TAKES.items():
        for picture in pictures:
            path = KEPT / name / f"{picture}.png"
            painted = folder / name / path.name
            expected, actual = QImage(str(path)), QImage(str(painted))
            squares = differences(expected, actual)
            if len(squares) <= ALLOWED and not expected.isNull():
                continue
            place = TOLD / name
            place.mkdir(parents=True, exist_ok=True)
            expected.save(str(place / f"{picture}-expected.png"))
            actual.save(str(place / f"{picture}-actual.png"))
            marked(actual, squares).save(str(place / f"{picture}-difference.png"))
            told.append(f"{name}/{picture} looks otherwise in {len(squares)} places: see {place}")
    return told


def renew(folder: Path) -> list[str]:
    """Keep the pictures as they were painted now; return what was kept."""
    from PySide6.QtGui import QImage

    from tools.goldens.comparing import keep_small

    told = []
    for name, (_take, pictures) in TAKES.items():
        shutil.rmtree(KEPT / name, ignore_errors=True)
        (KEPT / name).mkdir(parents=True)
        for picture in pictures:
            path = KEPT / name / f"{picture}.png"
            keep_small(QImage(str(folder / name / path.name)), path)
            told.append(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")
    return told


def _run(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.goldens.painting", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"painting {words[0]} failed:\n{done.stdout}{done.stderr}"[-4000:])


if __name__ == "__main__":
    main()
