"""Runs every check that needs no test: format, lint, types, layers, dependencies, translations."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS: dict[str, list[str | Path]] = {
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "types": [BIN / "mypy", "--no-error-summary"],
    "layers": [BIN / "lint-imports", "--no-logo"],
    "dependencies": [BIN / "deptry", ".", "--no-ansi"],
    "translations": [sys.executable, "-m", "tools.catalogue"],
}


def main() -> None:
    """Start all checks at once, print what each that failed said, and end with a failure if any."""
    start = time.monotonic()
    running = {
        name: subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for name, command in CHECKS.items()
    }
    failed = []
    for name, process in running.items():
        said, _ = process.communicate()
        if process.returncode:
            failed.append(name)
            print(f"--- {name}\n{said}", flush=True)
    taken = time.monotonic() - start
    if failed:
        sys.exit(f"check: {', '.join(failed)} failed ({taken:.0f} s)")
    print(f"check: {', '.join(CHECKS)} are in order ({taken:.0f} s)")


if __name__ == "__main__":
    main()
