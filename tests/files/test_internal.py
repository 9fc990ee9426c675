"""What is internal never gets into a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.entities import iter_entities
from desktop.core.errors import NotAllowedError
from desktop.core.pages import ListQuery
from desktop.core.queries import query_to_json
from desktop.files.exporting import run_export
from desktop.services.commands import load_commands

load_commands()


class Asked:
    """A request by somebody who may do everything."""

    class actor:  # noqa: N801 - an attribute of the request
        @staticmethod
        def may(_permission: str) -> bool:
            return True


def test_comments_and_own_notes_are_internal():
    assert [entity.key for entity in iter_entities() if entity.internal] == ["comment", "own_note"]


def test_internal_records_are_not_exported(tmp_path: Path):
    query = query_to_json(ListQuery("comment", ("title",)))
    with pytest.raises(NotAllowedError, match="internal"):
        run_export(Asked(), query=query, path=str(tmp_path / "out.xlsx"))
    assert list(tmp_path.iterdir()) == []
