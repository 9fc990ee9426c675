"""Choosing the tests of what changed."""

from __future__ import annotations

import pytest

from tools.changed_tests import ALWAYS, choose_tests


@pytest.fixture
def project(tmp_path):
    for name in ("store/test_lists.py", "store/test_lists_counts.py", "store/test_work.py"):
        path = tmp_path / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "chosen"),
    [
        (
            "desktop/store/lists.py",
            ["tests/store/test_lists.py", "tests/store/test_lists_counts.py"],
        ),
        ("desktop/store/engine.py", ["tests/store"]),
        ("desktop/store/migrations/env.py", ["tests/store"]),
        ("tests/store/test_work.py", ["tests/store/test_work.py"]),
        ("tests/store/conftest.py", ["tests/store"]),
        ("tests/store/test_deleted.py", []),
        ("desktop/app.py", []),
        ("README.md", []),
    ],
)
def test_a_change_chooses_the_tests_beside_it(project, changed: str, chosen: list[str]):
    assert choose_tests([changed], project) == sorted([*chosen, ALWAYS])


def test_a_folder_stands_for_its_files(project):
    changed = ["tests/store/test_work.py", "desktop/store/engine.py"]
    assert choose_tests(changed, project) == sorted(["tests/store", ALWAYS])
