"""Finding the program's own files."""

from __future__ import annotations

import sys

import pytest

from desktop.core import resources


@pytest.fixture
def forgotten_root():
    resources._root.cache_clear()
    yield
    resources._root.cache_clear()


def test_the_source_tree_is_found():
    assert resources.resource_path().name in {"resources", "_resources"}
    assert resources.resource_path("seed_data", "x.tsv").parts[-2:] == ("seed_data", "x.tsv")


def test_an_installation_without_resources_says_where_it_looked(
    tmp_path, monkeypatch, forgotten_root
):
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "a" / "b" / "resources.py"))
    with pytest.raises(FileNotFoundError, match="No resources folder"):
        resources.resource_path()


def test_a_frozen_bundle_comes_first(tmp_path, monkeypatch, forgotten_root):
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.resource_path("icons") == tmp_path / "resources" / "icons"
