"""Runs the tests of what changed: changed test files and the tests beside changed sources.

Sources and tests have the same tree: `desktop/store/lists.py` is tested by
`tests/store/test_lists*.py` if there is one, else by all of `tests/store`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
# The rules about sources hold for any change.
ALWAYS = "tests/architecture"


def read_changed_paths() -> list[str]:
    """Return what differs from the last commit, new files included, relative to the root."""
    commands = (
        ["git", "diff", "--name-only", "HEAD"],
        ["git", "ls-files", "--others", "--exclude-standard"],
    )
    lines: list[str] = []
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        lines += done.stdout.splitlines()
    return lines


def tests_of(path: str, root: Path) -> list[str]:
    """Return the test files or folders to run after a change of `path`."""
    source = PurePosixPath(path)
    if source.suffix != ".py":
        return []
    if source.name.startswith("test_"):
        return [path] if (root / path).exists() else []
    tests = root / "tests"
    inner = (
        source.relative_to(source.parts[0]) if source.parts[0] in {"desktop", "tests"} else source
    )
    folder = tests / inner.parent
    while not folder.is_dir():
        folder = folder.parent
    found = sorted(folder.rglob(f"test_{source.stem}*.py"))
    if not found and folder != tests:
        found = [folder]
    return [test.relative_to(root).as_posix() for test in found]


def choose_tests(paths: Iterable[str], root: Path) -> list[str]:
    """Return every test file and folder for the changed `paths`, none of them twice."""
    chosen = {test for path in paths for test in tests_of(path, root)} | {ALWAYS}
    folders = {test for test in chosen if not test.endswith(".py")}
    inside = {test for test in chosen if any(test.startswith(f"{folder}/") for folder in folders)}
    return sorted(chosen - inside)


def main() -> None:
    """Run them; words given on the command line go to pytest."""
    tests = choose_tests(read_changed_paths(), ROOT)
    print("make fast:", *tests, flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not slow", *tests, *sys.argv[1:]]
    sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)


if __name__ == "__main__":
    main()
