"""Pins the newest allowed dependencies, with hashes and without the address of any registry."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPILE = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes"]
COMPILE += ["--no-header", "--no-annotate", "--quiet", "--upgrade"]
TARGETS = {
    "requirements.lock": [],
    # What runs is the same with and without the tools.
    "requirements-dev.lock": ["--group", "dev", "--constraint", "requirements.lock"],
}


def main() -> None:
    """Write both lock files; the installed environment follows at the next `make`."""
    for name, options in TARGETS.items():
        command = [sys.executable, "-m", *COMPILE, *options, "--output-file", name]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            sys.exit(f"{name} could not be made")
        if "://" in (ROOT / name).read_text("utf-8"):
            sys.exit(f"{name} holds an address: it must install from any registry")
        print(f"wrote {name}")


if __name__ == "__main__":
    main()
