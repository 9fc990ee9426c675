"""Rules about the tree of files: names, empty folders, addresses of machines, licences, figures."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator

import pytest

from tests.architecture.house_rules import SHAPELESS
from tests.architecture.sources import FOLDERS, ROOT

# A path of somebody's machine, or the address of a registry: the project must work without them.
MACHINE = re.compile(
    r"(?<![\w.}/])/(?:root|home|work|Users)/\w|(?<![\w.}])/tmp/\w|[A-Z]:\\Users\\"
    r"|https?://[^\s/]*(?:pypi|pythonhosted|npmjs|debian)[^\s/]*|\b(?:extra-)?index-url\b"
)
# These hold the samples that prove the rules.
SAMPLES = "tests/architecture/"


def tracked_files() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def machine_paths(text: str) -> Iterator[str]:
    return (match.group() for match in MACHINE.finditer(text))


def test_no_file_names_a_machine_or_a_registry():
    faults = []
    for name in tracked_files():
        data = (ROOT / name).read_bytes()
        if b"\0" not in data and not name.startswith(SAMPLES):
            faults += [f"{name}: {found}" for found in machine_paths(data.decode("utf-8"))]
    assert faults == []


@pytest.mark.parametrize(
    "text",
    ["see /home/an/x", "cache=/tmp/x", "https://pypi.org/simple", "C:\\Users\\An", "index-url = x"],
)
def test_a_path_of_a_machine_is_found(text: str):
    assert list(machine_paths(text))


@pytest.mark.parametrize("text", ["desktop/home/x", "api/tmp/x", "~/.cache", "file:///{home}/x"])
def test_a_path_of_the_project_is_no_path_of_a_machine(text: str):
    assert not list(machine_paths(text))


def test_no_module_has_a_shapeless_name():
    paths = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    assert [p for p in paths if SHAPELESS & set(p.relative_to(ROOT).with_suffix("").parts)] == []


def test_no_package_is_empty():
    """A package comes when it holds something: a module with code beside its `__init__`."""
    files = [ROOT / name for name in tracked_files() if name.startswith("desktop/")]
    packages = {path.parent for path in files if path.name == "__init__.py"}
    assert packages
    for package in packages:
        beside = [path for path in files if path != package / "__init__.py"]
        code = (package / "__init__.py").read_text("utf-8")
        assert any(path.is_relative_to(package) for path in beside) or "import" in code, package


def test_every_test_lies_where_its_source_lies():
    """Folders of tests are packages or modules of the source, or one of the few about the whole."""
    whole = {"architecture", "journeys", "bench", "tools", "fuzz", "goldens"}
    for folder in sorted({path.parent for path in (ROOT / "tests").rglob("test_*.py")}):
        inner = folder.relative_to(ROOT / "tests")
        known = inner.parts[:1] and (inner.parts[0] in whole or inner.parts[-1] == "faults")
        source = ROOT / "desktop" / inner
        assert known or source.is_dir() or source.with_suffix(".py").is_file(), inner


def test_the_locks_hold_every_declared_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run, dev = (
        set(re.findall(r"^([\w.-]+)==", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )

    def names(lines: list[str]) -> set[str]:
        return {re.split(r"[<>=\[ ]", line)[0].lower() for line in lines}

    assert names(project["project"]["dependencies"]) <= run
    assert names(project["dependency-groups"]["dev"]) | run <= dev


def test_the_locks_pin_every_file_by_its_hash():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        pins = re.split(r"\n(?=\S)", text.strip())
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
        assert "://" not in text
