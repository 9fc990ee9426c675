"""Mail that strangers wrote, for tests: read where it lies, never copied."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "mail"
MAIL = sorted(CORPUS.rglob("*.eml")) or [CORPUS / "the corpus is missing"]
WITH_STRUCTURE = [path for path in MAIL if path.with_suffix(".json").exists()]


def name_of(path: Path) -> str:
    """Return what a test of this file is called."""
    return "/".join(path.parts[-2:])
