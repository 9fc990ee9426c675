"""The program and its package have one version."""

from __future__ import annotations

import tomllib
from pathlib import Path

from desktop.core.version import VERSION

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_the_package_has_the_same_version():
    assert tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"] == VERSION
