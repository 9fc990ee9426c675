"""Each invariant of sync names checks that are there."""

from __future__ import annotations

import re

import pytest

from bench.worker_process import ROOT

PAGE = ROOT / "docs" / "sync_faults.md"
ROWS = re.findall(r"^\| I-(\d+) \|.*\| ([^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_invariant_stands_in_the_table():
    assert [int(number) for number, _checks in ROWS] == list(range(1, 28))


@pytest.mark.parametrize(("number", "named"), ROWS, ids=[f"I-{number}" for number, _ in ROWS])
def test_what_holds_an_invariant_is_there(number, named):
    checks = re.findall(r"`([^`]+)`", named)
    assert checks, number
    for check in checks:
        path, _, name = check.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert f"def {name}(" in source if name else "def test_" in source, check
