"""Whatever opens a file of a profile is given its key, or says by None that it needs none."""

from __future__ import annotations

import ast
from pathlib import Path

DESKTOP = Path(__file__).resolve().parents[3] / "desktop"
CENTRE = "server"  # opens no profile; what it backs up is a PostgreSQL
# How many arguments stand before the key.
OPENERS = {
    "Blobs": 1,
    "LocalReads": 2,
    "LocalDrafts": 1,
    "Reader": 1,
    "Store": 3,
    "connect_reader": 1,
    "connect_writer": 2,
    "make_engine": 2,
    "open_profile": 3,
    "back_up": 3,
    "back_up_before": 4,
    "copy_database": 2,
    "is_sound": 1,
    "version_of": 1,
    "state_of": 1,
}


def keyless_calls(source: str) -> list[str]:
    """Return the calls in a source that open something without a word about the key."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            known = OPENERS.get(name)
            keywords = {one.arg for one in node.keywords}
            if known is not None and len(node.args) <= known and "key" not in keywords:
                found.append(f"{name} in line {node.lineno}")
    return found


def test_nothing_is_opened_without_a_word_about_the_key():
    calls = {
        str(path.relative_to(DESKTOP)): found
        for path in DESKTOP.rglob("*.py")
        if path.relative_to(DESKTOP).parts[0] != CENTRE
        if (found := keyless_calls(path.read_text("utf-8")))
    }
    assert calls == {}


def test_a_call_without_the_key_is_seen():
    assert keyless_calls("Blobs(profile).put(content)") == ["Blobs in line 1"]
    assert keyless_calls("Blobs(profile, key)\nconnect_reader(path, key=None)") == []
